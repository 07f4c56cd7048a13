// Shaping facets.
#include "reports/asset_facets_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <utility>

#include "reports/asset_facet_store.h"
#include "reports/asset_facet_sum_store.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/subject_store.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// What so few assets fit is counted with the page, unasked.
constexpr std::int64_t fewEnough = 300;

struct ShownFacet {
    std::string_view filter;
    const char* codeList;  ///< names its values; empty: the messages "facet.FILTER.VALUE"
};
// In the order of the page.
constexpr std::array shownFacets{
    ShownFacet{"class", "asset_class"},
    ShownFacet{"stage", "stage"},
    ShownFacet{"subject", ""},
    ShownFacet{"function", ""},
    ShownFacet{"cost", ""},
    ShownFacet{"platform_use", "platform_use"},
    ShownFacet{"domestic", ""},
    ShownFacet{"present", ""},
    ShownFacet{"reliable", ""},
    ShownFacet{"complete", ""},
    ShownFacet{"stale", ""},
};
constexpr std::array costBands{"unknown", "none", "under_100k", "100k_1m", "1m_10m", "10m_100m", "over_100m"};

class FacetShape {
  public:
    FacetShape(Transaction& transaction, const Reader& reader, const Asked& asked, CodeLists codes)
        : transaction_(transaction), reader_(reader), asked_(asked), codes_(std::move(codes)) {}

    // In the order of its code list, of the bands, or of the store.
    [[nodiscard]] json facet(const ShownFacet& shown, const Facet& facet, bool least) {
        std::vector<FacetValue> values = facet.values;
        const std::string filter(shown.filter);
        const auto& codes = codesIn(shown.codeList);
        const auto place = [&](const FacetValue& value) {
            if (shown.filter == "cost") return std::ranges::find(costBands, value.code) - costBands.begin();
            return std::ranges::find(codes, value.code, &NamedCode::code) - codes.begin();
        };
        if (*shown.codeList != '\0' || shown.filter == "cost") {
            std::ranges::stable_sort(
                values, [&](const auto& one, const auto& other) { return place(one) < place(other); });
        }
        json rows = json::array();
        for (const FacetValue& value : values) {
            rows.push_back({{"name", valueName(shown, codes, value)},
                            {"count", written(value.count, reader_.language) + (least ? "+" : "")},
                            {"address", without("after").with(filter, value.code).address("/assets")}});
        }
        return {
            {"name", reader_.text("facet." + filter)},
            {"id", "facet-" + filter},
            {"values", rows},
            {"all", shown.filter == "function" ? json(without("after").with(filter, "").address("/functions"))
                                               : json(false)}};
    }

    // The filters in force, each with the address of the list without it.
    [[nodiscard]] json chosen(const AssetQuestion& question) {
        json rows = json::array();
        const auto add = [&](const std::string& name, const std::string& words) {
            rows.push_back({{"name", filterName(name)},
                            {"value", words},
                            {"label", reader_.text("facet.remove", {{"filter", filterName(name)}})},
                            {"address", without("after").with(name, "").address("/assets")}});
        };
        if (!question.search.empty()) add("search", question.search);
        for (const auto& [name, value] : question.filters)
            if (!value.empty()) add(name, valueWords(name, value));
        return rows;
    }

  private:
    [[nodiscard]] Asked without(std::string_view field) const {
        Asked rest = asked_;
        std::erase_if(rest.fields, [&](const auto& each) { return each.first == field; });
        return rest;
    }

    [[nodiscard]] std::string filterName(const std::string& filter) const {
        const std::string key = "facet." + filter;
        return reader_.messages.has(key) ? reader_.text(key) : filter;
    }

    [[nodiscard]] std::string valueName(const ShownFacet& shown, const std::vector<NamedCode>& codes,
                                        const FacetValue& value) const {
        if (!value.name.empty()) return reader_.either(value.name, value.nameRussian);
        if (shown.filter == "stage" && value.code == "unknown") return reader_.text("stage.unknown");
        if (*shown.codeList != '\0') return nameOf(codes, value.code);
        const std::string key = fmt::format("facet.{}.{}", shown.filter, value.code);
        return reader_.messages.has(key) ? reader_.text(key) : value.code;
    }

    // The same for a value of which only the code is known.
    std::string valueWords(const std::string& filter, const std::string& value) {
        const auto* shown = std::ranges::find(shownFacets, std::string_view(filter), &ShownFacet::filter);
        if (shown == shownFacets.end()) {
            const std::string key = fmt::format("facet.{}.{}", filter, value);
            if (reader_.messages.has(key)) return reader_.text(key);
            const bool ofRules = filter == "finding";
            return ofRules || filter == "missing" || filter == "stated"
                       ? nameOf(codesIn(ofRules ? "rule" : "field"), value)
                       : value;
        }
        if (shown->filter == "subject") {
            const auto body = subjectOf(transaction_, value);
            return body ? body->name : value;
        }
        return valueName(*shown, codesIn(shown->codeList), {value});
    }

    // Each list is read once; facets without one have none.
    const std::vector<NamedCode>& codesIn(const std::string& list) {
        const auto [known, added] = codes_.try_emplace(list);
        if (added && !list.empty()) known->second = codesOf(transaction_, list, reader_);
        return known->second;
    }

    Transaction& transaction_;
    const Reader& reader_;
    const Asked& asked_;
    CodeLists codes_;
};

}  // namespace

void addFacets(json& data, Transaction& transaction, const Reader& reader, const Asked& asked,
               const AssetQuestion& question, const AssetList& list, CodeLists codes) {
    FacetShape shape(transaction, reader, asked, std::move(codes));
    data["chosen"] = shape.chosen(question);
    data["has_chosen"] = !data["chosen"].empty();
    AssetQuestion whole = question;
    whole.after.reset();
    const bool few = list.count && !list.countIsLeast && *list.count <= fewEnough && !reader.times.past();
    const bool all = asked.get("facets") == "all";
    // Added up, they are as good as counted while nothing changed since.
    std::optional<Facets> found;
    if (!all) found = summedFacets(transaction, whole, few);
    if (found) {
        data["count_facets"] = false;
    } else if (few || all) {
        found = countedFacets(transaction, whole);
    } else {
        found = keptFacets(transaction, whole);
        // Kept counts leave out bodies and functions with fewer assets than are worth keeping.
        const bool bodies =
            found && std::ranges::find(found->facets, "subject", &Facet::filter) != found->facets.end();
        if (!bodies) data["count_facets"] = asked.with("facets", "all").address("/assets") + "#facets";
        if (!found) return;
    }
    json facets = json::array();
    for (const ShownFacet& shown : shownFacets) {
        const auto facet = std::ranges::find(found->facets, shown.filter, &Facet::filter);
        if (facet != found->facets.end()) facets.push_back(shape.facet(shown, *facet, found->least));
    }
    data["facets"] = std::move(facets);
    data["has_facets"] = !data["facets"].empty();
    data["facets_least"] = found->least;
    if (found->countedAt) {
        data["facets_counted"] =
            reader.text("facet.counted", {{"moment", written(*found->countedAt, reader.language)}});
    }
}

}  // namespace cadastre::reports
