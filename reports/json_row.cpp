// Cells come spelled (report.h, ColumnType), so a number needs no quotes and everything else gets them.
#include "reports/json_row.h"

#include <nlohmann/json.hpp>

namespace cadastre::reports {

void appendJsonRow(std::string& json, const Report& report, std::span<const Cell> cells,
                   const std::vector<bool>& shown) {
    json += '{';
    bool first = true;
    for (std::size_t column = 0; column < cells.size(); ++column) {
        if (!cells[column] || (!shown.empty() && !shown[column])) continue;
        if (!std::exchange(first, false)) json += ',';
        json.append("\"").append(report.columns[column].name).append("\":");
        if (report.columns[column].type == ColumnType::number) {
            json += *cells[column];
        } else {
            json += nlohmann::json(*cells[column]).dump();
        }
    }
    json += '}';
}

}  // namespace cadastre::reports
