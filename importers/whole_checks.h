// Rules that only the whole import can break: sums of approved money, money that keeps its indicator, the
// tree of subjects. The database holds them and names the first thing that is broken; here every one is
// traced back to the record that brought it.
#pragma once

#include "schema/transaction.h"

namespace cadastre::importers {

/// Checks the deferred rules over what was merged. Where one is broken, adds a blocking problem with file,
/// record and line for each thing that is (approved-lines-add-up, approved-line-loses-its-indicator,
/// subject-tree-has-no-cycle) and returns false; the transaction can then only be rolled back. Throws
/// RuleViolation when no record of this import can be named.
bool holdsAsAWhole(WriteTransaction& transaction);

}  // namespace cadastre::importers
