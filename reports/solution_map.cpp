// Rows of the tree with a bar each.
#include "reports/solution_map.h"

#include <fmt/format.h>

#include "reports/page_words.h"
#include "reports/solution_map_store.h"

namespace cadastre::reports {

using nlohmann::json;

json solutionMap(Transaction& transaction, const Reader& reader, const DuplicateGroup& group) {
    if (group.kind != "family" && group.kind != "reuse") return false;
    constexpr std::size_t mostRows = 300;
    constexpr double barWidth = 100;
    const auto places = solutionPlaces(transaction, group.clusterId);
    std::int64_t holders = 0, bodies = 0;
    json rows = json::array();
    for (const SolutionPlace& place : places) {
        if (place.depth == 0) {
            holders += place.holders;
            bodies += place.bodies;
        }
        if (rows.size() == mostRows) continue;
        const double share = static_cast<double>(place.holders) / static_cast<double>(place.bodies);
        rows.push_back(
            {{"name", place.name},
             {"address", "/subjects/" + encoded(place.code)},
             {"depth", std::min(place.depth, 5)},
             {"own", place.systems == 0 ? std::string() : written(place.systems, reader.language)},
             {"holds", place.systems > 0},
             {"share", reader.text("solution_map.of", {{"holders", written(place.holders, reader.language)},
                                                       {"bodies", written(place.bodies, reader.language)}})},
             {"width", fmt::format("{:.1f}", share * barWidth)}});
    }
    json map{
        {"lead", reader.text("solution_map.lead",
                             {{"count", written(group.members * (group.members - 1) / 2, reader.language)},
                              {"holders", written(holders, reader.language)},
                              {"bodies", written(bodies, reader.language)}})},
        {"more", places.size() > mostRows
                     ? json(reader.text("solution_map.first_of", {{"count", std::to_string(mostRows)}}))
                     : json(false)},
        {"places", std::move(rows)}};
    return map;
}

}  // namespace cadastre::reports
