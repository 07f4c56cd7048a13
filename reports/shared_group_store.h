// The groups of duplicates that a body shares with others, for its profile: kept with its counts, since
// finding the dearest means looking at every group that any of its systems stands in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct SharedGroup {
    std::string clusterId, kind, state, currency;
    std::vector<std::string> examples, others;  ///< names of members; of other bodies that hold some
    std::int64_t members = 0, otherBodies = 0, unknownCosts = 0;
    std::optional<std::int64_t> moneyLow, moneyHigh;
};

/// As many as are kept of each body.
inline constexpr int sharedGroupsKept = 10;

/// Groups of duplicates that the body shared with bodies outside its subtree at the last count, the greatest
/// money first. Throws NotCounted as needPicture does.
std::vector<SharedGroup> sharedGroups(Transaction& transaction, const Times& times, const std::string& code);

/// Part of a recount (count_store.h), of the transaction's time.
void keepSharedGroups(WriteTransaction& transaction);

}  // namespace cadastre::reports
