// One object a line.
#include "reports/json_export.h"

#include "reports/catalogue.h"
#include "reports/json_row.h"
#include "reports/report_store.h"

namespace cadastre::reports {

std::int64_t exportJson(Transaction& transaction, const ReportRequest& request, const ByteSink& sink) {
    constexpr std::size_t pieceBytes = std::size_t{64} << 10U;
    const Report& report = reportNamed(request.report);
    std::string buffer = "[";
    bool first = true;
    const std::int64_t rows = forEachRow(transaction, request, [&](std::span<const Cell> cells) {
        buffer += std::exchange(first, false) ? "\n" : ",\n";
        appendJsonRow(buffer, report, cells);
        if (buffer.size() < pieceBytes) return;
        sink(buffer);
        buffer.clear();
    });
    sink(buffer + "\n]\n");
    return rows;
}

}  // namespace cadastre::reports
