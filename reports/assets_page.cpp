// Shapes the list of assets.
#include "reports/assets_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/asset_facets_page.h"
#include "reports/asset_filter.h"
#include "reports/asset_list_store.h"
#include "reports/page_files.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/search_store.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr std::size_t longestSearch = 200;

// Columns that a reader can choose beside the name, in their order; the first four are there unasked, the
// cost where it is known of any asset shown.
constexpr std::array<std::string_view, 14> columnNames{
    "holder", "standing",    "yearly_cost", "verdicts",     "class",          "stage",       "findings",
    "number", "stage_since", "development", "commissioned", "last_confirmed", "sensitivity", "purpose"};
constexpr std::size_t usualColumns = 4;

// Addresses worth beginning with.
struct PreparedView {
    const char* key;
    const char* address;
};
constexpr std::array preparedViews{
    PreparedView{"view.stale", "/assets?stale=true&columns=holder&columns=stage&columns=last_confirmed"},
    PreparedView{"view.no_function", "/assets?class=information_system&missing=functions"},
    PreparedView{"view.expensive", "/assets?cost=over_100m&columns=holder&columns=stage&columns=yearly_cost"},
    PreparedView{"view.no_cost", "/assets?class=information_system&operating=true&cost=unknown"},
    PreparedView{"view.planned", "/assets?coming=true&columns=holder&columns=stage&columns=development"},
    PreparedView{"view.unseen", "/assets?operating=true&present=false"},
    PreparedView{"view.incomplete", "/assets?complete=false"},
};

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

// The columns asked for, by place in columnNames; the usual ones where none is.
std::vector<std::size_t> columnsIn(const Asked& asked, const AssetList& list) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < columnNames.size(); ++i) {
        const bool chosen = std::ranges::any_of(asked.fields, [&](const auto& field) {
            return field.first == "columns" && field.second == columnNames[i];
        });
        if (chosen) columns.push_back(i);
    }
    if (columns.empty()) {
        const bool costs = std::ranges::any_of(
            list.assets, [](const ListedAsset& asset) { return asset.yearlyCost.has_value(); });
        for (std::size_t i = 0; i < usualColumns; ++i) {
            if (costs || columnNames[i] != "yearly_cost") columns.push_back(i);
        }
    }
    return columns;
}

// What the download takes: filters, and nothing of how the page shows them.
Asked filtersOf(const Asked& asked) {
    Asked filters;
    for (const Filter& filter : assetFilters())
        filters.fields.emplace_back(filter.name, asked.get(filter.name));
    return filters;
}

class ListShape {
  public:
    ListShape(Transaction& transaction, const Reader& reader, const Asked& asked, const AssetList& list,
              const CodeLists& codes)
        : reader_(reader),
          asked_(asked),
          columns_(columnsIn(asked, list)),
          digits_(minorDigits(transaction)),
          classes_(codes.at("asset_class")),
          stages_(codes.at("stage")),
          sensitivities_(codes.at("sensitivity")) {
        stages_.push_back({"unknown", reader.text("stage.unknown")});
    }

    [[nodiscard]] json heads() const {
        json heads = json::array();
        for (const std::size_t column : columns_)
            heads.push_back({{"name", label(column)}, {"number", isNumber(column)}});
        return heads;
    }

    [[nodiscard]] json row(const ListedAsset& asset) const {
        json cells = json::array();
        for (const std::size_t column : columns_) {
            const std::string_view name = columnNames[column];
            json cell{{"label", namesItself(name) ? json(false) : json(label(column))},
                      {"number", isNumber(column)},
                      {"text", textOf(column, asset)},
                      {"address", false},
                      {"key", false},
                      {"hint", false},
                      {"lines", json::array()}};
            if (name == "holder") {
                cell["address"] = "/assets?subject=" + encoded(asset.holderCode);
                cell["key"] = asset.holderKey;
            } else if (name == "findings" && asset.openFindings > 0) {
                cell["address"] = findingsOf(asset);
            } else if (name == "standing") {
                cell["lines"] = {line(textOf("stage", asset))};
                // A list of one class need not name it in each row.
                if (asked_.get("class").empty()) cell["hint"] = textOf("class", asset);
            } else if (name == "verdicts") {
                cell["lines"] = verdicts(asset);
            }
            cells.push_back(std::move(cell));
        }
        return {{"address", fmt::format("/assets/{}", asset.registerNumber)},
                {"name", asset.name},
                {"short_name", asset.shortName == asset.name ? std::string() : asset.shortName},
                {"cells", std::move(cells)}};
    }

    // The boxes in which columns are chosen, and what else is asked, which the same form keeps.
    [[nodiscard]] json choices() const {
        json choices = json::array();
        for (std::size_t i = 0; i < columnNames.size(); ++i) {
            choices.push_back({{"code", columnNames[i]},
                               {"name", label(i)},
                               {"chosen", std::ranges::find(columns_, i) != columns_.end()}});
        }
        return choices;
    }

    [[nodiscard]] json classes() const { return options(classes_, asked_.get("class")); }
    [[nodiscard]] json stages() const { return options(stages_, asked_.get("stage")); }

  private:
    [[nodiscard]] std::string label(std::size_t column) const {
        return reader_.text(fmt::format("assets.column_{}", columnNames[column]));
    }

    [[nodiscard]] static bool isNumber(std::size_t column) {
        const std::string_view name = columnNames[column];
        return name == "findings" || name == "yearly_cost" || name == "development" || name == "number";
    }

    // What a card on a narrow screen need not name.
    [[nodiscard]] static bool namesItself(std::string_view name) {
        return name == "holder" || name == "standing" || name == "class" || name == "stage" ||
               name == "verdicts";
    }

    [[nodiscard]] static std::string findingsOf(const ListedAsset& asset) {
        return fmt::format("/assets/{}#findings", asset.registerNumber);
    }

    [[nodiscard]] static json line(const std::string& text) {
        return {{"text", text}, {"address", false}, {"mark", false}};
    }

    // How true the record is: what is open against it, what it owes, who confirms it.
    [[nodiscard]] json verdicts(const ListedAsset& asset) const {
        const auto said = [&](bool holds, const char* name) {
            json one = line(reader_.text(fmt::format("verdict.{}_{}", name, holds ? "holds" : "fails")));
            one["mark"] = holds ? "holds" : "fails";
            return one;
        };
        json found = said(asset.openFindings == 0, "findings");
        if (asset.openFindings > 0) {
            found["text"] =
                reader_.text(asset.graveFindings > 0 ? "verdict.findings_grave" : "verdict.findings_fails",
                             {{"count", std::to_string(asset.openFindings)},
                              {"grave", std::to_string(asset.graveFindings)}});
            found["address"] = findingsOf(asset);
            found["mark"] = asset.graveFindings > 0 ? "fails" : "worth";
        }
        return {std::move(found), said(asset.complete, "complete"), said(asset.present, "present")};
    }

    [[nodiscard]] std::string money(const std::optional<std::int64_t>& minor,
                                    const std::string& currency) const {
        const auto digits = digits_.find(currency);
        if (!minor) return {};
        return writtenRoughly(*minor, *minor, digits == digits_.end() ? 0 : digits->second, currency,
                              reader_.language);
    }

    [[nodiscard]] std::string textOf(std::size_t column, const ListedAsset& asset) const {
        return textOf(columnNames[column], asset);
    }

    [[nodiscard]] std::string textOf(std::string_view name, const ListedAsset& asset) const {
        if (name == "standing" || name == "verdicts") return {};
        if (name == "number") return std::to_string(asset.registerNumber);
        if (name == "holder") return asset.holderName;
        if (name == "class") return nameOf(classes_, asset.assetClass);
        if (name == "stage") return nameOf(stages_, asset.stage.empty() ? "unknown" : asset.stage);
        if (name == "findings")
            return asset.openFindings > 0 ? written(asset.openFindings, reader_.language) : std::string();
        if (name == "stage_since") return writtenDate(asset.stageSince, reader_.language);
        if (name == "yearly_cost") return money(asset.yearlyCost, asset.currency);
        if (name == "development") return money(asset.plannedDevelopmentCost, asset.currency);
        if (name == "commissioned") return writtenDate(asset.commissionedOn, reader_.language);
        if (name == "last_confirmed") return writtenDate(asset.lastConfirmedOn, reader_.language);
        if (name == "sensitivity") return nameOf(sensitivities_, asset.sensitivity);
        return beginningOf(asset.purpose);
    }

    // A list shows how a purpose begins; the passport has all of it.
    static std::string beginningOf(const std::string& text) {
        constexpr std::size_t longest = 300;
        if (text.size() <= longest) return text;
        std::size_t end = longest;
        while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            --end;
        return text.substr(0, end) + "…";
    }

    const Reader& reader_;
    const Asked& asked_;
    std::vector<std::size_t> columns_;
    std::map<std::string, int> digits_;
    std::vector<NamedCode> classes_, stages_, sensitivities_;
};

// What a form has to keep of what is asked, beside its own fields.
json keptBut(const Asked& asked, std::initializer_list<std::string_view> own) {
    json kept = json::array();
    for (const auto& [name, value] : asked.fields) {
        if (!value.empty() && name != "after" && std::ranges::find(own, name) == own.end())
            kept.push_back({{"name", name}, {"value", value}});
    }
    return kept;
}

json views(const Reader& reader) {
    json views = json::array();
    for (const PreparedView& view : preparedViews)
        views.push_back({{"name", reader.text(view.key)}, {"address", view.address}});
    return views;
}

}  // namespace

Page assetsPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    const AssetQuestion question = questionOf(reader, asked);
    const AssetList list = assetList(transaction, question);
    const CodeLists codes =
        codesOfLists(transaction, {"asset_class", "stage", "sensitivity", "rule", "platform_use"}, reader);
    const ListShape shape(transaction, reader, asked, list, codes);
    json rows = json::array();
    for (const ListedAsset& asset : list.assets)
        rows.push_back(shape.row(asset));
    const SearchLag lag = searchLag(transaction);
    json data{{"title", reader.text("assets.title")},
              {"assets", std::move(rows)},
              {"heads", shape.heads()},
              {"choices", shape.choices()},
              {"count", countText(reader, list)},
              {"search", question.search},
              {"classes", shape.classes()},
              {"stages", shape.stages()},
              {"rules", options(codes.at("rule"), asked.get("finding"))},
              {"subject", asked.get("subject")},
              {"function", asked.get("function")},
              {"kept_by_search",
               keptBut(asked, {"search", "class", "stage", "subject", "function", "finding", "facets"})},
              {"kept_by_columns", keptBut(asked, {"columns"})},
              {"views", views(reader)},
              {"here", asked.address("/assets", "after")},
              {"like", question.search.empty() ? std::string() : "/similar?name=" + encoded(question.search)},
              {"has_assets", !list.assets.empty()},
              {"partial", list.partial},
              {"nothing", list.assets.empty() && !list.partial},
              {"first", question.after ? json(asked.address("/assets", "after")) : json(false)},
              {"files", filesOf("assets", filtersOf(asked))}};
    if (list.more) data["next"] = asked.with("after", list.next).address("/assets");
    if (!lag.caughtUp()) {
        data["catching_up"] =
            reader.text("search.catching_up", {{"count", written(lag.waitingRecords, reader.language)}});
    }
    addFacets(data, transaction, reader, asked, question, list, codes);
    return {"assets", std::move(data)};
}

}  // namespace cadastre::reports
