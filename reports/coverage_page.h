// The coverage map: functions and the bodies charged with them, level by level of both trees, and the list of
// pairs behind each cell.
#pragma once

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Fields: tree, function and subject (the level below them), from (the first function shown), after.
Page coveragePage(Transaction& transaction, const Reader& reader, const Asked& asked);

/// Fields: state, tree, function, subject (with all below it), holder (that body alone), after.
Page coveragePairsPage(Transaction& transaction, const Reader& reader, const Asked& asked);

}  // namespace cadastre::reports
