// Shapes the worklist of money.
#include "reports/money_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>

#include "reports/currency_choice.h"
#include "reports/money_store.h"
#include "reports/money_words.h"
#include "reports/page_files.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// Stands among the ratings that can be asked for: green by its owner's word, although a target is missed.
constexpr const char* watermelonRating = "watermelon";

std::int64_t positionFrom(const Reader& reader, const std::string& after) {
    std::int64_t position = 0;
    if (after.empty()) return position;
    const auto [end, error] = std::from_chars(after.data(), after.data() + after.size(), position);
    if (error != std::errc{} || end != after.data() + after.size() || position < 0)
        throw UsageError(reader.text("list.bad_cursor"));
    return position;
}

// Lists are read for the size of amounts; the page of a programme and the files have them to the last unit.
std::string roughly(const std::string& amount, const std::string& currency, const Reader& reader) {
    const std::int64_t units = std::llround(std::stod(amount));
    return writtenRoughly(units, units, 0, currency, reader.language);
}

// "449231000.00" and "RUB" as a reader takes them in; empty stays empty.
std::string amountOf(const json& cells, const char* column, const Reader& reader) {
    const std::string amount = cells.value(column, "");
    return amount.empty() ? amount : roughly(amount, cells.value("currency", ""), reader);
}

std::string holderNameOf(const std::map<std::string, std::string>& names, const std::string& code) {
    const auto found = names.find(code);
    return found == names.end() ? code : found->second;
}

bool anyStates(const std::vector<MoneyRow>& rows, const char* column) {
    return std::ranges::any_of(rows, [&](const MoneyRow& row) { return row.cells.contains(column); });
}

std::string addressOf(const json& cells) {
    const std::string kind = cells.value("kind", "");
    return kind == "programme" || kind == "project" ? "/money/" + cells.value("uid", "") : std::string();
}

// A plan of nought is what its lines say, and no plan is that they say nothing: neither is the other.
std::string plannedNote(const Reader& reader, const json& cells) {
    const std::string planned = cells.value("planned", "");
    if (planned.empty())
        return reader.text(cells.value("cost_lines", 0) == 0 ? "money.no_lines" : "money.not_stated");
    return planned.find_first_of("123456789") == std::string::npos ? reader.text("money.stated_nought")
                                                                   : std::string();
}

json rowOf(const Reader& reader, const std::vector<NamedCode>& ratings,
           const std::map<std::string, std::string>& holders, const MoneyRow& row) {
    const json& cells = row.cells;
    json shares = sharesOf(reader, cells);
    return {{"name", cells.value("name", cells.value("holder_key", ""))},
            {"address", addressOf(cells)},
            {"holder", holderNameOf(holders, cells.value("holder", ""))},
            {"holder_address", "/subjects/" + encoded(cells.value("holder", ""))},
            {"standing", standingBadge(reader, shownStanding(cells))},
            {"rating", ratingMark(ratings, cells.value("self_rating", ""), row.watermelon)},
            {"planned", amountOf(cells, "planned", reader)},
            {"planned_note", plannedNote(reader, cells)},
            {"stated", amountOf(cells, "stated_cost", reader)},
            {"paid", amountOf(cells, "paid", reader)},
            {"shares", std::move(shares)},
            {"basis", basisOf(reader, cells)}};
}

// Each standing with its rows, and its money currency by currency.
json standingsOf(const Reader& reader, const std::vector<MoneySum>& sums) {
    json standings = json::array();
    for (const std::string& standing : standingsInOrder()) {
        std::int64_t rows = 0;
        json money = json::array();
        for (const MoneySum& sum : sums) {
            if (sum.standing != standing) continue;
            rows += sum.rows;
            if (sum.planned.empty() && sum.paid.empty()) continue;
            const auto amount = [&](const std::string& text) {
                return text.empty() ? reader.text("money.not_stated") : roughly(text, sum.currency, reader);
            };
            money.push_back({{"planned", amount(sum.planned)}, {"paid", amount(sum.paid)}});
        }
        if (rows == 0) continue;
        standings.push_back({{"badge", standingBadge(reader, standing)},
                             {"rows", written(rows, reader.language)},
                             {"address", "/money?standing=" + standing},
                             {"money", std::move(money)}});
    }
    return standings;
}

// How owners rate what they answer for, with a bar each; nothing where nobody rates anything.
json ratingsOf(const Reader& reader, const std::vector<NamedCode>& ratings,
               const std::map<std::string, MoneyRating>& counted) {
    std::int64_t most = 0, watermelons = 0;
    for (const auto& [code, rating] : counted) {
        most = std::max(most, rating.rows);
        watermelons += rating.watermelons;
    }
    json list = json::array();
    const auto add = [&](json mark, std::int64_t rows, const std::string& rated) {
        if (rows == 0) return;
        list.push_back(
            {{"rating", std::move(mark)},
             {"rows", written(rows, reader.language)},
             {"address", rated.empty() ? std::string() : "/money?rated=" + encoded(rated)},
             {"width", fmt::format("{:.1f}", 100 * static_cast<double>(rows) / static_cast<double>(most))}});
    };
    const auto rowsOf = [&](const std::string& code) {
        const auto found = counted.find(code);
        return found == counted.end() ? std::int64_t{0} : found->second.rows;
    };
    for (const NamedCode& rating : ratings) {
        add(ratingMark(ratings, rating.code, false), rowsOf(rating.code), rating.code);
        // Both ways to be green stand above it.
        if (rating.code != "amber_green") continue;
        json mark = ratingMark(ratings, "green", true);
        mark["name"] = reader.text("money.of_them_watermelons");
        add(std::move(mark), watermelons, watermelonRating);
    }
    if (!list.empty()) add(false, rowsOf(""), "");
    return list;
}

// Money spent to the right, results reached upwards, a word in each corner: what stands low on the right has
// spent and not reached. The axes go on a little beyond both ends, so that no point is cut at the edge.
std::string pictureOf(const Reader& reader, const std::vector<MoneyRow>& points, double spent) {
    constexpr double margin = 6, band = 16;
    json usual = json::array();
    json watermelons = json::array();
    double most = 100;
    for (const MoneyRow& row : points) {
        const json& cells = row.cells;
        most = std::max({most, cells["money_share"].get<double>(), cells["result_share"].get<double>()});
        (row.watermelon ? watermelons : usual)
            .push_back({{"name", cells.value("name", cells.value("holder_key", ""))},
                        {"value", {cells["money_share"], cells["result_share"]}},
                        {"address", addressOf(cells)}});
    }
    const double end = most + margin, top = most + band;
    const auto axis = [&](const char* key, double last) {
        return json{{"type", "value"},
                    {"name", reader.text(key)},
                    {"nameLocation", "middle"},
                    {"nameGap", 32},
                    {"min", -margin},
                    {"max", last},
                    {"axisLine", {{"onZero", false}}},
                    {"axisLabel", {{"showMinLabel", false}, {"showMaxLabel", false}}},
                    {"splitLine", {{"show", false}}}};
    };
    const auto corner = [&](const char* key, const char* place, const char* fill, std::array<double, 4> at) {
        return json::array({{{"name", reader.text(key)},
                             {"coord", {at[0], at[1]}},
                             {"itemStyle", {{"color", fill}}},
                             {"label", {{"position", place}, {"color", "#3d4551"}, {"fontSize", 12}}}},
                            {{"coord", {at[2], at[3]}}}});
    };
    const json corners = json::array(
        {corner("money.corner.under_way", "insideTopLeft", "#f8f9fa", {-margin, -margin, spent, 97}),
         corner("money.corner.spent_missed", "insideTopRight", "#f8eff1", {spent, -margin, end, 97}),
         corner("money.corner.reached", "insideTopLeft", "#ecf3ec", {-margin, 97, spent, top}),
         corner("money.corner.spent_reached", "insideTopRight", "#ecf3ec", {spent, 97, end, top})});
    json series = json::array({{{"type", "scatter"},
                                {"name", reader.text("money.others")},
                                {"symbolSize", 10},
                                {"itemStyle", {{"opacity", 0.75}}},
                                {"z", 3},
                                {"markArea", {{"silent", true}, {"data", corners}}},
                                {"data", std::move(usual)}}});
    if (!watermelons.empty()) {
        series.push_back({{"type", "scatter"},
                          {"name", reader.text("money.watermelons")},
                          {"symbol", "triangle"},
                          {"symbolSize", 14},
                          {"itemStyle", {{"color", "#b50909"}}},
                          {"z", 4},
                          {"data", std::move(watermelons)}});
    }
    const json option{{"grid", {{"left", 56}, {"right", 16}, {"top", 56}, {"bottom", 48}}},
                      {"legend", {{"top", 0}, {"left", 0}}},
                      {"tooltip", {{"trigger", "item"}}},
                      {"xAxis", axis("column.money_share", end)},
                      {"yAxis", axis("column.result_share", top)},
                      {"series", std::move(series)}};
    return option.dump();
}

json standingOptions(const Reader& reader, const std::string& chosen) {
    json options = json::array();
    for (const std::string& standing : standingsInOrder()) {
        options.push_back({{"code", standing},
                           {"name", reader.text("execution." + standing)},
                           {"chosen", chosen == standing}});
    }
    return options;
}

json ratingOptions(const Reader& reader, const std::vector<NamedCode>& ratings, const std::string& chosen) {
    json options = json::array({{{"code", watermelonRating},
                                 {"name", reader.text("money.watermelons")},
                                 {"chosen", chosen == watermelonRating}}});
    for (const NamedCode& rating : ratings)
        options.push_back({{"code", rating.code}, {"name", rating.name}, {"chosen", chosen == rating.code}});
    return options;
}

// What every row of the page says alike is said once above it, and a column that would be empty left out.
void addRows(json& data, Transaction& transaction, const Reader& reader,
             const std::vector<NamedCode>& ratings, const std::vector<MoneyRow>& rows) {
    json listed = json::array();
    const auto holders = holderNames(transaction, rows);
    for (const MoneyRow& row : rows)
        listed.push_back(rowOf(reader, ratings, holders, row));
    for (const auto& [name, column] : {std::pair("has_paid", "paid"),
                                       {"has_stated", "stated_cost"},
                                       {"has_rating", "self_rating"},
                                       {"has_planned", "cost_lines"}})
        data[name] = anyStates(rows, column);
    data["has_shares"] = anyStates(rows, "money_share") || anyStates(rows, "result_share");
    const auto standingOf = [](const MoneyRow& row) { return shownStanding(row.cells); };
    const bool alike = rows.size() > 1 && std::ranges::all_of(rows, [&](const MoneyRow& row) {
                           return standingOf(row) == standingOf(rows.front());
                       });
    data["has_standing"] = !alike;
    if (alike) data["all_stand"] = standingBadge(reader, standingOf(rows.front()));
    // Where nothing says what was paid, what stands for it has to be named.
    data["spending_guessed"] = std::ranges::any_of(rows, [](const MoneyRow& row) {
        return row.cells.value("money_share_is", "").starts_with("planned_cost_of_closed");
    });
    data["rows"] = std::move(listed);
}

}  // namespace

Page moneyPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    const std::string& rated = asked.get("rated");
    const bool watermelons = rated == watermelonRating;
    const MoneyQuestion question{asked.get("standing"), asked.get("currency"),
                                 asked.get("subject"),  watermelons ? std::string() : rated,
                                 watermelons,           positionFrom(reader, asked.get("after"))};
    auto rows = moneyRows(transaction, reader, question);
    const auto ratings = codesOf(transaction, "rating", reader);
    const bool first = question.after == 0;
    const bool narrowed = !question.standing.empty() || !question.currency.empty() ||
                          !question.subject.empty() || !rated.empty();
    json data{{"title", reader.text("money.title")},
              {"standings_offered", standingOptions(reader, question.standing)},
              {"ratings_offered", ratingOptions(reader, ratings, rated)},
              {"subject", question.subject},
              {"narrowed", narrowed},
              {"files", filesOf("execution", Asked{{{"standing", question.standing},
                                                    {"self_rating", question.rating},
                                                    {"rated", watermelons ? rated : std::string()},
                                                    {"subject", question.subject},
                                                    {"currency", question.currency}}})},
              {"first", first ? json(false) : json(asked.address("/money", "after"))}};
    offerCurrenciesOfMoney(data, transaction, reader, question.currency);
    if (rows.size() > static_cast<std::size_t>(moneyRowsOnPage)) {
        rows.resize(moneyRowsOnPage);
        data["next"] = asked.with("after", std::to_string(rows.back().position)).address("/money");
    }
    addRows(data, transaction, reader, ratings, rows);
    if (first && !narrowed) {
        const auto sums = moneySums(transaction, reader);
        data["standings"] = standingsOf(reader, sums);
        data["has_standings"] = !data["standings"].empty();
        data["sums_paid"] = std::ranges::any_of(sums, [](const MoneySum& sum) { return !sum.paid.empty(); });
        data["ratings"] = ratingsOf(reader, ratings, moneyRatings(transaction, reader));
        data["has_ratings"] = !data["ratings"].empty();
        const auto points = moneyPoints(transaction, reader);
        if (!points.empty()) {
            data["has_charts"] = true;
            data["chart"] = pictureOf(reader, points, spentFrom(transaction));
        }
    }
    return {"money", std::move(data)};
}

}  // namespace cadastre::reports
