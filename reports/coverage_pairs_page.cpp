// Shapes the pairs behind a cell of the coverage map: body, function, state, the systems and their money.
#include <algorithm>
#include <array>
#include <map>

#include "reports/coverage_page.h"
#include "reports/coverage_store.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// What has to be seen first stands first.
constexpr std::array states{"not_covered",  "planned", "justified",
                            "over_covered", "covered", "not_its_mandate"};
constexpr char between = '|';

// HOLDER|CLASSIFIER|FUNCTION of the last pair shown; only the holder's code may have the sign itself.
std::vector<std::string> afterOf(const Reader& reader, const std::string& after) {
    if (after.empty()) return {};
    const std::size_t second = after.rfind(between);
    const std::size_t first =
        second == 0 || second == std::string::npos ? second : after.rfind(between, second - 1);
    if (second == std::string::npos || first == std::string::npos || first == second)
        throw UsageError(reader.text("list.bad_cursor"));
    return {after.substr(0, first), after.substr(first + 1, second - first - 1), after.substr(second + 1)};
}

json pairRow(const Reader& reader, const std::map<std::string, int>& digits, const CoveragePair& pair) {
    const auto found = digits.find(pair.currency);
    const int minor = found == digits.end() ? 0 : found->second;
    const auto systems = [&](const char* filter) {
        return Asked{{{"subject", pair.holderCode},
                      {"holder", pair.holderCode},
                      {"covers", pair.classifier + ':' + pair.function},
                      {filter, "true"}}}
            .address("/assets");
    };
    json row{{"holder", pair.holderName},
             {"holder_address", "/subjects/" + encoded(pair.holderCode)},
             {"code", pair.function},
             {"function", reader.either(pair.functionName, pair.functionNameRussian)},
             {"state", pair.state},
             {"state_name", reader.text("coverage." + pair.state)},
             {"basis", pair.statutoryBasis},
             {"operating", written(pair.operating, reader.language)},
             {"operating_address", systems("operating")},
             {"planned", written(pair.planned, reader.language)},
             {"planned_address", systems("coming")},
             {"projects", pair.projects > 0 ? json(written(pair.projects, reader.language)) : json(false)},
             {"planned_cost", false},
             {"overlap", false},
             {"unknown_costs",
              pair.unknownCosts > 0 ? json(written(pair.unknownCosts, reader.language)) : json(false)}};
    if (pair.plannedCost)
        row["planned_cost"] = writtenMoney(*pair.plannedCost, minor, pair.currency, reader.language);
    if (pair.overlapLow && pair.overlapHigh)
        row["overlap"] =
            writtenRange(*pair.overlapLow, *pair.overlapHigh, minor, pair.currency, reader.language);
    return row;
}

}  // namespace

Page coveragePairsPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    const PairQuestion question{asked.get("state"),    asked.get("tree"),
                                asked.get("function"), asked.get("subject"),
                                asked.get("holder"),   afterOf(reader, asked.get("after"))};
    if (!question.function.empty() && question.classifier.empty())
        throw UsageError(reader.text("coverage.function_of_no_tree"));
    constexpr std::int64_t most = 10'000;
    const std::int64_t count = countPairs(transaction, reader.times, question, most);
    auto pairs = coveragePairs(transaction, reader.times, question);
    json data{
        {"title", reader.text("coverage.pairs_title")},
        {"count", reader.text("list.count", {{"count", written(std::min(count, most), reader.language) +
                                                           (count > most ? "+" : "")}})},
        {"site_crumbs", json::array({{{"name", reader.text("nav.home")}, {"address", "/"}},
                                     {{"name", reader.text("nav.coverage")}, {"address", "/coverage"}},
                                     {{"name", reader.text("coverage.pairs_title")}, {"address", false}}})}};
    json chosen = json::array();
    for (const std::string state : states) {
        chosen.push_back({{"code", state},
                          {"name", reader.text("coverage." + state)},
                          {"chosen", state == question.state}});
    }
    data["states"] = std::move(chosen);
    json trees = json::array();
    for (const CoverageTree& tree : coverageTrees(transaction)) {
        trees.push_back({{"code", tree.classifier},
                         {"name", reader.either(tree.name, tree.nameRussian)},
                         {"chosen", tree.classifier == question.classifier}});
    }
    data["trees"] = std::move(trees);
    data["function"] = question.function;
    data["subject"] = question.subject.empty() ? question.holder : question.subject;
    data["subject_field"] = question.holder.empty() ? "subject" : "holder";
    const bool more = pairs.size() > static_cast<std::size_t>(pairsOnPage);
    if (more) {
        pairs.resize(pairsOnPage);
        const CoveragePair& last = pairs.back();
        data["next"] =
            asked.with("after", last.holderCode + between + last.classifier + between + last.function)
                .address("/coverage/pairs");
    }
    data["first"] =
        asked.get("after").empty() ? json(false) : json(asked.address("/coverage/pairs", "after"));
    const auto digits = minorDigits(transaction);
    json rows = json::array();
    for (const CoveragePair& pair : pairs)
        rows.push_back(pairRow(reader, digits, pair));
    data["rows"] = std::move(rows);
    return {"coverage_pairs", std::move(data)};
}

}  // namespace cadastre::reports
