// Shapes the pairs behind a cell of the coverage map: body, function, state, the systems and their money.
#include <algorithm>
#include <map>

#include "reports/coverage_cell.h"
#include "reports/coverage_page.h"
#include "reports/coverage_store.h"
#include "reports/page_files.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/subject_store.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

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

// How many pairs the list holds: of the state chosen, or of all.
std::int64_t chosenOf(const CellSum& sum, const std::string& state) {
    if (state == "charged") return sum.charged();
    return state.empty() ? sum.charged() + sum.of("not_its_mandate") : sum.of(state);
}

// Which body and which function the list is of, as a heading says it; empty where it is of all.
std::string placeOf(Transaction& transaction, const Reader& reader, const PairQuestion& question) {
    std::string place;
    const std::string& code = question.holder.empty() ? question.subject : question.holder;
    if (const auto path = code.empty() ? std::vector<SubjectHead>{} : subjectPath(transaction, code);
        !path.empty())
        place = path.back().name;
    const auto path = question.function.empty()
                          ? std::vector<FunctionHead>{}
                          : functionPath(transaction, question.classifier, question.function);
    if (path.empty()) return place;
    if (!place.empty()) place += " · ";
    return place + path.back().code + ' ' + reader.either(path.back().name, path.back().nameRussian);
}

}  // namespace

Page coveragePairsPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    const PairQuestion question{asked.get("state"),    asked.get("tree"),
                                asked.get("function"), asked.get("subject"),
                                asked.get("holder"),   afterOf(reader, asked.get("after"))};
    if (!question.function.empty() && question.classifier.empty())
        throw UsageError(reader.text("coverage.function_of_no_tree"));
    CellSum sum;
    for (const CoverageSum& part : pairSums(transaction, reader.times, question))
        sum.add(part);
    auto pairs = coveragePairs(transaction, reader.times, question);
    json data{
        {"title", reader.text("coverage.pairs_title")},
        {"files", filesOf("coverage", Asked{{{"state", question.state},
                                             {"classifier", question.classifier},
                                             {"function", question.function},
                                             {"subject", question.subject},
                                             {"holder", question.holder}}})},
        {"count",
         reader.text("list.count", {{"count", written(chosenOf(sum, question.state), reader.language)}})},
        {"map",
         Asked{
             {{"tree", question.classifier}, {"function", question.function}, {"subject", question.subject}}}
             .address("/coverage")},
        {"place", placeOf(transaction, reader, question)},
        {"site_crumbs", json::array({{{"name", reader.text("nav.home")}, {"address", "/"}},
                                     {{"name", reader.text("nav.coverage")}, {"address", "/coverage"}},
                                     {{"name", reader.text("coverage.pairs_title")}, {"address", false}}})}};
    json chosen = json::array();
    std::vector<std::string> states{"charged"};
    states.insert(states.end(), coverageStates.begin(), coverageStates.end());
    for (const std::string& state : states) {
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
    data["legend"] = CoverageCells(reader, digits, "").legend(sum, Asked{asked.fields}.with("after", ""));
    json rows = json::array();
    const auto stating = holdersThatStateFunctions(transaction, reader.times, pairs);
    bool unstated = false;
    for (const CoveragePair& pair : pairs) {
        rows.push_back(pairRow(reader, digits, pair));
        if (pair.state != "not_covered" || stating.contains(pair.holderCode)) continue;
        rows.back()["state_name"] = reader.text("coverage.not_known");
        unstated = true;
    }
    data["unstated"] = unstated;
    data["rows"] = std::move(rows);
    // A column that would say the same all the way down is left out.
    const auto any = [&](auto says) { return std::ranges::any_of(pairs, says); };
    data["has_states"] = question.state.empty() || question.state == "charged";
    data["has_systems"] = any([](const CoveragePair& pair) { return pair.operating > 0; });
    data["has_planned"] = any([](const CoveragePair& pair) { return pair.planned > 0 || pair.projects > 0; });
    data["has_overlap"] =
        any([](const CoveragePair& pair) { return pair.overlapLow.has_value() || pair.unknownCosts > 0; });
    data["has_basis"] = any([](const CoveragePair& pair) { return !pair.statutoryBasis.empty(); });
    return {"coverage_pairs", std::move(data)};
}

}  // namespace cadastre::reports
