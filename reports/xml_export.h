// A report as XML that schema/xsd/reports.xsd describes: the root is named after the report and says as of
// when it stands; a <row> holds an element for each cell that says something, in the order of the columns.
#pragma once

#include <cstdint>

#include "reports/report.h"
#include "schema/bytes.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Writes the document to `sink` in pieces of about 64 KB; returns the rows. Throws as forEachRow does.
std::int64_t exportXml(Transaction& transaction, const ReportRequest& request, const ByteSink& sink);

}  // namespace cadastre::reports
