// A report as JSON: an array of objects, one a row, streamed. Money stays text, because a reader's floating
// point would bend it; what is not there is left out.
#pragma once

#include <cstdint>

#include "reports/report.h"
#include "schema/bytes.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Writes the array to `sink` in pieces of about 64 KB; returns the rows. Throws as forEachRow does.
std::int64_t exportJson(Transaction& transaction, const ReportRequest& request, const ByteSink& sink);

}  // namespace cadastre::reports
