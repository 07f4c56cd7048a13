// The execution report: a row for each programme (or project, task, line that has none above it) and
// currency, money beside results. The database adds up, profiles/money judges, and the rows are sorted here:
// untied money first, then "money spent, target missed", then the rest, the greatest sums first.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/report_store.h"

namespace cadastre::reports {

/// Throws UsageError for filters and times that it does not take.
void checkExecutionQuestion(const ReportRequest& request);

std::int64_t forEachExecutionRow(Transaction& transaction, const Report& report, const ReportRequest& request,
                                 const RowSink& sink);

/// Whose row it is, how its money and results stand, and its amounts in minor units.
struct ExecutionAmounts {
    std::string holder, standing, currency;
    std::optional<std::int64_t> planned, paid;
};
/// The rows of the report in short, in no order that is promised.
std::vector<ExecutionAmounts> executionAmounts(Transaction& transaction, const ReportRequest& request);

/// Counts and sums by standing and currency.
std::vector<Total> executionTotals(Transaction& transaction, const Report& report,
                                   const ReportRequest& request);

}  // namespace cadastre::reports
