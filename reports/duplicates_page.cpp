// Shapes the pages of duplicates.
#include "reports/duplicates_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "reports/currency_choice.h"
#include "reports/duplicates_page_store.h"
#include "reports/explanation_words.h"
#include "reports/function_names_store.h"
#include "reports/group_decision_page.h"
#include "reports/overlap_words.h"
#include "reports/page_files.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/score_picture.h"
#include "reports/solution_map.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;
using namespace nlohmann::literals;

// "place_cluster": both are needed, since many groups have the same money, or none.
std::pair<std::int64_t, std::string> cursorOf(const Reader& reader, const std::string& text) {
    std::pair<std::int64_t, std::string> cursor;
    const std::size_t mark = std::min(text.find('_'), text.size());
    const auto [end, error] = std::from_chars(text.data(), text.data() + mark, cursor.first);
    cursor.second = text.substr(std::min(mark + 1, text.size()));
    if (error != std::errc{} || end != text.data() + mark || !isUid(cursor.second)) {
        throw UsageError(reader.text("list.bad_cursor"));
    }
    return cursor;
}

class Money {
  public:
    Money(Transaction& transaction, const Reader& reader)
        : reader_(reader), digits_(minorDigits(transaction)) {}
    [[nodiscard]] json range(const DuplicateGroup& group) const {
        if (!group.moneyLow) return false;
        return range(*group.moneyLow, *group.moneyHigh, group.currency);
    }
    /// As lists say it, which are read for the size of amounts.
    [[nodiscard]] json roughly(const DuplicateGroup& group) const {
        if (!group.moneyLow) return false;
        return roughly(*group.moneyLow, *group.moneyHigh, group.currency);
    }
    [[nodiscard]] std::string roughly(std::int64_t low, std::int64_t high,
                                      const std::string& currency) const {
        return writtenRoughly(low, high, digitsOf(currency), currency, reader_.language);
    }
    [[nodiscard]] std::string range(std::int64_t low, std::int64_t high, const std::string& currency) const {
        return writtenRange(low, high, digitsOf(currency), currency, reader_.language);
    }
    [[nodiscard]] std::string amount(const std::optional<std::int64_t>& minorUnits,
                                     const std::string& currency) const {
        if (!minorUnits) return {};
        return writtenMoney(*minorUnits, digitsOf(currency), currency, reader_.language);
    }

  private:
    [[nodiscard]] int digitsOf(const std::string& currency) const {
        const auto digits = digits_.find(currency);
        return digits == digits_.end() ? 0 : digits->second;
    }
    const Reader& reader_;
    std::map<std::string, int> digits_;
};

json kindOptions(const Reader& reader, const std::string& chosen) {
    json options = json::array();
    for (const char* kind : {"object", "functional", "planned", "reuse", "family", "misclassified"}) {
        options.push_back({{"code", kind},
                           {"name", reader.text(std::string("duplicate.kind.") + kind)},
                           {"chosen", chosen == kind}});
    }
    return options;
}

// A group is called by its systems. Copies of one standard solution are no suspicion that anybody must clear.
/// What is stated as reuse awaits no answer.
std::string noteOf(const DuplicateGroup& group) {
    return "duplicate.note." + (group.kind == "reuse" && group.state == "candidate" ? "reuse" : group.state);
}

// A group is called by its kind and by the functions that all its members perform; the words that their names
// share stand in no case of their own, so they are said to be what the names have in common.
std::string calledBy(const Reader& reader, const FunctionNames& functions, const std::string& kind,
                     const std::vector<std::string>& common, const std::string& phrase) {
    constexpr std::size_t most = 2;
    const std::string kindName = reader.text("duplicate.kind." + kind);
    const std::string shared =
        phrase.empty() ? phrase : reader.text("duplicates.in_common", {{"phrase", phrase}});
    std::string work;
    for (std::size_t at = 0; at < std::min(common.size(), most); ++at)
        work += (work.empty() ? "" : "; ") + namedFunctions(functions, common[at]);
    if (work.empty() && shared.empty()) return kindName;
    if (work.empty())
        return reader.text("duplicates.titled_by_words", {{"kind", kindName}, {"common", shared}});
    if (!shared.empty()) work += " — " + shared;
    return reader.text("duplicates.titled", {{"kind", kindName}, {"work", work}});
}

json groupRow(const Reader& reader, const Money& money, const DuplicateGroup& group) {
    std::vector<std::string> names = group.examples;
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const bool reuse = group.kind == "reuse" && group.state == "candidate";
    return {
        {"address", "/duplicates/" + group.clusterId},
        {"kind", reader.text("duplicate.kind." + group.kind)},
        {"state", reuse ? "reuse" : group.state},
        {"state_name", reader.text("duplicate.state." + (reuse ? "reuse" : group.state))},
        {"members", written(group.members, reader.language)},
        {"holders", written(group.holders, reader.language)},
        // A family is one observation and a standard solution a stated relation: no score says anything of
        // them.
        {"score", group.kind == "family" || group.kind == "reuse"
                      ? std::string("—")
                      : writtenShare(group.score, reader.language)},
        {"money", money.roughly(group)},
        // Where nobody knows any cost, the amount says so already.
        {"unknown", group.unknownCosts > 0 && group.moneyLow
                        ? json(written(group.unknownCosts, reader.language))
                        : json(false)},
        {"title", names.empty() ? reader.text("duplicate.kind." + group.kind) : names.front()},
        {"priced", !reuse},
        {"other", names.size() > 1 ? names.back() : std::string()},
        {"more", group.members > 2 && !names.empty()
                     ? reader.text("duplicates.more",
                                   {{"count", written(group.members - static_cast<std::int64_t>(names.size()),
                                                      reader.language)}})
                     : std::string()}};
}

// What all standing groups come to; groups share systems, so the sum of the groups would be too much.
json totalsOf(Transaction& transaction, const Reader& reader, const Money& money) {
    const OverlapTotals totals = overlapTotals(transaction);
    if (totals.systems == 0) return false;
    std::string ranges;
    for (const OverlapTotal& total : totals.money) {
        ranges +=
            (ranges.empty() ? "" : "; ") + money.roughly(total.moneyLow, total.moneyHigh, total.currency);
    }
    const std::string unknown =
        totals.unknownCosts == totals.systems ? reader.text("duplicates.sum_no_costs")
        : totals.unknownCosts == 0
            ? reader.text("duplicates.sum_all_known")
            : reader.text("duplicates.sum_unknown", {{"unknown", std::to_string(totals.unknownCosts)}});
    return {{"systems", reader.text("duplicates.sum_of", {{"systems", std::to_string(totals.systems)}})},
            {"money", ranges.empty() ? json(false) : json(ranges)},
            {"unknown", unknown}};
}

// The files with the filters of the list; what is asked of known costs no file is asked.
json filesOfList(const DuplicateQuestion& question) {
    if (!question.cost.empty()) return json::array();
    return filesOf("duplicates", Asked{{{"kind", question.kind},
                                        {"currency", question.currency},
                                        {"subject", question.subject},
                                        {"status", question.state},
                                        {"dismissed", question.state.empty() ? "false" : ""}}});
}

json stateOptions(const Reader& reader, const std::string& chosen) {
    json options = json::array();
    for (const char* state : {"candidate", "confirmed", "dismissed"}) {
        options.push_back({{"code", state},
                           {"name", reader.text(std::string("duplicate.state.") + state)},
                           {"chosen", chosen == state}});
    }
    return options;
}

json costOptions(const Reader& reader, const std::string& chosen) {
    json options = json::array();
    for (const char* cost : {"known", "unknown"}) {
        options.push_back({{"code", cost},
                           {"name", reader.text(std::string("duplicates.cost_") + cost)},
                           {"chosen", chosen == cost}});
    }
    return options;
}

/// Every function that the page may have to name.
std::vector<std::string> functionsOf(const DuplicateGroupInFull& full) {
    std::vector<std::string> codes = functionsNamedIn(full.explanation);
    for (const DuplicateMember& member : full.members) {
        for (std::string& code : functionsIn(member.functions))
            codes.push_back(std::move(code));
    }
    return codes;
}

/// What each of the members that are shown performs, if these are all.
std::vector<std::string> commonFunctionsOf(const DuplicateGroupInFull& full) {
    if (full.group.kind != "functional" || full.members.empty() ||
        std::ssize(full.members) != full.group.members)
        return {};
    std::vector<std::string> common = functionsIn(full.members.front().functions);
    for (const DuplicateMember& member : full.members) {
        const std::vector<std::string> own = functionsIn(member.functions);
        std::erase_if(common, [&](const std::string& code) {
            return std::find(own.begin(), own.end(), code) == own.end();
        });
    }
    return common;
}

// The two that stand side by side: those that were asked for, else those the explanation is about, else the
// first two.
std::vector<const DuplicateMember*> pairOf(const DuplicateGroupInFull& full, const Asked& asked) {
    std::vector<const DuplicateMember*> pair;
    const auto take = [&](const std::string& uid) {
        const auto member = std::find_if(full.members.begin(), full.members.end(),
                                         [&](const DuplicateMember& each) { return each.uid == uid; });
        if (member != full.members.end() && pair.size() < 2 &&
            std::find(pair.begin(), pair.end(), &*member) == pair.end())
            pair.push_back(&*member);
    };
    take(asked.get("one"));
    take(asked.get("other"));
    take(full.explanation.value("left", ""));
    take(full.explanation.value("right", ""));
    for (const DuplicateMember& member : full.members)
        take(member.uid);
    return pair;
}

// Each field of two records: the same, only here, only there, or the words that only one of them has marked.
json sideBySide(Transaction& transaction, const Reader& reader, const Money& money,
                const FunctionNames& functions, const std::vector<const DuplicateMember*>& pair,
                const std::vector<std::size_t>& places) {
    json rows = json::array();
    if (pair.size() < 2) return rows;
    const auto stages = codesOf(transaction, "stage", reader);
    using Member = DuplicateMember;
    const auto add = [&](const char* key, const auto& value) {
        const std::string one = value(*pair[0]), other = value(*pair[1]);
        if (one.empty() && other.empty()) return;
        const auto [left, right] = compareWords(one, other);
        const auto onlyOne = [&](std::size_t place) {
            return reader.text("duplicates.only_one", {{"place", std::to_string(place)}});
        };
        rows.push_back({{"name", reader.text(key)},
                        {"same", one == other},
                        {"told", one == other    ? reader.text("duplicates.same")
                                 : other.empty() ? onlyOne(places[0])
                                 : one.empty()   ? onlyOne(places[1])
                                                 : reader.text("duplicates.differs")},
                        {"no_left", one.empty()},
                        {"no_right", other.empty()},
                        {"left", markedRuns(left)},
                        {"right", markedRuns(right)}});
    };
    add("assets.name", [](const Member& member) { return member.name; });
    add("compare.short_name", [](const Member& member) { return member.shortName; });
    add("passport.holder", [](const Member& member) { return member.holderName; });
    add("passport.key", [](const Member& member) { return member.holderKey; });
    add("assets.stage", [&](const Member& member) { return nameOf(stages, member.stage); });
    add("passport.functions",
        [&](const Member& member) { return namedFunctions(functions, member.functions); });
    add("compare.purpose", [](const Member& member) { return member.purpose; });
    add("compare.yearly_cost",
        [&](const Member& member) { return money.amount(member.yearlyCost, member.currency); });
    add("compare.development_cost",
        [&](const Member& member) { return money.amount(member.plannedDevelopmentCost, member.currency); });
    return rows;
}

// A group keeps its members and money as they were found last, not as they were.
std::string groupsFoundWhen(const Reader& reader) {
    const auto moment = instantFrom(reader.times.knownAt);
    if (!moment) return foundWhen(reader);
    return reader.text("duplicates.found_known", {{"moment", written(*moment, reader.language)}});
}

}  // namespace

Page duplicatesPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    readWhatWasFound(transaction, reader.times);
    DuplicateQuestion question{asked.get("kind"),  asked.get("currency"), asked.get("subject"),
                               asked.get("state"), asked.get("cost"),     {}};
    if (const std::string& after = asked.get("after"); !after.empty())
        question.after = cursorOf(reader, after);
    auto groups = duplicateGroups(transaction, question);
    const bool more = groups.size() > groupsOnPage;
    if (more) groups.resize(groupsOnPage);
    const Money money(transaction, reader);
    const auto common = commonFunctions(transaction, groups);
    std::vector<std::string> codes;
    for (const auto& [cluster, performed] : common)
        codes.insert(codes.end(), performed.begin(), performed.end());
    const FunctionNames functions = functionNames(transaction, reader, codes);
    json rows = json::array();
    for (const DuplicateGroup& group : groups) {
        json row = groupRow(reader, money, group);
        const auto performed = common.find(group.clusterId);
        row["kind"] = calledBy(reader, functions, group.kind,
                               performed == common.end() ? std::vector<std::string>() : performed->second,
                               group.phrase);
        rows.push_back(std::move(row));
    }
    const bool narrowed = !question.kind.empty() || !question.currency.empty() || !question.subject.empty() ||
                          !question.state.empty() || !question.cost.empty();
    json data{{"title", reader.text("duplicates.title")},
              {"undated", groupsFoundWhen(reader)},
              {"groups", std::move(rows)},
              {"totals", totalsOf(transaction, reader, money)},
              {"kinds", kindOptions(reader, question.kind)},
              {"states", stateOptions(reader, question.state)},
              {"costs", costOptions(reader, question.cost)},
              {"narrowed", narrowed},
              {"subject", question.subject},
              {"files", filesOfList(question)},
              {"first", question.after ? json(asked.address("/duplicates", "after")) : json(false)}};
    offerCurrenciesOfOverlap(data, transaction, reader, question.currency);
    if (more) {
        const std::string place = fmt::format("{}_{}", groups.back().place, groups.back().clusterId);
        data["next"] = asked.with("after", place).address("/duplicates");
    }
    return {"duplicates", std::move(data)};
}

std::optional<Page> duplicateGroupPage(Transaction& transaction, const Reader& reader, const Asked& asked,
                                       const std::string& clusterId) {
    if (!isUid(clusterId)) return std::nullopt;
    if (reader.times.past()) readNow(transaction);
    const auto full = duplicateGroup(transaction, clusterId);
    if (!full) return std::nullopt;
    const Money money(transaction, reader);
    json data = groupRow(reader, money, full->group);
    const auto phrase = full->explanation.value("/sentence/arguments/phrase"_json_pointer, std::string());
    data["note"] = reader.text(noteOf(full->group));
    if (reader.times.past()) data["undated"] = reader.text("duplicates.found_last");
    data["found_at"] = written(full->firstFoundAt, reader.language);
    data["model"] = reader.text("duplicates.model", {{"version", full->modelVersion}});
    data["can_decide"] = full->group.state != "superseded";
    data["history"] = decisionHistory(transaction, reader, clusterId);
    const FunctionNames functions = functionNames(transaction, reader, functionsOf(*full));
    const auto common = commonFunctionsOf(*full);
    data["title"] =
        calledBy(reader, functions, full->group.kind, common, common.empty() ? phrase : std::string());
    addExplanation(data, reader, withFunctionNames(functions, full->explanation));
    data["prices"] = pricesInWords(reader, minorDigits(transaction), *full);
    // What is shared on purpose, or only filed wrongly, overlaps with nothing.
    data["overlaps"] = full->group.kind != "reuse" && full->group.kind != "misclassified";
    data["unknown_costs"] = unknownCostsInWords(reader, full->group);
    data["map"] = solutionMap(transaction, reader, full->group);
    const auto pair = pairOf(*full, asked);
    // Members are told apart by their place in the list: two of one body may have one name, too.
    std::vector<std::size_t> places;
    for (const DuplicateMember* member : pair)
        places.push_back(static_cast<std::size_t>(member - full->members.data()) + 1);
    data["compared"] = sideBySide(transaction, reader, money, functions, pair, places);
    data["has_pair"] = pair.size() == 2;
    if (pair.size() == 2) {
        data["one_holder"] = reader.text(
            "duplicates.numbered", {{"place", std::to_string(places[0])}, {"holder", pair[0]->holderName}});
        data["other_holder"] = reader.text(
            "duplicates.numbered", {{"place", std::to_string(places[1])}, {"holder", pair[1]->holderName}});
    }
    json list = json::array();
    for (const DuplicateMember& member : full->members) {
        const bool comparable = pair.size() == 2 && pair[0] != &member && pair[1] != &member;
        list.push_back(
            {{"asset_address", fmt::format("/assets/{}", member.registerNumber)},
             {"place", std::to_string(list.size() + 1)},
             {"compared_here", pair.size() == 2 && !comparable},
             {"beside", comparable ? json(Asked{{{"one", pair[0]->uid}, {"other", member.uid}}}.address(
                                         "/duplicates/" + clusterId))
                                   : json(false)},
             {"beside_what",
              comparable ? reader.text("duplicates.compare_with", {{"place", std::to_string(places[0])}})
                         : std::string()},
             {"name", member.name},
             {"holder", member.holderName},
             {"key", member.holderKey},
             {"role",
              member.role == "member" ? json(false) : json(reader.text("duplicate.role." + member.role))},
             {"member_score", writtenShare(member.score, reader.language)},
             {"cost", money.amount(member.yearlyCost, member.currency)},
             {"development", money.amount(member.plannedDevelopmentCost, member.currency)}});
    }
    data["list"] = std::move(list);
    return Page{"duplicate", std::move(data)};
}

}  // namespace cadastre::reports
