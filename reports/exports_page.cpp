// Shapes the catalogue of reports.
#include "reports/exports_page.h"

#include "reports/catalogue.h"

namespace cadastre::reports {

Page exportsPage(const Reader& reader) {
    using nlohmann::json;
    json rows = json::array();
    for (const Report& report : catalogue()) {
        const std::string name = report.name;
        const bool needsFilter = report.requiredFilter != nullptr;
        json formats = json::array();
        for (const char* format : {"csv", "xlsx", "xml", "json"}) {
            if (report.source == Report::Source::subjectTemplate && std::string(format) != "csv") continue;
            formats.push_back({{"name", format}, {"address", "/exports/" + name + '.' + format}});
        }
        std::string filters;
        for (const Filter& filter : report.filters)
            filters += (filters.empty() ? "" : ", ") + std::string(filter.name);
        rows.push_back({{"name", name},
                        {"title", reader.text(titleKey(report))},
                        {"filters", filters},
                        {"as_of", report.history == History::both},
                        {"direct", !needsFilter},
                        {"required", needsFilter ? json(report.requiredFilter) : json(false)},
                        {"action", "/exports/" + name + ".csv"},
                        {"formats", std::move(formats)}});
    }
    return {"exports", {{"title", reader.text("exports.title")}, {"reports", std::move(rows)}}};
}

}  // namespace cadastre::reports
