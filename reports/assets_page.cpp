// Shapes the list of assets.
#include "reports/assets_page.h"

#include <fmt/format.h>

#include "reports/asset_filter.h"
#include "reports/asset_list_store.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/search_store.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr std::size_t longestSearch = 200;

AssetQuestion questionOf(const Reader& reader, const Asked& asked) {
    AssetQuestion question;
    for (const Filter& filter : assetFilters()) {
        const std::string name = filter.name;
        if (name != "search" && !asked.get(name).empty())
            question.filters.emplace_back(name, asked.get(name));
    }
    question.past = reader.times.past();
    question.search = asked.get("search");
    if (question.search.size() > longestSearch) throw UsageError(reader.text("assets.search_too_long"));
    if (const std::string& after = asked.get("after"); !after.empty()) {
        if (!isUid(after)) throw UsageError(reader.text("list.bad_cursor"));
        question.after = after;
    }
    return question;
}

json options(const std::vector<NamedCode>& codes, const std::string& chosen) {
    json list = json::array();
    for (const NamedCode& code : codes)
        list.push_back({{"code", code.code}, {"name", code.name}, {"chosen", code.code == chosen}});
    return list;
}

std::string countText(const Reader& reader, const AssetList& list) {
    if (!list.count) return {};
    const std::string count = written(*list.count, reader.language) + (list.countIsLeast ? "+" : "");
    return reader.text("list.count", {{"count", count}});
}

}  // namespace

Page assetsPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    const AssetQuestion question = questionOf(reader, asked);
    const AssetList list = assetList(transaction, question);
    const auto classes = codesOf(transaction, "asset_class", reader);
    auto stages = codesOf(transaction, "stage", reader);
    stages.push_back({"unknown", reader.text("stage.unknown")});

    json rows = json::array();
    for (const ListedAsset& asset : list.assets) {
        rows.push_back(
            {{"address", fmt::format("/assets/{}", asset.registerNumber)},
             {"number", std::to_string(asset.registerNumber)},
             {"name", asset.name},
             {"short_name", asset.shortName},
             {"holder", asset.holderName},
             {"holder_address", "/assets?subject=" + encoded(asset.holderCode)},
             {"key", asset.holderKey},
             {"class", nameOf(classes, asset.assetClass)},
             {"stage", nameOf(stages, asset.stage.empty() ? "unknown" : asset.stage)},
             {"findings",
              asset.openFindings > 0 ? json(written(asset.openFindings, reader.language)) : json(false)}});
    }
    const SearchLag lag = searchLag(transaction);
    json data{{"title", reader.text("assets.title")},
              {"assets", std::move(rows)},
              {"count", countText(reader, list)},
              {"search", question.search},
              {"classes", options(classes, asked.get("class"))},
              {"stages", options(stages, asked.get("stage"))},
              {"rules", options(codesOf(transaction, "rule", reader), asked.get("finding"))},
              {"subject", asked.get("subject")},
              {"function", asked.get("function")},
              {"partial", list.partial},
              {"first", question.after ? json(asked.address("/assets", "after")) : json(false)},
              {"csv", asked.address("/exports/assets.csv", "after")},
              {"xml", asked.address("/exports/assets.xml", "after")}};
    if (list.more) {
        data["next"] = asked.with("after", list.next).address("/assets");
    }
    if (!lag.caughtUp()) {
        data["catching_up"] =
            reader.text("search.catching_up", {{"count", written(lag.waitingRecords, reader.language)}});
    }
    return {"assets", std::move(data)};
}

}  // namespace cadastre::reports
