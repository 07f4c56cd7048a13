// The execution report: a row for each programme (or project, task, line that has none above it) and
// currency, money beside results. The database adds up, profiles/money judges, and the rows are sorted here:
// untied money first, then "money spent, target missed", then the rest, the greatest sums first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/report_store.h"

namespace cadastre::reports {

/// Whether its owner rates it well while it misses its target, by the codes of both: what the filter
/// `rated=watermelon` leaves.
bool ratedBetterThanItIs(std::string_view selfRating, std::string_view standing);

/// Throws UsageError for filters and times that it does not take.
void checkExecutionQuestion(const ReportRequest& request);

std::int64_t forEachExecutionRow(Transaction& transaction, const Report& report, const ReportRequest& request,
                                 const RowSink& sink);

/// Counts and sums by standing and currency.
std::vector<Total> executionTotals(Transaction& transaction, const Report& report,
                                   const ReportRequest& request);

}  // namespace cadastre::reports
