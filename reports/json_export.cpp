// One object a line.
#include "reports/json_export.h"

#include <nlohmann/json.hpp>

#include "reports/catalogue.h"
#include "reports/report_store.h"

namespace cadastre::reports {

std::int64_t exportJson(Transaction& transaction, const ReportRequest& request, const ByteSink& sink) {
    constexpr std::size_t pieceBytes = std::size_t{64} << 10U;
    const Report& report = reportNamed(request.report);
    std::string buffer = "[";
    bool first = true;
    const std::int64_t rows = forEachRow(transaction, request, [&](std::span<const Cell> cells) {
        buffer += std::exchange(first, false) ? "\n{" : ",\n{";
        bool firstCell = true;
        for (std::size_t column = 0; column < cells.size(); ++column) {
            if (!cells[column]) continue;
            if (!std::exchange(firstCell, false)) buffer += ',';
            buffer.append("\"").append(report.columns[column].name).append("\":");
            if (report.columns[column].type == ColumnType::number) {
                buffer += *cells[column];
            } else {
                buffer += nlohmann::json(*cells[column]).dump();
            }
        }
        buffer += '}';
        if (buffer.size() < pieceBytes) return;
        sink(buffer);
        buffer.clear();
    });
    sink(buffer + "\n]\n");
    return rows;
}

}  // namespace cadastre::reports
