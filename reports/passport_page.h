// The passport of one asset: everything stated about it with where it comes from, what is missing, how it
// hangs together with others, what happened to it; and what differs between two times.
#pragma once

#include <optional>
#include <string>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Nothing when no asset has that register number or uid. Asked with `then` (YYYY-MM-DD) or `then_known` it
/// is the page of differences (passport_difference_page.h).
std::optional<Page> passportPage(Transaction& transaction, const Reader& reader, const Asked& asked,
                                 const std::string& numberOrUid);

}  // namespace cadastre::reports
