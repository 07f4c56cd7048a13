// The plainer lists: open findings, bodies, and money that no indicator answers for.
#pragma once

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Takes `rule`, `severity`, `subject` and `after`. Throws UsageError for a cursor that is none.
Page findingsPage(Transaction& transaction, const Reader& reader, const Asked& asked);
/// Takes `search`, `filed` (= nothing) and `after`.
Page subjectsPage(Transaction& transaction, const Reader& reader, const Asked& asked);
/// Takes `kind` and `after`. Throws UsageError for a cursor that is none.
Page untiedPage(Transaction& transaction, const Reader& reader, const Asked& asked);

}  // namespace cadastre::reports
