// Addresses and names of files.
#include "reports/page_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/catalogue.h"

namespace cadastre::reports {

nlohmann::json filesOf(std::string_view report, const Asked& filters) {
    constexpr std::array<std::pair<const char*, const char*>, 3> formats{
        {{"CSV", "csv"}, {"XML", "xml"}, {"XLSX", "xlsx"}}};
    nlohmann::json files = nlohmann::json::array();
    for (const auto& [name, extension] : formats) {
        files.push_back(
            {{"name", name}, {"address", filters.address(fmt::format("/exports/{}.{}", report, extension))}});
    }
    return files;
}

std::string fileNameOf(std::string_view report, const Times& times, std::string_view today) {
    std::string name = fmt::format("{}_{}", report, times.asOf.empty() ? today : times.asOf);
    if (times.knownAt.empty()) return name;
    // A colon can't stand in file names everywhere.
    std::string moment = times.knownAt;
    std::erase(moment, ':');
    return fmt::format("{}_known_{}", name, moment);
}

Times timesTakenBy(std::string_view report, const Times& times) {
    const auto known = catalogue();
    const auto found =
        std::ranges::find(known, report, [](const Report& each) { return std::string_view(each.name); });
    if (found == known.end() || found->history == History::both) return times;
    return found->history == History::known ? Times{{}, times.knownAt} : Times{};
}

}  // namespace cadastre::reports
