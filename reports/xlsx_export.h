// A report as a spreadsheet (Office Open XML, ECMA-376) for those who reckon in one: the rows on the first
// sheet under the machine names of their columns, and on the last what was asked and how to read it.
#pragma once

#include <cstdint>

#include "reports/report.h"
#include "schema/bytes.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Writes the workbook to `sink`; returns the rows. A spreadsheet is a ZIP archive, so it is put together in
/// a temporary file first; memory doesn't grow with the rows. A sheet holds 1,048,576 rows, what is more goes
/// on in the next. Numbers of more than 15 digits, which a spreadsheet can't hold, and days before 1900 are
/// text; a text longer than a cell may be is cut and says so. Throws as forEachRow does, and UnavailableError
/// where the temporary file can't be written.
std::int64_t exportXlsx(Transaction& transaction, const ReportRequest& request, const ByteSink& sink);

}  // namespace cadastre::reports
