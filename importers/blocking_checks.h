// The blocking checks that need the other records of the import or the register: each looks at the whole of
// what was staged and adds to import_problem. Only what can't be identified or represented blocks; everything
// else loads and is for the rules (profiles/checks) to find. Checks of money are in money_checks.h.
#pragma once

#include "schema/transaction.h"

namespace cadastre::importers {

/// Adds what blocks: key-given-twice, subject-missing, unknown-subject, valid-from-in-future, field-missing,
/// currency-missing, unknown-currency, number-out-of-range, period-out-of-order, stated-twice. Needs the
/// tables of findRepeatedKeys(). May be called again: what stands there already is not added twice.
void addBlockingProblems(WriteTransaction& transaction);

}  // namespace cadastre::importers
