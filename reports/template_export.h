// The template: a subject's own records (itself and everything it holds) in their newest state as the
// register's own CSV, which imports back unchanged. Amounts stand in major units, unknown and withheld values
// in their own words, and the column `owed`, which import passes over, names what a record still owes.
#pragma once

#include <cstdint>

#include "reports/report.h"
#include "schema/bytes.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Writes the CSV to `sink` in pieces of about 64 KB; returns the rows. Memory doesn't grow with them.
/// Throws UsageError without the filter `subject`, InputError when there is no such subject.
std::int64_t exportTemplate(Transaction& transaction, const ReportRequest& request, const ByteSink& sink);

}  // namespace cadastre::reports
