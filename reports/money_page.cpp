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
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

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

std::string percentOf(const json& cells, const char* column, const Reader& reader) {
    if (!cells.contains(column)) return {};
    return writtenDecimal(fmt::format("{:.0f}", cells[column].get<double>()), reader.language);
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

json rowOf(const Reader& reader, const std::vector<NamedCode>& ratings,
           const std::map<std::string, std::string>& holders, const MoneyRow& row) {
    const json& cells = row.cells;
    const std::string standing = cells.value("standing", "");
    const std::string rating = cells.value("self_rating", "");
    const bool bad = standing == "untied" || standing == "spent_target_missed";
    return {{"name", cells.value("name", cells.value("holder_key", ""))},
            {"address", addressOf(cells)},
            {"holder", holderNameOf(holders, cells.value("holder", ""))},
            {"holder_address", "/subjects/" + encoded(cells.value("holder", ""))},
            {"watermelon", row.watermelon},
            {"standing", reader.text("execution." + standing)},
            {"badge", bad                      ? "error"
                      : standing == "on_track" ? "good"
                                               : "warning"},
            {"rating", rating.empty() ? rating : nameOf(ratings, rating)},
            {"planned", amountOf(cells, "planned", reader)},
            {"stated", amountOf(cells, "stated_cost", reader)},
            {"paid", amountOf(cells, "paid", reader)},
            {"money_share", percentOf(cells, "money_share", reader)},
            {"result_share", percentOf(cells, "result_share", reader)}};
}

// Each standing with its rows, and its money currency by currency.
json standingsOf(const Reader& reader, const std::vector<MoneySum>& sums) {
    constexpr std::array order{
        "untied",  "spent_target_missed", "target_missed", "money_ahead_of_result", "not_judged", "on_track",
        "no_money"};
    json standings = json::array();
    for (const char* standing : order) {
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
        standings.push_back({{"name", reader.text(std::string("execution.") + standing)},
                             {"rows", written(rows, reader.language)},
                             {"address", std::string("/money?standing=") + standing},
                             {"money", std::move(money)}});
    }
    return standings;
}

// Money spent to the right, results reached upwards: what stands low on the right has spent and not reached.
std::string pictureOf(const Reader& reader, const std::vector<MoneyRow>& points) {
    json usual = json::array();
    json watermelons = json::array();
    for (const MoneyRow& row : points) {
        const json& cells = row.cells;
        (row.watermelon ? watermelons : usual)
            .push_back({{"name", cells.value("name", "")},
                        {"value", {cells["money_share"], cells["result_share"]}},
                        {"address", addressOf(cells)}});
    }
    const auto axis = [&](const char* key) {
        return json{{"type", "value"},
                    {"name", reader.text(key)},
                    {"nameLocation", "middle"},
                    {"nameGap", 36},
                    {"min", 0}};
    };
    const json option{{"grid", {{"left", 64}, {"right", 24}, {"top", 72}, {"bottom", 56}}},
                      {"legend", {{"top", 0}}},
                      {"tooltip", {{"trigger", "item"}}},
                      {"xAxis", axis("column.money_share")},
                      {"yAxis", axis("column.result_share")},
                      {"series", json::array({{{"type", "scatter"},
                                               {"name", reader.text("money.others")},
                                               {"symbolSize", 9},
                                               {"data", usual}},
                                              {{"type", "scatter"},
                                               {"name", reader.text("money.watermelons")},
                                               {"symbol", "triangle"},
                                               {"symbolSize", 13},
                                               {"data", watermelons}}})}};
    return option.dump();
}

json standingOptions(const Reader& reader, const std::string& chosen) {
    json options = json::array();
    for (const char* standing : {"untied", "spent_target_missed", "target_missed", "money_ahead_of_result",
                                 "not_judged", "on_track", "no_money"}) {
        options.push_back({{"code", standing},
                           {"name", reader.text(std::string("execution.") + standing)},
                           {"chosen", chosen == standing}});
    }
    return options;
}

}  // namespace

Page moneyPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    const MoneyQuestion question{asked.get("standing"), asked.get("currency"), asked.get("subject"),
                                 asked.get("rated") == "green", positionFrom(reader, asked.get("after"))};
    auto rows = moneyRows(transaction, reader, question);
    const auto ratings = codesOf(transaction, "rating", reader);
    const bool first = question.after == 0;
    const bool narrowed = !question.standing.empty() || !question.currency.empty() ||
                          !question.subject.empty() || question.watermelons;
    json data{{"title", reader.text("money.title")},
              {"standings_offered", standingOptions(reader, question.standing)},
              {"subject", question.subject},
              {"watermelons_only", question.watermelons},
              {"csv", asked.address("/exports/execution.csv", "after")},
              {"xlsx", asked.address("/exports/execution.xlsx", "after")},
              {"first", first ? json(false) : json(asked.address("/money", "after"))}};
    offerCurrenciesOfMoney(data, transaction, reader, question.currency);
    if (rows.size() > static_cast<std::size_t>(moneyRowsOnPage)) {
        rows.resize(moneyRowsOnPage);
        data["next"] = asked.with("after", std::to_string(rows.back().position)).address("/money");
    }
    json listed = json::array();
    const auto holders = holderNames(transaction, rows);
    for (const MoneyRow& row : rows)
        listed.push_back(rowOf(reader, ratings, holders, row));
    // A column that would be empty all the way down is left out.
    data["has_paid"] = anyStates(rows, "paid");
    data["has_money_share"] = anyStates(rows, "money_share");
    data["has_result_share"] = anyStates(rows, "result_share");
    data["rows"] = std::move(listed);
    if (first && !narrowed) {
        data["standings"] = standingsOf(reader, moneySums(transaction, reader));
        data["has_standings"] = !data["standings"].empty();
        const auto points = moneyPoints(transaction, reader);
        if (!points.empty()) {
            data["has_charts"] = true;
            data["chart"] = pictureOf(reader, points);
        }
    }
    return {"money", std::move(data)};
}

}  // namespace cadastre::reports
