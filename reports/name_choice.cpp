// Settling words, or shaping the page that asks.
#include "reports/name_choice.h"

#include <fmt/format.h>

#include <algorithm>

namespace cadastre::reports {

std::optional<Asked> settled(const LookedUp& lookedUp) {
    const auto& called = lookedUp.called;
    if (called.empty() || lookedUp.nearly) return std::nullopt;
    if (called.size() > 1 && std::ranges::count_if(called, &CalledSo::exactly) != 1) return std::nullopt;
    return called.front().asked;
}

Page choiceOf(const Reader& reader, const Asked& asked, const LookedUp& lookedUp) {
    using nlohmann::json;
    const auto text = [&](const char* what) {
        return reader.text(fmt::format("{}.{}", lookedUp.kind, what), {{"words", lookedUp.words}});
    };
    json rows = json::array();
    for (const CalledSo& each : lookedUp.called) {
        rows.push_back({{"name", each.name},
                        {"besides", each.besides},
                        {"code", each.code},
                        {"address", each.asked.address(lookedUp.path, "after")}});
    }
    json kept = json::array();
    for (const auto& [name, value] : asked.fields) {
        if (name != lookedUp.field && name != "after" && !value.empty())
            kept.push_back({{"name", name}, {"value", value}});
    }
    return {"name_choice",
            {{"title", text("which")},
             {"label", text("label")},
             {"path", lookedUp.path},
             {"field", lookedUp.field},
             {"words", lookedUp.words},
             {"kept", std::move(kept)},
             {"nearly", lookedUp.nearly ? text("nearly") : std::string()},
             {"none", text("none")},
             {"all", text("all")},
             {"all_address", lookedUp.allAddress},
             {"cut", lookedUp.cut},
             {"has_choices", !rows.empty()},
             {"choices", std::move(rows)}}};
}

}  // namespace cadastre::reports
