// CSV straight from COPY where the report is a query, cell by cell where the program computes some of it.
#include "reports/csv_export.h"

#include <algorithm>

#include "reports/catalogue.h"
#include "reports/report_store.h"
#include "reports/template_export.h"
#include "schema/csv_writer.h"

namespace cadastre::reports {

std::int64_t exportCsv(Transaction& transaction, const ReportRequest& request, const ByteSink& sink) {
    const Report& report = reportNamed(request.report);
    if (report.source == Report::Source::subjectTemplate) return exportTemplate(transaction, request, sink);
    const bool words = std::ranges::any_of(report.columns, &Column::sentence);
    if (report.source == Report::Source::query && !words) {
        std::vector<bool> numeric;
        for (const Column& column : report.columns)
            numeric.push_back(column.type != ColumnType::text);
        return copyCsv(transaction, request, FormulaGuard(sink, std::move(numeric)));
    }
    CsvWriter csv(sink);
    for (const Column& column : report.columns)
        csv.bare(column.name);
    csv.endRow();
    const std::int64_t rows = forEachRow(transaction, request, [&](std::span<const Cell> cells) {
        for (std::size_t column = 0; column < cells.size(); ++column) {
            if (!cells[column]) {
                csv.bare({});
            } else if (report.columns[column].type == ColumnType::text) {
                csv.text(*cells[column]);
            } else {
                csv.bare(*cells[column]);
            }
        }
        csv.endRow();
    });
    csv.finish();
    return rows;
}

}  // namespace cadastre::reports
