// What the pages of duplicates ask: the worklist by money, and one group with its members.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "schema/transaction.h"

namespace cadastre::reports {

struct DuplicateGroup {
    std::string clusterId, kind, state;
    double score = 0;
    std::int64_t members = 0, holders = 0, unknownCosts = 0;
    std::optional<std::int64_t> moneyLow, moneyHigh;
    std::string currency;
    std::vector<std::string> examples;  ///< names of its first members
    std::string phrase;      ///< in lists: the words for the work all of its members do; may be empty
    std::int64_t place = 0;  ///< by which the list goes on: duplicate_place in the schema
};

/// What all standing groups come to in one currency, each system once.
struct OverlapTotal {
    std::string currency;
    std::int64_t moneyLow = 0, moneyHigh = 0;
};
struct OverlapTotals {
    std::int64_t systems = 0, unknownCosts = 0;
    std::vector<OverlapTotal> money;
};
OverlapTotals overlapTotals(Transaction& transaction);

struct DuplicateQuestion {
    std::string kind, currency;  ///< empty: any
    std::string subject;         ///< code of a body: groups with assets of it or of those below it
    std::string state;           ///< candidate, confirmed or dismissed; empty: the first two
    std::string cost;            ///< known of some system, unknown of all; empty: any
    std::optional<std::pair<std::int64_t, std::string>> after;  ///< place and cluster of the last group shown
};

inline constexpr int groupsOnPage = 50;
/// One more than a page holds where there are more.
std::vector<DuplicateGroup> duplicateGroups(Transaction& transaction, const DuplicateQuestion& question);

/// The functions that every member of these groups performs, as "classifier:code" by group; large groups are
/// not looked into, since a list has no time for it.
std::map<std::string, std::vector<std::string>> commonFunctions(Transaction& transaction,
                                                                const std::vector<DuplicateGroup>& groups);

struct DuplicateMember {
    std::string uid, role, name, shortName, purpose, assetClass, stage, holderCode, holderName, holderKey,
        functions;
    std::int64_t registerNumber = 0;
    double score = 0;
    std::optional<std::int64_t> yearlyCost, plannedDevelopmentCost;
    std::string currency;
};

struct DuplicateGroupInFull {
    DuplicateGroup group;
    nlohmann::json explanation;
    Instant firstFoundAt{};
    std::string modelVersion;
    std::vector<DuplicateMember> members;  ///< at most 200, the fullest first
};

/// Nothing when there is no such group.
std::optional<DuplicateGroupInFull> duplicateGroup(Transaction& transaction, const std::string& clusterId);

/// A group's explanation as JSON text; nothing when there is no such group.
std::optional<std::string> keptExplanation(Transaction& transaction, const std::string& clusterId);

}  // namespace cadastre::reports
