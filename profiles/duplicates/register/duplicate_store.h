// The duplicate search over the register: reads the assets into the pure engine (register_duplicates.h) and
// keeps what it finds as groups and findings.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "profiles/duplicates/register/calibration_store.h"
#include "profiles/duplicates/register/register_duplicates.h"
#include "schema/transaction.h"

namespace cadastre::duplicates {

struct SearchOptions {
    std::string scope = {};  ///< code of a subject: only groups with a member held by it or a body below it
    std::string since = {};  ///< time stamp: only groups with a member recorded at or after it
    bool withholdRelations = false;      ///< an experiment: look without the stated relations
    std::vector<std::string> hide = {};  ///< an experiment: fields the engine must not see
    int threads = 1;
    std::function<void(double)> progress = {};  ///< called with 0…1 while comparing
};

struct MoneySum {
    std::int64_t low = 0;  ///< minor units
    std::int64_t high = 0;
    int minorDigits = 2;  ///< of the currency
};

/// What one kind of group came to.
struct KindSummary {
    std::int64_t groups = 0;
    std::int64_t members = 0;               ///< a system that stands in several groups, in each of them
    std::int64_t systems = 0;               ///< each system once
    std::int64_t unknownCosts = 0;          ///< systems whose cost nobody knows
    std::map<std::string, MoneySum> money;  ///< by currency, each system once
};

struct SearchSummary {
    std::string runId;
    std::int64_t compared = 0;
    std::map<std::string, KindSummary>
        kinds;  ///< by code: object, functional, planned, reuse, family, misclassified
    std::map<std::string, MoneySum> money;  ///< of all standing groups by currency, each system once
    std::int64_t fresh = 0;                 ///< groups never found before
    std::int64_t lapsed = 0;                ///< members for which a decision no longer holds
    std::int64_t reopened = 0;              ///< answered groups whose compared fields changed since
    std::int64_t superseded = 0;            ///< groups that stood and are no longer found
    std::int64_t findingsOpened = 0;
    std::int64_t findingsClosed = 0;
    double thresholdBits = 0;
    double estimatedPrecision = 0;  ///< the engine's own estimate, too rosy where templates abound
    bool experiment = false;
};

/// Compares all assets but cancelled ones and keeps the groups: the last run stands. The same members found
/// again keep their group with what people decided about it; groups no longer found are superseded (with a
/// scope or a time, only those it covers). What people decided (group_decision_store.h) holds until a
/// compared field of a member is materially another: then the group is a candidate again, and whom they took
/// apart may come together. Ended assets are compared as the same thing, never as doing the same work. An
/// experiment keeps its groups in the same way, so that they can be listed, but opens and closes no finding:
/// nobody is asked to answer it. The next ordinary run puts the groups right again. Throws UsageError for a
/// scope that is no subject and a hidden field that nobody has.
SearchSummary searchDuplicates(Database& database, const Authorship& authorship,
                               const SearchOptions& options);

/// The register as a search compares it, read in one snapshot, with the model that holds.
struct ReadForSearch {
    RegisterComparison comparison;
    SearchModel model;
};

/// Throws as searchDuplicates does. `sampler` draws pairs for people to label, where there is one.
ReadForSearch readForSearch(Database& database, const SearchOptions& options, PairSampler* sampler = nullptr);

}  // namespace cadastre::duplicates
