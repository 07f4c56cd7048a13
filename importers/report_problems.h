// How every set-based check of an import reports: one query that selects what it found.
#pragma once

#include "schema/transaction.h"

namespace cadastre::importers {

/// Adds to import_problem, as blocking, the rows (file, record, line, field, rule, value, arguments) that the
/// check selects, without those that stand there already.
void reportProblems(WriteTransaction& transaction, const Query& check);

}  // namespace cadastre::importers
