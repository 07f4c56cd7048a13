// How a page of the list is found. First a walk: a few thousand assets in the order of uids along the index
// of the narrowest filter, checked against the others; a page that many assets fit is full by then. What few
// fit is asked of all indexes at once and sorted afterwards: there is little to sort. So a page costs about
// the same however many assets there are.
#include "reports/asset_list_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <chrono>

#include "reports/asset_filter.h"
#include "reports/asset_span_store.h"
#include "reports/asset_statement.h"
#include "reports/asset_walk_store.h"
#include "reports/listed_asset_store.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

constexpr std::size_t shortWalk = 12;      // the short walk's share of the long one
constexpr std::size_t worthWalking = 200;  // a statement for fewer assets costs more than they do
constexpr std::chrono::milliseconds patienceForWalking{15};
constexpr std::chrono::milliseconds patienceForPastWalking{100};  // without indexes to lead there
constexpr std::chrono::milliseconds patienceForCounting{4};
constexpr std::chrono::seconds patienceForSearching{5};
constexpr const char* beforeAll = "00000000-0000-0000-0000-000000000000";

// Walks are of few lengths, so that their statements are few and stay prepared: 64, 96, 128, 192 …
std::size_t stepOfWalks(std::size_t atLeast) {
    const std::size_t power = std::max<std::size_t>(std::bit_floor(atLeast), 64);
    if (atLeast <= power) return power;
    return atLeast <= power + power / 2 ? power + power / 2 : 2 * power;
}

class Listing {
  public:
    Listing(Transaction& transaction, const AssetQuestion& question, std::size_t walkLength)
        : transaction_(transaction), question_(question), walkLength_(walkLength) {
        for (const auto& [name, value] : question.filters) {
            if (value.empty()) continue;
            const auto filter =
                std::find_if(offered_.begin(), offered_.end(),
                             [&name = name](const Filter& each) { return name == each.name; });
            if (filter == offered_.end()) throw UsageError(fmt::format("assets have no filter \"{}\"", name));
            filters_.emplace_back(&*filter, value);
        }
    }

    AssetList list() {
        narrowest_ = narrowestWalk(transaction_, question_.filters, question_.past);
        if (onlySearches()) return searched();
        // What is common fills a page within a short walk; where that promises to, one of the length that
        // fills it; what is rare is left to the indexes.
        const std::string after = question_.after.value_or(beforeAll);
        const std::size_t length = walkLength_ / shortWalk;
        found_ = walk(after, length);
        if (!isPage() && !found_.uids.empty()) {
            const std::size_t filling = assetsOnPage * length * 3 / 2 / found_.uids.size();
            if (filling <= 2 * walkLength_) goOn(filling - length);
        }
        if (!isPage() && areIndexed()) intersect();
        if (!isPage()) walkOn();
        AssetList list;
        list.partial = found_.horizon && found_.uids.size() <= assetsOnPage;
        if (list.partial) list.next = *found_.horizon;
        if (!question_.after) count(list);
        return shown(std::move(list), std::move(found_.uids));
    }

    AssetSet set(std::size_t most, std::chrono::milliseconds patience) {
        narrowest_ = narrowestWalk(transaction_, question_.filters, question_.past);
        shown_ = most + 1;
        AssetSet set;
        if (onlySearches()) {
            AssetSpans spans(transaction_, question_.search, beforeAll);
            spans.find(shown_, patience);
            return cut({spans.uids(), spans.whole()}, most);
        }
        std::string after = beforeAll;
        for (bool more = true; more; more = found_.horizon.has_value()) {
            if (set.uids.size() > most || std::chrono::steady_clock::now() - startedAt_ > patience) {
                set.whole = false;
                break;
            }
            // What is rare is found faster by all indexes at once: the first walk is short and tells whether
            // it is.
            const bool first = set.uids.empty() && areIndexed();
            const std::size_t length = first ? walkLength_ / shortWalk : 5 * walkLength_;
            found_ = walk(after, length);
            const bool rare = found_.uids.size() * shortWalk < length;
            if (found_.horizon && first && rare) intersect();
            set.uids.insert(set.uids.end(), found_.uids.begin(), found_.uids.end());
            after = found_.horizon.value_or(after);
        }
        return cut(std::move(set), most);
    }

  private:
    [[nodiscard]] std::string valueOf(std::string_view name) const {
        for (const auto& [filter, value] : filters_) {
            if (name == filter->name) return value;
        }
        return {};
    }

    [[nodiscard]] bool areIndexed() const {
        return !question_.past && std::all_of(filters_.begin(), filters_.end(),
                                              [](const auto& each) { return isIndexed(each.first->name); });
    }

    AssetList searched() {
        AssetSpans spans(transaction_, question_.search, question_.after.value_or(beforeAll));
        spans.find(shown_, patienceForSearching);
        AssetList list;
        if (!question_.after) {
            spans.countOn(mostCounted, patienceForCounting);
            list.countIsLeast = !spans.whole() || spans.fitting() > mostCounted;
            list.count = std::min(spans.fitting(), mostCounted);
        }
        return shown(std::move(list), spans.uids());
    }

    // The page of those that fit, of which one more than it holds was looked for.
    AssetList shown(AssetList list, std::vector<std::string> uids) {
        list.more = list.partial || uids.size() > assetsOnPage;
        if (uids.size() > assetsOnPage) {
            uids.resize(assetsOnPage);
            list.next = uids.back();
        }
        list.assets = listedAssets(transaction_, uids);
        return list;
    }

    static AssetSet cut(AssetSet set, std::size_t most) {
        if (set.uids.size() > most) {
            set.uids.resize(most);
            set.whole = false;
        }
        return set;
    }

    // Where no index leads to what is rare: on along the walk until the page is full, the assets end or the
    // time is up. Then the page holds less, and its reader goes on from there.
    void walkOn() {
        const auto patience = question_.past ? patienceForPastWalking : patienceForWalking;
        while (!isPage()) {
            const std::size_t reach = reachWithin(patience);
            if (reach < worthWalking) break;
            goOn(reach);
        }
    }

    void goOn(std::size_t length) {
        Found next = walk(*found_.horizon, length);
        found_.uids.insert(found_.uids.end(), next.uids.begin(), next.uids.end());
        found_.fitting += next.fitting;
        found_.horizon = next.horizon;
    }

    // Nothing more has to be looked for.
    [[nodiscard]] bool isPage() const { return !found_.horizon || found_.uids.size() > assetsOnPage; }

    // All filters but the `covered` ones, each left out once, and the search, unless it was looked for
    // already.
    std::string conditions(AssetStatement& statement, const char* search,
                           std::vector<std::string_view> covered = {}) const {
        std::string sql;
        for (const auto& [filter, value] : filters_) {
            const auto at = std::find(covered.begin(), covered.end(), filter->name);
            if (at == covered.end()) {
                sql += " and " + statement.condition(*filter, value);
            } else {
                covered.erase(at);
            }
        }
        if (!question_.search.empty() && search != nullptr) {
            sql += " and " + fmt::format(fmt::runtime(search), statement.bind(question_.search, "text"));
        }
        return sql;
    }

    struct Found {
        std::vector<std::string> uids;       // the first that fit, one more than a page holds
        std::int64_t fitting = 0;            // how many fit
        std::optional<std::string> horizon;  // as far as was looked; nothing: to the end
    };

    [[nodiscard]] bool onlySearches() const {
        return !question_.search.empty() && !question_.past && filters_.empty();
    }

    // A search that no index narrows goes along what is searched itself, which holds all that it looks at.
    [[nodiscard]] bool searchesAlong() const {
        return !question_.search.empty() && !question_.past && narrowest_.items == AssetWalk{}.items;
    }

    // What a walk brings, in the order of uids. Where several are merged, only what lies before the end of
    // the shortest one that was cut counts: behind it something may be missing.
    std::string nearest(AssetStatement& statement, const std::string& after, std::size_t limit) const {
        statement.parameters.add(narrowest_.items);
        std::string uids(narrowest_.uids);
        const auto put = [&](std::string_view piece, const std::string& value, std::string_view type) {
            if (const auto at = uids.find(piece); at != std::string::npos)
                uids.replace(at, piece.size(), statement.bind(value, type));
        };
        put("{constant}", narrowest_.constant, "text");
        put("{after}", after, "uuid");
        if (narrowest_.items.size() <= 1) {
            return fmt::format(
                "with item as (select unnest($1::text[]) as item),"
                " near as materialized (select walk.uid from item cross join lateral ({0} order by uid limit "
                "{1}) walk),"
                " horizon as materialized (select uid from near offset {2} limit 1)",
                uids, limit, limit - 1);
        }
        return fmt::format(
            "with item as (select unnest($1::text[]) as item),"
            " walked as materialized (select item.item, walk.uid from item cross join lateral"
            " ({0} order by uid limit {1}) walk),"
            " horizon as materialized (select uid from (select (array_agg(uid order by uid desc))[1] as uid "
            "from walked"
            " group by item having count(*) >= {1}) ends order by uid limit 1),"
            " near as materialized (select distinct uid from walked"
            " where not exists (select from horizon where horizon.uid < walked.uid))",
            uids, limit);
    }

    std::string nearestSearched(AssetStatement& statement, const std::string& after,
                                std::size_t limit) const {
        const std::string asked = statement.bind(question_.search, "text");
        return fmt::format(
            "with near as materialized (select found.uid, found.words @@ (select asset_query({0}))"
            "  or coalesce(found.fragments like (select fragment_pattern({0})), false) as fits"
            " from asset_search found where found.uid > {1} order by found.uid limit {2}),"
            " horizon as materialized (select uid from near offset {3} limit 1)",
            asked, statement.bind(after, "uuid"), limit, limit - 1);
    }

    // Each asset on the way is looked at by itself (offset 0), so that no plan reads all of them.
    Found walk(const std::string& after, std::size_t length) {
        const auto limit = stepOfWalks(std::max<std::size_t>(
            length / std::max<std::size_t>(narrowest_.items.size(), 1), assetsOnPage + 1));
        AssetStatement statement;
        const bool along = searchesAlong();
        const std::string near =
            along ? nearestSearched(statement, after, limit) : nearest(statement, after, limit);
        const std::string others = conditions(statement, along ? nullptr : searchedByRow, narrowest_.covered);
        statement.sql = fmt::format(
            "{0}, fitting as materialized (select near.uid from near cross join lateral (select from asset"
            " where asset.uid = near.uid{1} offset 0) held{2})"
            " select (select uid from horizon), (select count(*) from fitting),"
            " array(select uid from fitting order by uid limit {3})",
            near, others, along ? " where near.fits" : "", shown_);
        const auto startedAt = std::chrono::steady_clock::now();
        const Row row = run("asset_list.walk", statement).one();
        perAsset_ = (std::chrono::steady_clock::now() - startedAt) / limit;
        return {row.get<std::vector<std::string>>(2), row.get<std::int64_t>(1),
                row.get<std::optional<std::string>>(0)};
    }

    // A walk goes along one index whatever is asked; of another day it is planned for what is asked.
    Result run(std::string_view name, const AssetStatement& statement) {
        if (question_.past) return transaction_.runOnce(name, statement.sql, statement.parameters);
        return transaction_.runShape(name, statement.sql, statement.parameters);
    }

    // How far a walk goes in what is left of the time, as fast as the last one went.
    [[nodiscard]] std::size_t reachWithin(std::chrono::nanoseconds patience) const {
        const auto left = patience - (std::chrono::steady_clock::now() - startedAt_);
        if (left <= left.zero()) return 0;
        const auto reach = static_cast<std::size_t>(left / std::max(perAsset_, std::chrono::nanoseconds(1)));
        return std::min(reach, walkLength_);  // what lies ahead may be slower
    }

    // What is asked for is made of the words once, not for each asset.
    static constexpr const char* searchedByRow =
        "(select found.words @@ (select asset_query({0}))"
        " or coalesce(found.fragments like (select fragment_pattern({0})), false)"
        " from asset_search found where found.uid = asset.uid)";
    static constexpr const char* searchedByIndex =
        "asset.uid in (select found.uid from asset_search found"
        " where found.words @@ asset_query({0}) or found.fragments like fragment_pattern({0}))";

    void intersect() {
        AssetStatement statement;
        const std::string after = statement.bind(question_.after.value_or(beforeAll), "uuid");
        statement.sql = fmt::format(
            "with fitting as materialized (select asset.uid from asset where asset.uid > {}{})"
            " select (select count(*) from fitting), array(select uid from fitting order by uid limit {})",
            after, conditions(statement, searchedByIndex), shown_);
        const Row row =
            transaction_.runOnce("asset_list.intersect", statement.sql, statement.parameters).one();
        found_ = {row.get<std::vector<std::string>>(1), row.get<std::int64_t>(0), std::nullopt};
    }

    void count(AssetList& list) {
        if (!found_.horizon) {
            list.count = found_.fitting;
        } else if (question_.search.empty() && filters_.size() <= 1 && areIndexed() &&
                   valueOf("function").empty()) {
            list.count = countByIndex();
        } else {
            countByWalks(list);
        }
        list.countIsLeast = list.countIsLeast || *list.count > mostCounted;
        list.count = std::min(*list.count, mostCounted);
    }

    // One filter with an index of its own over assets: the first ten thousand entries of it.
    std::int64_t countByIndex() {
        AssetStatement statement;
        statement.sql = fmt::format("select count(*) from (select from asset where true{} limit {}) counted",
                                    conditions(statement, searchedByIndex), mostCounted + 1);
        return transaction_.runOnce("asset_list.count", statement.sql, statement.parameters)
            .one()
            .get<std::int64_t>(0);
    }

    // Else: walk on while there is time. What was counted by then is there at least.
    void countByWalks(AssetList& list) {
        Found last = found_;
        std::int64_t total = last.fitting;
        while (last.horizon && total <= mostCounted) {
            const std::size_t reach = reachWithin(patienceForCounting);
            if (reach < worthWalking) {
                list.countIsLeast = true;
                break;
            }
            last = walk(*last.horizon, reach);
            total += last.fitting;
        }
        list.count = total;
    }

    Transaction& transaction_;
    const AssetQuestion& question_;
    std::size_t walkLength_;
    std::size_t shown_ = assetsOnPage + 1;  // how many of those that fit a walk brings
    AssetWalk narrowest_;
    const std::vector<Filter> offered_ = assetFilters();
    std::vector<std::pair<const Filter*, std::string>> filters_;
    Found found_;
    std::chrono::nanoseconds perAsset_{0};  // of the last walk
    const std::chrono::steady_clock::time_point startedAt_ = std::chrono::steady_clock::now();
};

}  // namespace

AssetList assetList(Transaction& transaction, const AssetQuestion& question, std::size_t walkLength) {
    return Listing(transaction, question, walkLength).list();
}

AssetSet assetSet(Transaction& transaction, const AssetQuestion& question, std::size_t most,
                  std::chrono::milliseconds patience) {
    return Listing(transaction, question, usualWalk).set(most, patience);
}

}  // namespace cadastre::reports
