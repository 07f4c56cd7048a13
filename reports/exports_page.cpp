// Shapes the catalogue of reports.
#include "reports/exports_page.h"

#include "reports/catalogue.h"
#include "reports/page_files.h"
#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

bool takesTimes(const std::string& report, const Times& times) {
    const Times taken = timesTakenBy(report, times);
    return taken.asOf == times.asOf && taken.knownAt == times.knownAt;
}

}  // namespace

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
        json filters = json::array();
        const auto add = [&](const std::string& filter) {
            filters.push_back({{"label", reader.text("filter." + filter)}, {"code", filter}});
        };
        for (const Filter& filter : report.filters)
            add(filter.name);
        if (report.history == History::both) add("as_of");
        if (report.history != History::none) add("known_at");
        rows.push_back(
            {{"name", name},
             {"title", reader.text(titleKey(report))},
             {"filter_count", written(static_cast<std::int64_t>(filters.size()), reader.language)},
             {"filters", std::move(filters)},
             {"direct", !needsFilter},
             {"required", needsFilter ? json(report.requiredFilter) : json(false)},
             {"required_label", needsFilter ? reader.text("exports.body") : std::string()},
             {"action", "/exports/" + name + ".csv"},
             {"of_now", takesTimes(name, reader.times) ? std::string() : reader.text("exports.of_now")},
             {"formats", std::move(formats)}});
    }
    return {"exports",
            {{"title", reader.text("exports.title")}, {"reports", std::move(rows)}, {"subject", ""}}};
}

}  // namespace cadastre::reports
