// Shapes the catalogue of reports for programmers.
#include "reports/api_page.h"

#include "reports/catalogue.h"

namespace cadastre::reports {

Page apiPage(const Reader& reader) {
    using nlohmann::json;
    json rows = json::array();
    for (const Report& report : catalogue()) {
        if (report.source == Report::Source::subjectTemplate) continue;
        const std::string address = std::string("/api/v1/") + report.name;
        json fields = json::array();
        for (const Column& column : report.columns)
            fields.push_back({{"name", column.name}});
        json filters = json::array();
        for (const Filter& filter : report.filters)
            filters.push_back({{"name", std::string("filter[") + filter.name + ']'}});
        rows.push_back({{"title", reader.text(titleKey(report))},
                        {"address", address},
                        {"open", report.key.empty() ? address : address + "?limit=5"},
                        {"totals", address + "/totals"},
                        {"fields", std::move(fields)},
                        {"filters", std::move(filters)},
                        {"whole", report.key.empty()},
                        {"as_of", report.history == History::both},
                        {"known_at", report.history != History::none}});
    }
    return {"api", {{"title", reader.text("api.title")}, {"reports", std::move(rows)}}};
}

}  // namespace cadastre::reports
