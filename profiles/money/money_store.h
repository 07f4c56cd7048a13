// Money in the database: reallocations applied.
#pragma once

#include <string>

#include "profiles/money/reallocation.h"
#include "schema/transaction.h"

namespace cadastre::money {

/// Applies a reallocation whole: a submission of kind reallocation, the change request with its moves and
/// deltas, the plans of the lines, the targets of the indicators, and the new version of every record that
/// changed. Returns the submission's id.
/// Throws UsageError when it moves nothing, names a line or target that isn't there, or a target has changed
/// since the request was written; RuleViolation for what the database refuses (F2, sums, currencies, targets
/// of ended periods). The caller commits; nothing is kept otherwise.
std::string applyReallocation(WriteTransaction& transaction, const Reallocation& reallocation,
                              const std::string& actor);

}  // namespace cadastre::money
