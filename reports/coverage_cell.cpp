// Words, tints and bars of cells.
#include "reports/coverage_cell.h"

#include <fmt/format.h>

#include "reports/page_words.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// Any state but that outside the mandate, as the list of pairs understands it.
constexpr const char* anyCharged = "charged";

std::string pairsAddress(const Asked& pairs, const std::string& state) {
    return pairs.with("state", state).address("/coverage/pairs");
}

// How much of the cell is empty: 0 nothing, 1 less than half, 2 half or more, 3 three quarters or more, 4
// all.
int stepOf(const CellSum& sum) {
    const std::int64_t empty = sum.of("not_covered");
    const std::int64_t charged = sum.charged();
    if (empty == 0) return 0;
    if (empty == charged) return 4;
    if (empty * 4 >= charged * 3) return 3;
    return empty * 2 < charged ? 1 : 2;
}

// A pair of which nothing is left to say but that several systems cover it.
bool isOneDouble(const CellSum& sum) {
    return sum.charged() == 1 && sum.of("over_covered") == 1;
}

}  // namespace

void CellSum::add(const CoverageSum& sum) {
    pairs[sum.state] += sum.pairs;
    if (sum.overlapLow && sum.overlapHigh) {
        overlap[sum.currency].low += *sum.overlapLow;
        overlap[sum.currency].high += *sum.overlapHigh;
    }
    if (sum.plannedCost) planned[sum.currency] += *sum.plannedCost;
    unknownCosts += sum.unknownCosts;
}

std::int64_t CellSum::of(const std::string& state) const {
    const auto found = pairs.find(state);
    return found == pairs.end() ? 0 : found->second;
}

std::int64_t CellSum::charged() const {
    std::int64_t sum = 0;
    for (const auto& [state, count] : pairs)
        if (state != "not_its_mandate") sum += count;
    return sum;
}

std::string onlyCurrency(const CellSum& sum) {
    return sum.overlap.size() == 1 ? sum.overlap.begin()->first : std::string();
}

json CoverageCells::cell(const CellSum& sum, const Asked& pairs) const {
    const std::int64_t charged = sum.charged();
    const std::int64_t outside = sum.of("not_its_mandate");
    if (charged == 0) {
        json none{{"tint", "uncharged"}, {"outside", false}};
        if (outside > 0) {
            none["outside"] = reader_.text("coverage.cell.outside", {{"count", number(outside)}});
            none["address"] = pairsAddress(pairs, "not_its_mandate");
        }
        return none;
    }
    // A map has hundreds of these: member by member takes half the time of a list of pairs.
    json cell(json::value_t::object);
    cell["tint"] = fmt::format("tint-{}", stepOf(sum));
    cell["words"] = false;
    cell["bar"] = bar(sum);
    cell["pairs"] = charged;
    // What is empty or covered through and through needs no picture.
    cell["drawn"] = cell["bar"].size() > 1 || (sum.of("not_covered") > 0 && !cell["bar"].empty());
    if (!isOneDouble(sum)) {
        cell["words"] = wordsOf(sum);
        cell["further"] = furtherWords(sum);
        cell["address"] = pairsAddress(pairs, sum.of("not_covered") > 0 ? "not_covered" : anyCharged);
    }
    cell["double"] = doubled(sum, pairs);
    return cell;
}

json CoverageCells::doubled(const CellSum& sum, const Asked& pairs) const {
    const std::int64_t twice = sum.of("over_covered");
    if (twice == 0) return false;
    json priced{
        {"address", pairsAddress(pairs, "over_covered")},
        {"words", isOneDouble(sum) ? reader_.text("coverage.word.over_covered")
                                   : reader_.text("coverage.cell.double", {{"count", number(twice)}})},
        {"price", roughPrice(sum, currency_)},
        {"unknown", false}};
    if (sum.unknownCosts > 0) {
        const char* key = sum.overlap.empty() ? "coverage.cell.unknown" : "coverage.cell.and_unknown";
        priced["unknown"] = reader_.text(key, {{"count", number(sum.unknownCosts)}});
    }
    return priced;
}

json CoverageCells::legend(const CellSum& sum, const Asked& pairs) const {
    json list = json::array();
    const std::int64_t charged = sum.charged();
    for (const std::string state : coverageStates) {
        const std::int64_t count = sum.of(state);
        json item{{"state", state},         {"name", reader_.text("coverage." + state)},
                  {"count", number(count)}, {"address", pairsAddress(pairs, state)},
                  {"share", false},         {"current", pairs.get("state") == state},
                  {"price", false},         {"unknown", false}};
        if (state != "not_its_mandate" && charged > 0) item["share"] = writtenPercent(count, charged);
        if (state == "planned") item["price"] = roughPlans(sum);
        if (state == "over_covered" && count > 0) {
            item["price"] = roughPrice(sum, {});
            if (sum.unknownCosts > 0)
                item["unknown"] =
                    reader_.text("coverage.unknown_costs", {{"count", number(sum.unknownCosts)}});
        }
        list.push_back(std::move(item));
    }
    return list;
}

json CoverageCells::bar(const CellSum& sum) {
    json stretches = json::array();
    std::int64_t before = 0;
    // The firmest first, so that the bar fills from its beginning.
    for (const char* state : {"covered", "over_covered", "planned", "justified"}) {
        const std::int64_t count = sum.of(state);
        if (count == 0) continue;
        json& stretch = stretches.emplace_back(json::value_t::object);
        stretch["state"] = state;
        stretch["from"] = before;
        stretch["width"] = count;
        before += count;
    }
    return stretches;
}

json CoverageCells::exactPrices(const CellSum& sum) const {
    json prices = json::array();
    for (const auto& [currency, money] : sum.overlap)
        prices.push_back(writtenRange(money.low, money.high, digitsOf(currency), currency, reader_.language));
    return prices;
}

// One pair is what it is; of several, how many are empty.
std::string CoverageCells::wordsOf(const CellSum& sum) const {
    const std::int64_t charged = sum.charged();
    const std::int64_t empty = sum.of("not_covered");
    if (charged == 1) {
        for (const std::string state : coverageStates)
            if (state != "not_its_mandate" && sum.of(state) == 1)
                return reader_.text("coverage.word." + state);
    }
    const std::int64_t covered = sum.of("covered") + sum.of("over_covered");
    const char* key = empty > 0            ? "coverage.cell.empty"
                      : covered == charged ? "coverage.cell.covered"
                                           : "coverage.cell.none_empty";
    return reader_.text(key, {{"empty", number(empty)}, {"charged", number(charged)}});
}

// What the eye takes from the bar, and what is left to the list.
std::string CoverageCells::furtherWords(const CellSum& sum) const {
    std::string words;
    for (const std::string state : {"planned", "justified", "covered", "not_its_mandate"}) {
        const std::int64_t count = sum.of(state);
        if (count == 0 || count == sum.charged()) continue;
        words += fmt::format(", {}: {}", reader_.text("coverage.word." + state), number(count));
    }
    return words;
}

std::string CoverageCells::roughPrice(const CellSum& sum, const std::string& implied) const {
    std::string prices;
    for (const auto& [currency, money] : sum.overlap) {
        prices += prices.empty() ? "" : ", ";
        prices += writtenRoughly(money.low, money.high, digitsOf(currency),
                                 currency == implied ? std::string() : currency, reader_.language);
    }
    return prices;
}

std::string CoverageCells::roughPlans(const CellSum& sum) const {
    std::string plans;
    for (const auto& [currency, amount] : sum.planned) {
        plans += plans.empty() ? "" : ", ";
        plans += writtenRoughly(amount, amount, digitsOf(currency), currency, reader_.language);
    }
    return plans;
}

std::string CoverageCells::number(std::int64_t value) const {
    return written(value, reader_.language);
}

int CoverageCells::digitsOf(const std::string& currency) const {
    const auto found = digits_.find(currency);
    return found == digits_.end() ? 0 : found->second;
}

}  // namespace cadastre::reports
