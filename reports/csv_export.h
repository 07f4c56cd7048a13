// A report as CSV: RFC 4180, UTF-8, machine names of columns in the first row, text that a spreadsheet would
// run as a formula behind an apostrophe. Streamed; memory doesn't grow with the rows.
#pragma once

#include <cstdint>

#include "reports/report.h"
#include "schema/bytes.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Writes the report to `sink` in pieces of about 64 KB; returns the rows. Throws as forEachRow does.
std::int64_t exportCsv(Transaction& transaction, const ReportRequest& request, const ByteSink& sink);

}  // namespace cadastre::reports
