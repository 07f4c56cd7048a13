// Shapes one programme or project.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "profiles/money/amount.h"
#include "reports/money_page.h"
#include "reports/money_statements.h"
#include "reports/money_store.h"
#include "reports/money_words.h"
#include "reports/page_store.h"
#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

class OwnerShape {
  public:
    OwnerShape(Transaction& transaction, const Reader& reader, const MoneyOwner& owner)
        : reader_(reader),
          owner_(owner),
          digits_(minorDigits(transaction)),
          ratings_(codesOf(transaction, "rating", reader)),
          stages_(codesOf(transaction, "project_stage", reader)) {}

    [[nodiscard]] json facts() const {
        json facts = json::array();
        const auto add = [&](const char* key, const std::string& value, const std::string& address = {}) {
            if (!value.empty())
                facts.push_back({{"name", reader_.text(key)}, {"value", value}, {"address", address}});
        };
        add("passport.holder", owner_.holderName, "/subjects/" + encoded(owner_.holderCode));
        add("money.key", owner_.key);
        add("money.programme", owner_.parentName, "/money/" + owner_.parentUid);
        add("money.stage", owner_.stage.empty() ? owner_.stage : nameOf(stages_, owner_.stage));
        add("money.starts", writtenDate(owner_.startsOn, reader_.language));
        add("money.ends", writtenDate(owner_.endsOn, reader_.language));
        add("money.stated_cost", amount(owner_.statedCost, owner_.currency));
        add("money.whole_life", amount(owner_.wholeLifeCost, owner_.currency));
        if (owner_.assetNumber)
            add("money.asset", owner_.assetName, fmt::format("/assets/{}", *owner_.assetNumber));
        return facts;
    }

    // A table for each currency, with the bars of plan and fact.
    [[nodiscard]] json costs() const {
        std::map<std::string, json> byCurrency;
        for (const MoneyYear& year : owner_.years) {
            byCurrency[year.currency].push_back(
                {{"year", year.year ? std::to_string(*year.year) : reader_.text("money.no_year")},
                 {"planned", amount(year.planned, year.currency)},
                 {"contracted", amount(year.contracted, year.currency)},
                 {"paid", amount(year.paid, year.currency)},
                 {"forecast", amount(year.forecast, year.currency)},
                 {"lines", written(year.lines, reader_.language)},
                 {"untied", year.untied == 0 ? std::string() : written(year.untied, reader_.language)}});
        }
        json costs = json::array();
        for (auto& [currency, years] : byCurrency) {
            json cost{{"currency", currency}, {"chart", bars(currency)}};
            // A column that would be empty all the way down is left out.
            for (const char* column : {"contracted", "paid", "forecast", "untied"}) {
                cost[std::string("has_") + column] = std::ranges::any_of(
                    years, [&](const json& year) { return !year[column].get<std::string>().empty(); });
            }
            // One year is no course: the table says it better.
            if (years.size() < 2) cost.erase("chart");
            cost["years"] = std::move(years);
            cost["total"] = totals(currency);
            cost["uncontracted"] = uncontracted(currency);
            cost["has_total"] = cost["years"].size() > 1;
            costs.push_back(std::move(cost));
        }
        return costs;
    }

    /// How it stands by its figures: a row for each currency, and one for lines that no indicator answers
    /// for.
    [[nodiscard]] json standings(const std::vector<MoneyRow>& rows) const {
        json standings = json::array();
        for (const MoneyRow& row : rows) {
            standings.push_back({{"standing", standingBadge(reader_, shownStanding(row.cells))},
                                 {"currency", rows.size() > 1 ? row.cells.value("currency", "") : ""},
                                 {"shares", sharesOf(reader_, row.cells)},
                                 {"basis", basisOf(reader_, row.cells)}});
        }
        return standings;
    }

    [[nodiscard]] json rating(bool contradicted) const {
        return ratingMark(ratings_, owner_.rating, contradicted);
    }

    [[nodiscard]] json statements() const { return statementsOf(reader_, ratings_, digits_, owner_); }

    /// Indicators of which there is no more than a word: one table of all is read faster than a heading each.
    [[nodiscard]] json plainIndicators() const {
        json shown = json::array();
        for (const MoneyIndicator& indicator : owner_.indicators) {
            if (!indicator.values.empty()) continue;
            shown.push_back({{"name", indicator.name},
                             {"unit", indicator.unit},
                             {"baseline", writtenDecimal(indicator.baseline, reader_.language)},
                             {"verdict", verdict(indicator.verdict)},
                             {"badge", indicator.verdict == "met" ? "good" : "error"}});
        }
        return shown;
    }

    /// Those with a target or a value at some time, a section each.
    [[nodiscard]] json indicators() const {
        json shown = json::array();
        for (const MoneyIndicator& indicator : owner_.indicators) {
            if (indicator.values.empty()) continue;
            json values = json::array();
            for (const IndicatorValue& value : indicator.values) {
                const std::string outcome = judged(indicator, value);
                values.push_back(
                    {{"period", value.period},
                     {"target", writtenDecimal(value.target, reader_.language)},
                     {"actual", writtenDecimal(value.actual, reader_.language)},
                     {"verdict", verdict(outcome)},
                     {"awaited", reader_.text(value.ended ? "money.not_stated" : "money.awaited")},
                     {"badge", outcome == "met" ? "good" : "error"}});
            }
            json one{{"name", indicator.name},
                     {"unit", indicator.unit},
                     {"direction", indicator.direction.empty()
                                       ? std::string()
                                       : reader_.text("money.direction_" + indicator.direction)},
                     {"baseline", writtenDecimal(indicator.baseline, reader_.language)},
                     {"verdict", verdict(indicator.verdict)},
                     {"badge", indicator.verdict == "met" ? "good" : "error"},
                     {"values", std::move(values)}};
            // One point is no line: the table says it better.
            if (numbersIn(indicator) > 1) one["chart"] = lines(indicator);
            shown.push_back(std::move(one));
        }
        return shown;
    }

    [[nodiscard]] json projects() const {
        json shown = json::array();
        for (const MoneyPart& part : owner_.projects) {
            shown.push_back({{"name", part.name.empty() ? part.key : part.name},
                             {"key", part.key},
                             {"address", "/money/" + part.uid},
                             {"stage", part.stage.empty() ? part.stage : nameOf(stages_, part.stage)},
                             {"rating", ratingMark(ratings_, part.rating, false)},
                             {"ends", writtenDate(part.endsOn, reader_.language)}});
        }
        return shown;
    }

  private:
    [[nodiscard]] int digitsOf(const std::string& currency) const {
        const auto found = digits_.find(currency);
        return found == digits_.end() ? 0 : found->second;
    }

    [[nodiscard]] std::string amount(const std::optional<std::int64_t>& minor,
                                     const std::string& currency) const {
        return minor ? writtenMoney(*minor, digitsOf(currency), currency, reader_.language) : std::string();
    }

    [[nodiscard]] std::string verdict(const std::string& code) const {
        return code.empty() ? code : reader_.text("money.verdict_" + code);
    }

    // What is stated, else what target and actual say of each other; empty where one of them is not known.
    [[nodiscard]] static std::string judged(const MoneyIndicator& indicator, const IndicatorValue& value) {
        if (!value.verdict.empty() || value.target.empty() || value.actual.empty()) return value.verdict;
        const double target = std::stod(value.target);
        const double actual = std::stod(value.actual);
        if (indicator.direction == "increase") return actual >= target ? "met" : "not_met";
        if (indicator.direction == "decrease") return actual <= target ? "met" : "not_met";
        return {};
    }

    [[nodiscard]] static std::size_t numbersIn(const MoneyIndicator& indicator) {
        return static_cast<std::size_t>(std::ranges::count_if(indicator.values, [](const auto& value) {
            return !value.actual.empty() || !value.target.empty();
        }));
    }

    // Why more may be paid in a year than is contracted: lines that state a payment and no contract.
    [[nodiscard]] std::string uncontracted(const std::string& currency) const {
        std::int64_t paid = 0;
        bool contracted = false;
        for (const MoneyYear& year : owner_.years) {
            if (year.currency != currency) continue;
            paid = money::add(paid, year.paidUncontracted);
            contracted = contracted || year.contracted.has_value();
        }
        return contracted && paid > 0 ? amount(paid, currency) : std::string();
    }

    // All years together; a column that no year states has no sum.
    [[nodiscard]] json totals(const std::string& currency) const {
        MoneyYear sum{};
        const auto join = [](std::optional<std::int64_t>& all, const std::optional<std::int64_t>& one) {
            if (one) all = money::add(all.value_or(0), *one);
        };
        for (const MoneyYear& year : owner_.years) {
            if (year.currency != currency) continue;
            join(sum.planned, year.planned);
            join(sum.contracted, year.contracted);
            join(sum.paid, year.paid);
            join(sum.forecast, year.forecast);
            sum.lines += year.lines;
            sum.untied += year.untied;
        }
        return {{"planned", amount(sum.planned, currency)},
                {"contracted", amount(sum.contracted, currency)},
                {"paid", amount(sum.paid, currency)},
                {"forecast", amount(sum.forecast, currency)},
                {"lines", written(sum.lines, reader_.language)},
                {"untied", sum.untied == 0 ? std::string() : written(sum.untied, reader_.language)}};
    }

    [[nodiscard]] std::string bars(const std::string& currency) const {
        json years = json::array();
        std::map<std::string, json> bars;
        const auto scale = [&](const std::optional<std::int64_t>& minor) {
            double value = static_cast<double>(minor.value_or(0));
            for (int digit = 0; digit < digitsOf(currency); ++digit)
                value /= 10;
            return minor ? json(value) : json();
        };
        for (const MoneyYear& year : owner_.years) {
            if (year.currency != currency) continue;
            years.push_back(year.year ? std::to_string(*year.year) : reader_.text("money.no_year"));
            bars["planned"].push_back(scale(year.planned));
            bars["contracted"].push_back(scale(year.contracted));
            bars["paid"].push_back(scale(year.paid));
            bars["forecast"].push_back(scale(year.forecast));
        }
        json series = json::array();
        for (const char* kind : {"planned", "contracted", "paid", "forecast"}) {
            const json& values = bars[kind];
            if (std::ranges::any_of(values, [](const json& value) { return !value.is_null(); })) {
                series.push_back({{"type", "bar"},
                                  {"barMaxWidth", 56},
                                  {"name", reader_.text(std::string("money.") + kind)},
                                  {"data", values}});
            }
        }
        return json{
            {"grid", {{"left", 8}, {"right", 16}, {"top", 64}, {"bottom", 8}, {"containLabel", true}}},
            {"legend", {{"top", 0}}},
            {"tooltip", {{"trigger", "axis"}}},
            {"xAxis", {{"type", "category"}, {"data", years}}},
            {"yAxis", {{"type", "value"}, {"name", currency}, {"nameTextStyle", {{"align", "left"}}}}},
            {"series", series}}
            .dump();
    }

    // What was reached, against the line of what was promised.
    [[nodiscard]] std::string lines(const MoneyIndicator& indicator) const {
        json periods = json::array();
        json targets = json::array();
        json actuals = json::array();
        const auto number = [](const std::string& text) {
            return text.empty() ? json() : json(std::stod(text));
        };
        // What was reached begins where it stood before.
        if (!indicator.baseline.empty()) {
            periods.push_back(reader_.text("money.before"));
            targets.push_back(nullptr);
            actuals.push_back(number(indicator.baseline));
        }
        for (const IndicatorValue& value : indicator.values) {
            periods.push_back(value.period);
            targets.push_back(number(value.target));
            actuals.push_back(number(value.actual));
        }
        return json{
            {"grid", {{"left", 8}, {"right", 16}, {"top", 64}, {"bottom", 8}, {"containLabel", true}}},
            {"legend", {{"top", 0}, {"right", 0}}},
            {"tooltip", {{"trigger", "axis"}}},
            {"xAxis", {{"type", "category"}, {"data", periods}}},
            {"yAxis",
             {{"type", "value"},
              {"name", indicator.unit},
              {"nameTextStyle", {{"align", "left"}}},
              {"scale", true}}},
            {"series",
             json::array({{{"type", "line"},
                           {"name", reader_.text("money.target")},
                           {"step", "middle"},
                           {"lineStyle", {{"type", "dashed"}}},
                           {"data", targets}},
                          {{"type", "line"}, {"name", reader_.text("money.actual")}, {"data", actuals}}})}}
            .dump();
    }

    const Reader& reader_;
    const MoneyOwner& owner_;
    std::map<std::string, int> digits_;
    std::vector<NamedCode> ratings_;
    std::vector<NamedCode> stages_;
};

}  // namespace

std::optional<Page> moneyOwnerPage(Transaction& transaction, const Reader& reader, const std::string& uid) {
    const auto owner = moneyOwner(transaction, uid);
    if (!owner) return std::nullopt;
    const OwnerShape shape(transaction, reader, *owner);
    const auto rows = moneyRowsOf(transaction, uid);
    const bool contradicted = std::ranges::any_of(rows, [](const MoneyRow& row) { return row.watermelon; });
    json data{{"title", owner->name.empty() ? owner->key : owner->name},
              {"kind", reader.text(owner->programme ? "money.programme" : "money.project")},
              {"facts", shape.facts()},
              {"rating", shape.rating(contradicted)},
              {"contradicted", contradicted},
              {"standings", shape.standings(rows)},
              {"statements", shape.statements()},
              {"texts", textsOf(reader, *owner)},
              {"costs", shape.costs()},
              {"indicators", shape.indicators()},
              {"plain_indicators", shape.plainIndicators()},
              {"projects", shape.projects()},
              {"has_charts", true}};
    data["has_costs"] = !data["costs"].empty();
    data["has_indicators"] = !owner->indicators.empty();
    data["has_plain_indicators"] = !data["plain_indicators"].empty();
    data["has_statements"] = !data["statements"].empty();
    // What it is for comes first; the rest of its owner's words last.
    if (!owner->texts.empty() &&
        (owner->texts.front().field == "purpose" || owner->texts.front().field == "summary")) {
        data["opening"] = data["texts"].front();
        data["texts"].erase(0);
    }
    data["has_texts"] = !data["texts"].empty();
    data["judged_above"] = rows.empty() && !owner->parentUid.empty();
    data["has_projects"] = !owner->projects.empty();
    data["any_stage"] =
        std::ranges::any_of(owner->projects, std::not_fn(&std::string::empty), &MoneyPart::stage);
    data["any_rating"] =
        std::ranges::any_of(owner->projects, std::not_fn(&std::string::empty), &MoneyPart::rating);
    data["any_ends"] =
        std::ranges::any_of(owner->projects, std::not_fn(&std::string::empty), &MoneyPart::endsOn);
    data["untied"] = !data["has_indicators"].get<bool>() && data["has_costs"].get<bool>();
    return Page{"money_owner", std::move(data)};
}

}  // namespace cadastre::reports
