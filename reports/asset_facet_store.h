// The facets of the asset list: how many of the assets asked for are of each class, stage, body, function,
// platform, origin, cost and verdict. What few fit is counted at once and exactly; what many fit comes from
// the counts kept with the data; what neither holds is counted among the first ten thousand and said to be at
// least that.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/asset_list_store.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct FacetValue {
    std::string code;
    std::string name = {}, nameRussian = {};  ///< of bodies and functions, which no code list holds
    std::int64_t count = 0;
};

struct Facet {
    std::string filter;              ///< the filter of asset_filter.h that a value of it sets
    std::vector<FacetValue> values;  ///< bodies: the greatest ten; others: all there are, in no order
};

struct Facets {
    std::vector<Facet> facets;         ///< without those that the question itself sets: these have one value
    bool least = false;                ///< counts are lower bounds: more fit than were looked at
    std::optional<Instant> countedAt;  ///< of kept counts: when they were counted; nothing: right now
};

/// From the kept counts, within a few milliseconds; nothing where they do not hold the answer.
std::optional<Facets> keptFacets(Transaction& transaction, const AssetQuestion& question);

/// Counted now among the first ten thousand that fit: some tens of milliseconds, more for another time than
/// now. Throws UsageError for a filter there isn't.
Facets countedFacets(Transaction& transaction, const AssetQuestion& question);

/// Counts everything anew and keeps it; the caller commits.
void keepFacets(WriteTransaction& transaction);

}  // namespace cadastre::reports
