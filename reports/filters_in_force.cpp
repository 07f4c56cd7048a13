// Counting and naming filters.
#include "reports/filters_in_force.h"

#include <string>

namespace cadastre::reports {

void sayFiltersInForce(Page& page, const Reader& reader, const Asked& asked) {
    int count = 0;
    std::string names;
    for (const auto& [name, value] : asked.fields) {
        const std::string key = "filter." + name;
        if (value.empty() || name == "search" || !reader.messages.has(key)) continue;
        ++count;
        names += (names.empty() ? "" : ", ") + reader.text(key);
    }
    if (count > 0) {
        page.data["filters_in_force"] =
            reader.text("list.in_force", {{"count", std::to_string(count)}, {"names", names}});
    }
}

}  // namespace cadastre::reports
