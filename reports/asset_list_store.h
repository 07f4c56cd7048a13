// The list of assets, page by page in the order of their uids, within bounded work: whatever is asked, a page
// costs about as much as one index walk or one index intersection.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reports/listed_asset_store.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct AssetQuestion {
    /// Name and value, as asset_filter.h has them; empty values narrow nothing.
    std::vector<std::pair<std::string, std::string>> filters;
    std::string search;                ///< words or a fragment; empty: everything
    std::optional<std::string> after;  ///< uid of the last asset of the page before
    bool past = false;  ///< the transaction reads another time than now, of which there are no indexes
};

struct AssetList {
    std::vector<ListedAsset> assets;
    bool more = false;                  ///< there is a next page, or more to look at
    std::string next = {};              ///< uid to go on after
    bool partial = false;               ///< looking took too long: the page holds what was found so far
    std::optional<std::int64_t> count;  ///< of all that were asked for; only with the first page
    bool countIsLeast = false;          ///< counting stopped there: it is that many or more
};

inline constexpr int assetsOnPage = 50;
inline constexpr std::int64_t mostCounted = 10'000;

/// How many assets a page is looked for among before all indexes are asked: a page's worth where one in
/// eighty fits.
inline constexpr std::size_t usualWalk = 4000;

/// Throws UsageError for a filter there isn't. The result does not depend on `walkLength`, its cost does.
AssetList assetList(Transaction& transaction, const AssetQuestion& question,
                    std::size_t walkLength = usualWalk);

struct AssetSet {
    std::vector<std::string> uids;  ///< in their order
    bool whole = true;              ///< false: there are more, or looking took too long
};
/// The first `most` that fit, `after` left aside.
AssetSet assetSet(Transaction& transaction, const AssetQuestion& question, std::size_t most,
                  std::chrono::milliseconds patience);

}  // namespace cadastre::reports
