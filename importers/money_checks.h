// The rules of money (F1 to F4) asked before the merge. The database holds them all by itself; asked here
// they come with record and line, together with everything else that is wrong with the file.
#pragma once

#include <set>
#include <string>

#include "schema/transaction.h"

namespace cadastre::importers {

/// Adds to import_problem: approved-line-has-an-indicator (F1), reallocation-carries-indicators (F2),
/// approval-is-not-taken-back, approved-line-is-complete, baseline-moves-only-by-ledger (F3),
/// target-stands-after-its-period (F4). Only what the staged kinds can break is asked.
void addMoneyProblems(WriteTransaction& transaction, const std::set<std::string>& kinds);

}  // namespace cadastre::importers
