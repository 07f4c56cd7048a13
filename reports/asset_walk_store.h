// Along which index the list of assets is walked: the filter that narrows the most, by experience, of those
// that have an index in the order of uids.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/transaction.h"

namespace cadastre::reports {

/// Filters by name and value, as asset_filter.h has them; an empty value narrows nothing.
using AskedFilters = std::vector<std::pair<std::string, std::string>>;

struct AssetWalk {
    /// The uids greater than {after} of each item.item, in order where nothing else is said; {constant} is
    /// bound.
    std::string uids = "select uid from asset where uid > {after}";
    std::vector<std::string> items{""};  ///< e.g. the bodies below a ministry; their walks are merged
    std::string constant = {};
    std::vector<std::string_view> covered = {};  ///< filters that the walk itself holds to
};

/// `past`: the transaction reads another time than now, of which only uids and holders have an index.
AssetWalk narrowestWalk(Transaction& transaction, const AskedFilters& filters, bool past);

/// Whether the filter has an index, so that what is rare can be found without looking at every asset.
bool isIndexed(std::string_view filter);

}  // namespace cadastre::reports
