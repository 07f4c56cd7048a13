// The fields of each list, and the choices that its page offers.
#include "reports/page_fields.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "reports/asset_filter.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;
using Names = std::vector<std::string_view>;

Names fieldsOfAssets() {
    Names names{"search", "after", "columns", "facets"};
    for (const Filter& filter : assetFilters())
        names.emplace_back(filter.name);
    return names;
}

const Names* fieldsAt(std::string_view path) {
    static const std::vector<std::pair<std::string_view, Names>> pages{
        {"/assets", fieldsOfAssets()},
        {"/coverage", {"tree", "function", "subject", "from", "after"}},
        {"/coverage/pairs", {"state", "tree", "function", "subject", "holder", "after"}},
        {"/duplicates", {"kind", "state", "cost", "currency", "subject", "after"}},
        {"/findings", {"rule", "severity", "subject", "older", "after"}},
        {"/money", {"standing", "rated", "subject", "currency", "after"}},
        {"/subjects", {"under", "search", "filed", "sort", "after"}},
        {"/untied", {"kind", "after"}},
    };
    const auto found = std::ranges::find(pages, path, &std::pair<std::string_view, Names>::first);
    return found == pages.end() ? nullptr : &found->second;
}

// Fields whose values a page offers to choose from, and where its data has them.
constexpr std::array<std::pair<const char*, const char*>, 9> choices{{{"class", "classes"},
                                                                      {"stage", "stages"},
                                                                      {"finding", "rules"},
                                                                      {"rule", "rules"},
                                                                      {"severity", "severities"},
                                                                      {"kind", "kinds"},
                                                                      {"state", "states"},
                                                                      {"standing", "standings_offered"},
                                                                      {"sort", "orders"}}};

bool isChosen(const json& option) {
    return option.value("chosen", false) || option.value("selected", false);
}

}  // namespace

void sayWhatIsUnknown(Page& page, const Reader& reader, std::string_view path, const Asked& asked) {
    const Names* known = fieldsAt(path);
    if (known == nullptr) return;
    std::string taken;
    for (const std::string_view name : *known) {
        if (name != "after") taken.append(taken.empty() ? "" : ", ").append(name);
    }
    json sentences = json::array();
    for (const auto& [name, value] : asked.fields) {
        if (value.empty() || std::ranges::find(*known, name) != known->end()) continue;
        sentences.push_back(reader.text("list.unknown_field", {{"name", name}, {"known", taken}}));
    }
    for (const auto& [name, list] : choices) {
        const std::string& value = asked.get(name);
        if (value.empty() || std::ranges::find(*known, name) == known->end()) continue;
        const auto offered = page.data.find(list);
        if (offered == page.data.end() || !offered->is_array() || std::ranges::any_of(*offered, isChosen))
            continue;
        sentences.push_back(reader.text("list.unknown_value", {{"name", name}, {"value", value}}));
    }
    page.data["site_unknown"] = std::move(sentences);
}

}  // namespace cadastre::reports
