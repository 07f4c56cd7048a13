// Runs the reports: rows, totals and CSV straight from COPY. The command and the pages both come here, so
// that a file holds what the screen shows.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/report.h"
#include "schema/bytes.h"
#include "schema/copied_rows.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// A cell as the report spells it (report.h, ColumnType); nothing where there is nothing to say.
using cadastre::Cell;
/// Takes one row, in the order of the report's columns; the cells hold until it returns.
using cadastre::RowSink;

/// Hands over the rows of a report one by one, never holding them all (execution: one row a programme is
/// held, to be sorted); returns how many. Throws UsageError as rowsQuery does, and for the template, whose
/// columns are the dictionary's (template_export.h). When the sink throws, the query is cancelled.
std::int64_t forEachRow(Transaction& transaction, const ReportRequest& request, const RowSink& sink);

/// Throws UsageError for what forEachRow would refuse, before anything is written.
void checkQuestion(const ReportRequest& request);

/// The CSV of a report that is a plain query, as COPY spells it with its header; returns the rows.
std::int64_t copyCsv(Transaction& transaction, const ReportRequest& request, const ByteSink& sink);

/// A page of a report, in the order of its key.
struct PageOfRows {
    /// Cells in the order of the report's columns, as it spells them; nothing where there is nothing to say.
    std::vector<std::vector<std::optional<std::string>>> rows;
    std::vector<std::string> next;  ///< the request's `after` for the page behind; empty: this was the last
};

/// The first `request.limit` rows after `request.after`. Throws UsageError as pageQuery does.
PageOfRows pageOfRows(Transaction& transaction, const ReportRequest& request);

/// What rows of one kind and currency add up to.
struct Total {
    std::optional<std::string> countedBy;  ///< the value of the report's countedBy column
    std::optional<std::string> currency;   ///< amounts of different currencies are never added
    std::int64_t rows = 0;
    /// By money column: the sum in major units; nothing when no row states the amount.
    std::vector<std::pair<std::string, std::optional<std::string>>> sums;
};

/// Counts and sums of all rows that the request selects, a page of it or not.
std::vector<Total> totals(Transaction& transaction, const ReportRequest& request);

}  // namespace cadastre::reports
