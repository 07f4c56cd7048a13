// Shapes the pages of rounds and pairs.
#include "reports/labels_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "profiles/duplicates/labels/label_store.h"
#include "reports/explanation_words.h"
#include "reports/function_names_store.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/score_picture.h"

namespace cadastre::reports {

namespace {

using duplicates::Disagreement;
using duplicates::LabelRound;
using duplicates::ShownPair;
using nlohmann::json;

std::string fieldName(const Reader& reader, const std::string& field) {
    const std::string own = "label.field." + field;
    return reader.messages.has(own) ? reader.text(own) : comparedFieldName(reader, field);
}

/// Both records field by field: the same, only here, only there, or with the words marked that only one has.
json fieldsOf(Transaction& transaction, const Reader& reader, const ShownPair& pair) {
    constexpr std::array<const char*, 9> fields{"name",    "short_name", "class",
                                                "purpose", "functions",  "stage",
                                                "holder",  "founded_on", "web_address"};
    const auto classes = codesOf(transaction, "asset_class", reader),
               stages = codesOf(transaction, "stage", reader);
    std::vector<std::string> codes = functionsIn(pair.one.value("functions", ""));
    for (const std::string& code : functionsIn(pair.other.value("functions", "")))
        codes.push_back(code);
    const FunctionNames names = functionNames(transaction, reader, codes);
    const auto said = [&](const json& record, const std::string& field) {
        const std::string value = record.value(field, "");
        if (field == "class") return nameOf(classes, value);
        if (field == "stage") return nameOf(stages, value);
        if (field == "functions") return namedFunctions(names, value);
        return field == "founded_on" ? writtenDate(value, reader.language) : value;
    };
    json rows = json::array();
    for (const char* field : fields) {
        const std::string one = said(pair.one, field), other = said(pair.other, field);
        if (one.empty() && other.empty()) continue;
        const auto [left, right] = compareWords(one, other);
        rows.push_back({{"name", fieldName(reader, field)},
                        {"same", one == other},
                        {"only_here", other.empty()},
                        {"only_there", one.empty()},
                        {"left", markedRuns(left)},
                        {"right", markedRuns(right)}});
    }
    return rows;
}

json answers(const Reader& reader, const std::string& chosen) {
    json list = json::array();
    for (const std::string_view answer : duplicates::labelAnswers) {
        list.push_back({{"value", answer},
                        {"name", reader.text(fmt::format("label.answer.{}", answer))},
                        {"chosen", answer == chosen}});
    }
    return list;
}

std::string addressOf(const LabelRound& round) {
    return "/labels/" + round.id;
}

std::string roundName(const Reader& reader, const LabelRound& round) {
    return reader.text("labels.round", {{"when", written(round.startedAt, reader.language)}});
}

json roundRow(const Reader& reader, const LabelRound& round) {
    const auto count = [&](std::int64_t number) { return written(number, reader.language); };
    return {{"address", addressOf(round)},
            {"name", roundName(reader, round)},
            {"note", round.note},
            {"started", reader.text("labels.started_by", {{"actor", round.actor},
                                                          {"when", written(round.startedAt, reader.language)},
                                                          {"version", round.modelVersion},
                                                          {"seed", std::to_string(round.seed)}})},
            {"pairs", count(round.pairs)},
            {"open", count(round.open)},
            {"agreed", count(round.agreed)},
            {"disputed", count(round.disputed)},
            {"settled", count(round.settled)}};
}

/// The way back: home, the rounds, the round.
json crumbsTo(const Reader& reader, const LabelRound& round, const std::string& title) {
    return json::array({{{"name", reader.text("nav.home")}, {"address", "/"}},
                        {{"name", reader.text("nav.duplicates")}, {"address", "/duplicates"}},
                        {{"name", reader.text("labels.title")}, {"address", "/labels"}},
                        {{"name", roundName(reader, round)}, {"address", addressOf(round)}},
                        {{"name", title}, {"address", false}}});
}

std::string saidSentence(const Reader& reader, const char* key, const Disagreement::Said& said) {
    return reader.text(key, {{"actor", said.actor},
                             {"answer", reader.text("label.answer." + said.answer)},
                             {"reason", said.reason}});
}

json saidOf(const Reader& reader, const Disagreement& disagreement) {
    json list = json::array();
    for (const auto& said : disagreement.said)
        list.push_back(saidSentence(reader, "labels.said", said));
    return list;
}

}  // namespace

Page labelsPage(Transaction& transaction, const Reader& reader) {
    json rounds = json::array();
    for (const LabelRound& round : duplicates::labelRounds(transaction))
        rounds.push_back(roundRow(reader, round));
    json data{{"title", reader.text("labels.title")},
              {"has_rounds", !rounds.empty()},
              {"rounds", std::move(rounds)}};
    data["site_crumbs"] = json::array({{{"name", reader.text("nav.home")}, {"address", "/"}},
                                       {{"name", reader.text("nav.duplicates")}, {"address", "/duplicates"}},
                                       {{"name", data["title"]}, {"address", false}}});
    return {"labels", std::move(data)};
}

std::optional<Page> labelRoundPage(Transaction& transaction, const Reader& reader,
                                   const std::string& roundId) {
    if (!isUid(roundId)) return std::nullopt;
    const auto round = duplicates::labelRound(transaction, roundId);
    if (!round) return std::nullopt;
    json data = roundRow(reader, *round);
    data["title"] = data["name"];
    data["site_crumbs"] = json::array({{{"name", reader.text("nav.home")}, {"address", "/"}},
                                       {{"name", reader.text("nav.duplicates")}, {"address", "/duplicates"}},
                                       {{"name", reader.text("labels.title")}, {"address", "/labels"}},
                                       {{"name", data["title"]}, {"address", false}}});
    return Page{"label_round", std::move(data)};
}

std::optional<Page> nextPairPage(Transaction& transaction, const Reader& reader, const std::string& roundId,
                                 const std::string& pairId, const EnteredLabel& entered) {
    if (!isUid(roundId)) return std::nullopt;
    const auto round = duplicates::labelRound(transaction, roundId);
    if (!round) return std::nullopt;
    const bool named = entered.actor.find_first_not_of(" \t\r\n") != std::string::npos;
    std::optional<ShownPair> pair;
    if (!pairId.empty()) {
        pair = duplicates::shownPair(transaction, pairId);
    } else if (named) {
        pair = duplicates::nextPairFor(transaction, roundId, entered.actor);
    }
    json data{{"title", reader.text(pair || !named ? "labels.pair_title" : "labels.done_title")},
              {"round_address", addressOf(*round)},
              {"actor", entered.actor},
              {"named", named},
              {"reason", entered.reason},
              {"refusal", entered.refusal},
              {"has_pair", pair.has_value()}};
    data["site_crumbs"] = crumbsTo(reader, *round, data["title"].get<std::string>());
    if (pair) {
        data["pair"] = pair->id;
        data["place"] = reader.text("labels.pair_place", {{"place", written(pair->place, reader.language)},
                                                          {"of", written(pair->of, reader.language)},
                                                          {"actor", entered.actor}});
        data["fields"] = fieldsOf(transaction, reader, *pair);
        data["answers"] = answers(reader, entered.answer);
    }
    return Page{"label_pair", std::move(data)};
}

std::optional<Page> disagreementsPage(Transaction& transaction, const Reader& reader,
                                      const std::string& roundId) {
    if (!isUid(roundId)) return std::nullopt;
    const auto round = duplicates::labelRound(transaction, roundId);
    if (!round) return std::nullopt;
    json list = json::array();
    for (const Disagreement& disagreement : duplicates::disagreements(transaction, roundId)) {
        json row{{"one", disagreement.pair.one.value("name", "")},
                 {"other", disagreement.pair.other.value("name", "")},
                 {"said", saidOf(reader, disagreement)},
                 {"settled", false},
                 {"address", false}};
        if (disagreement.settled) {
            row["settled"] = saidSentence(
                reader, disagreement.byAgreement ? "labels.settled_by_agreement" : "labels.settled_by_third",
                *disagreement.settled);
        } else {
            row["address"] = addressOf(*round) + "/settle/" + disagreement.pair.id;
        }
        list.push_back(std::move(row));
    }
    json data{{"title", reader.text("labels.disputes_title")}, {"disputes", std::move(list)}};
    data["site_crumbs"] = crumbsTo(reader, *round, data["title"].get<std::string>());
    return Page{"label_disputes", std::move(data)};
}

std::optional<Page> settlePage(Transaction& transaction, const Reader& reader, const std::string& pairId,
                               const EnteredLabel& entered) {
    if (!isUid(pairId)) return std::nullopt;
    const auto pair = duplicates::shownPair(transaction, pairId);
    if (!pair) return std::nullopt;
    const auto all = duplicates::disagreements(transaction, pair->roundId);
    const auto own = std::find_if(all.begin(), all.end(), [&](const Disagreement& each) {
        return each.pair.id == pairId && !each.settled;
    });
    const auto round = duplicates::labelRound(transaction, pair->roundId);
    if (own == all.end() || !round) return std::nullopt;
    json ways = json::array();
    for (const char* way : {"third", "agreement"}) {
        ways.push_back({{"value", way},
                        {"name", reader.text(std::string("labels.way.") + way)},
                        {"chosen", entered.way == way}});
    }
    json data{{"title", reader.text("labels.settle_title")},
              {"pair", pairId},
              {"round_address", addressOf(*round)},
              {"fields", fieldsOf(transaction, reader, *pair)},
              {"said", saidOf(reader, *own)},
              {"answers", answers(reader, entered.answer)},
              {"ways", std::move(ways)},
              {"reason", entered.reason},
              {"actor", entered.actor},
              {"refusal", entered.refusal}};
    data["site_crumbs"] = crumbsTo(reader, *round, data["title"].get<std::string>());
    return Page{"label_settle", std::move(data)};
}

}  // namespace cadastre::reports
