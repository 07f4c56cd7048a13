// The list of reports, in the order in which they are offered.
#include "reports/catalogue.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/catalogue_parts.h"
#include "schema/errors.h"

namespace cadastre::reports {

std::span<const Report> catalogue() {
    static const std::vector<Report> reports = {
        assetsReport(),     subjectsReport(),  eventsReport(),      findingsReport(), duplicatesReport(),
        overlapReport(),    coverageReport(),  programmesReport(),  projectsReport(), costLinesReport(),
        indicatorsReport(), executionReport(), untiedReport(),      sharesReport(),   expiringReport(),
        disciplineReport(), journalReport(),   submissionsReport(), templateReport(),
    };
    return reports;
}

const Report& reportNamed(std::string_view name) {
    const auto reports = catalogue();
    const auto found =
        std::ranges::find(reports, name, [](const Report& each) { return std::string_view(each.name); });
    if (found != reports.end()) return *found;
    std::string known;
    for (const Report& report : reports)
        known += fmt::format("{}{}", known.empty() ? "" : ", ", report.name);
    throw UsageError(fmt::format("there is no report \"{}\"; there are: {}", name, known));
}

std::string filterSummary(const Report& report) {
    std::string summary;
    for (const Filter& filter : report.filters)
        summary += fmt::format("{}{}", summary.empty() ? "" : ", ", filter.name);
    return summary;
}

std::string titleKey(const Report& report) {
    return fmt::format("report.{}", report.name);
}

}  // namespace cadastre::reports
