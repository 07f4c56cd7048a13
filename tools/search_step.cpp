#include "tools/search_step.h"

#include <fmt/format.h>

#include <chrono>
#include <iostream>
#include <nlohmann/json.hpp>

#include "reports/search_store.h"
#include "schema/errors.h"

namespace cadastre::tools {

void catchUpSearch(Database& database, const GlobalOptions& global, const Messages& messages,
                   nlohmann::json& json) {
    Progress progress(messages.text(global.language, "import.search_progress"));
    const auto startedAt = std::chrono::steady_clock::now();
    try {
        const auto assets = reports::catchUpSearch(database, [&](const reports::SearchLag& lag) {
            progress.update(0, static_cast<std::uint64_t>(lag.waitingRecords));
        });
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - startedAt;
        json["search"] = {{"assets", assets}, {"seconds", took.count()}};
        if (assets == 0) return;
        peopleStream(global) << messages.text(global.language, "import.search",
                                              {{"count", groupedNumber(global.language, assets)},
                                               {"seconds", fmt::format("{:.1f}", took.count())}})
                             << '\n';
    } catch (const Error& error) {
        std::cerr << messages.text(global.language, "import.search_later", {{"why", error.what()}}) << '\n';
    }
}

}  // namespace cadastre::tools
