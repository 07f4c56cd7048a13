// The plainer lists: open findings, and money that no indicator answers for.
#pragma once

#include <optional>
#include <string>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Takes `rule`, `severity`, `subject`, `older` (days) and `after`. Throws UsageError for a cursor that is
/// none.
Page findingsPage(Transaction& transaction, const Reader& reader, const Asked& asked);
/// What a rule means, why it matters, how to mend a hit, and its first open hits; nothing when there is none.
std::optional<Page> rulePage(Transaction& transaction, const Reader& reader, const std::string& code);
/// Takes `kind` and `after`. Throws UsageError for a cursor that is none.
Page untiedPage(Transaction& transaction, const Reader& reader, const Asked& asked);

}  // namespace cadastre::reports
