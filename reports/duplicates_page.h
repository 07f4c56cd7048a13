// The pages of duplicates: the worklist by money, and a group with its members side by side, why they were
// put together, and what the overlap costs.
#pragma once

#include <optional>
#include <string>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Takes `kind`, `currency` and `after`. Throws UsageError for a cursor that is none.
Page duplicatesPage(Transaction& transaction, const Reader& reader, const Asked& asked);
/// Takes `one` and `other`, uids of two members to put side by side. Nothing when there is no such group.
std::optional<Page> duplicateGroupPage(Transaction& transaction, const Reader& reader, const Asked& asked,
                                       const std::string& clusterId);

}  // namespace cadastre::reports
