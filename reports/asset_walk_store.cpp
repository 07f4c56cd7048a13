// The walks there are, narrowest first.
#include "reports/asset_walk_store.h"

#include <algorithm>
#include <array>
#include <optional>

#include "reports/page.h"

namespace cadastre::reports {

namespace {

constexpr std::size_t mostWalks = 40;  // walks merged into one; more take longer than they spare

constexpr Query bodiesBelow{"asset_walk.bodies_below",
                            "select uid from subjects_below($1) below(uid) limit 41"};
constexpr Query functionsBelow{"asset_walk.functions_below",
                               "select code from functions_below($1, $2) below(code) limit 41"};

struct PlainWalk {
    std::string_view filter;
    const char* uids;
};

// Filters whose value is the item that is walked: of values that few assets have, then some, then many.
constexpr std::array plainWalksOfFew{
    PlainWalk{"holder_key",
              "select uid from record where kind = 'asset' and holder_key = item.item and uid > {after}"},
    PlainWalk{"finding",
              "select distinct uid from finding where state = 'open' and rule = item.item and uid > {after}"},
};
constexpr std::array plainWalks{
    PlainWalk{"mark", "select uid from asset where content->>'mark' = item.item and uid > {after}"},
    PlainWalk{"category", "select uid from asset where content->>'category' = item.item and uid > {after}"},
    PlainWalk{"platform_use",
              "select uid from asset where content->>'platform_use' = item.item and uid > {after}"},
    PlainWalk{"digitised_stage",
              "select uid from asset where content->>'digitised_stage' = item.item and uid > {after}"},
    PlainWalk{"cost",
              "select uid from asset where cost_band(yearly_cost, currency) = item.item and uid > {after}"},
    PlainWalk{"sensitivity", "select uid from asset where sensitivity = item.item and uid > {after}"},
};
constexpr std::array plainWalksOfMany{
    PlainWalk{"class", "select uid from asset where class = item.item and uid > {after}"},
    PlainWalk{"stage", "select uid from asset where stage = item.item and uid > {after}"},
    PlainWalk{"currency", "select uid from asset where currency = item.item and uid > {after}"},
};

std::string valueOf(const AskedFilters& filters, std::string_view name) {
    for (const auto& [known, value] : filters) {
        if (known == name && !value.empty()) return value;
    }
    return {};
}

std::optional<AssetWalk> limited(AssetWalk walk, const Result& items) {
    for (const Row row : items)
        walk.items.push_back(row.get<std::string>(0));
    return walk.items.size() <= mostWalks ? std::optional(std::move(walk)) : std::nullopt;
}

std::optional<AssetWalk> ofBody(Transaction& transaction, const AskedFilters& filters) {
    const auto subject = valueOf(filters, "subject");
    if (subject.empty()) return std::nullopt;
    return limited(
        {"select uid from asset where holder_uid = item.item::uuid and uid > {after}", {}, {}, {"subject"}},
        transaction.run(bodiesBelow, subject));
}

std::optional<AssetWalk> ofFunction(Transaction& transaction, const AskedFilters& filters) {
    const auto function = valueOf(filters, "function");
    if (function.empty()) return std::nullopt;
    const std::size_t colon = std::min(function.find(':'), function.size());
    const std::string classifier = function.substr(0, colon);
    return limited(
        {"select uid from asset_function where classifier = {constant} and function_code = item.item"
         " and uid > {after}",
         {},
         classifier,
         {"function"}},
        transaction.run(functionsBelow, classifier, function.substr(std::min(colon + 1, function.size()))));
}

template <std::size_t Size>
std::optional<AssetWalk> firstOf(const std::array<PlainWalk, Size>& walks, const AskedFilters& filters) {
    for (const PlainWalk& walk : walks) {
        const auto value = valueOf(filters, walk.filter);
        // "unknown" is no stage but the absence of one, which has no place in the index.
        if (value.empty() || (walk.filter == "stage" && value == "unknown")) continue;
        return AssetWalk{walk.uids, {value}, {}, {walk.filter}};
    }
    return std::nullopt;
}

std::optional<AssetWalk> ofClassAndStage(const AskedFilters& filters) {
    const auto assetClass = valueOf(filters, "class");
    const auto stage = valueOf(filters, "stage");
    if (assetClass.empty() || stage.empty() || stage == "unknown") return std::nullopt;
    return AssetWalk{"select uid from asset where class = item.item and stage = {constant} and uid > {after}",
                     {assetClass},
                     stage,
                     {"class", "stage"}};
}

// Values that are written in several ways, or stand for several: walked, but held to by the filter itself.
std::optional<AssetWalk> ofDerived(const AskedFilters& filters) {
    if (valueOf(filters, "online") == "true") {
        return AssetWalk{
            "select uid from asset where content->>'digitised_stage' = item.item and uid > {after}",
            {"3", "4"}};
    }
    if (const auto domestic = valueOf(filters, "domestic"); !domestic.empty()) {
        return AssetWalk{"select uid from asset where content->>'domestic' = item.item and uid > {after}",
                         {domestic}};
    }
    return std::nullopt;
}

// Whoever was a body's at any time; the filter itself says who was then.
std::optional<AssetWalk> everOfBody(Transaction& transaction, const AskedFilters& filters) {
    const auto subject = valueOf(filters, "subject");
    if (subject.empty()) return std::nullopt;
    return limited(
        {"select distinct uid from record_version where holder_uid = item.item::uuid and kind = 'asset'"
         " and uid > {after}",
         {}},
        transaction.run(bodiesBelow, subject));
}

AssetWalk pastWalk(Transaction& transaction, const AskedFilters& filters) {
    if (const auto uid = valueOf(filters, "uid"); isUid(uid))
        return {"select uid from asset_ever where uid = item.item::uuid and uid > {after}", {uid}};
    if (auto walk = everOfBody(transaction, filters)) return *walk;
    return {"select uid from asset_ever where uid > {after}"};
}

}  // namespace

AssetWalk narrowestWalk(Transaction& transaction, const AskedFilters& filters, bool past) {
    if (past) return pastWalk(transaction, filters);
    if (const auto uid = valueOf(filters, "uid"); isUid(uid))
        return {"select uid from asset where uid = item.item::uuid and uid > {after}", {uid}};
    if (auto walk = ofBody(transaction, filters)) return *walk;
    if (auto walk = ofFunction(transaction, filters)) return *walk;
    if (auto walk = firstOf(plainWalksOfFew, filters)) return *walk;
    if (auto walk = ofClassAndStage(filters)) return *walk;
    if (auto walk = firstOf(plainWalks, filters)) return *walk;
    if (auto walk = firstOf(plainWalksOfMany, filters)) return *walk;
    return ofDerived(filters).value_or(AssetWalk{});
}

bool isIndexed(std::string_view filter) {
    const auto has = [&](const auto& walks) {
        return std::any_of(walks.begin(), walks.end(),
                           [&](const PlainWalk& walk) { return walk.filter == filter; });
    };
    return filter == "subject" || filter == "function" || has(plainWalksOfFew) || has(plainWalks) ||
           has(plainWalksOfMany);
}

}  // namespace cadastre::reports
