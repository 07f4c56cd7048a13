// Shapes the pages of duplicates.
#include "reports/duplicates_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "reports/duplicates_page_store.h"
#include "reports/explanation_words.h"
#include "reports/group_decision_page.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

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

json groupRow(const Reader& reader, const Money& money, const DuplicateGroup& group) {
    return {{"address", "/duplicates/" + group.clusterId},
            {"kind", reader.text("duplicate.kind." + group.kind)},
            {"state", group.state},
            {"state_name", reader.text("duplicate.state." + group.state)},
            {"members", written(group.members, reader.language)},
            {"holders", written(group.holders, reader.language)},
            {"score", writtenShare(group.score, reader.language)},
            {"money", money.range(group)},
            {"unknown",
             group.unknownCosts > 0 ? json(written(group.unknownCosts, reader.language)) : json(false)},
            {"examples", group.examples}};
}

std::string signedBits(double bits, const std::string& language) {
    return (bits >= 0 ? "+" : "") + writtenShare(bits, language);
}

// The score field by field; the parts and the prior add up to the sum below them.
void addScore(json& data, const Reader& reader, const json& explanation) {
    json parts = json::array();
    if (!explanation.contains("parts") || !explanation.contains("bits")) return;
    for (const json& part : explanation["parts"]) {
        parts.push_back({{"field", comparedFieldName(reader, part.value("field", ""))},
                         {"left", part.value("left", "")},
                         {"right", part.value("right", "")},
                         {"bits", signedBits(part.value("bits", 0.0), reader.language)}});
    }
    data["parts"] = std::move(parts);
    data["has_score"] = true;
    data["prior"] = signedBits(explanation.value("prior_bits", 0.0), reader.language);
    data["sum"] = signedBits(explanation.value("bits", 0.0), reader.language);
}

// What the overlap costs by currency, with the formula in figures; a group priced in several has no one sum.
json prices(const Reader& reader, const Money& money, const json& explanation) {
    json list = json::array();
    const auto kept = explanation.find("prices");
    if (kept == explanation.end() || !kept->is_array()) return list;
    for (const json& price : *kept) {
        const std::string currency = price.value("currency", "");
        const auto low = price.value("low", std::int64_t{0});
        const auto high = price.value("high", std::int64_t{0});
        list.push_back({{"range", money.range(low, high, currency)},
                        {"formula", price.value("formula", "")},
                        {"formula_of", reader.text("duplicates.formula", {{"currency", currency}})}});
    }
    return list;
}

// One row of the comparison: a field across the members that stand side by side. What nobody states is not
// the same.
json comparedRow(const std::string& name, const std::vector<std::string>& values,
                 const std::string& unstated) {
    json cells = json::array();
    for (const std::string& value : values)
        cells.push_back({{"text", value.empty() ? unstated : value}, {"unstated", value.empty()}});
    const bool same =
        values.size() > 1 && !values.front().empty() &&
        std::all_of(values.begin(), values.end(), [&](const auto& value) { return value == values.front(); });
    return {{"name", name}, {"same", same}, {"cells", std::move(cells)}};
}

json sideBySide(Transaction& transaction, const Reader& reader, const Money& money,
                const std::vector<DuplicateMember>& members) {
    constexpr std::size_t mostColumns = 4;
    const auto stages = codesOf(transaction, "stage", reader);
    const auto column = [&](const auto& value) {
        std::vector<std::string> values;
        for (std::size_t i = 0; i < std::min(members.size(), mostColumns); ++i)
            values.push_back(value(members[i]));
        return values;
    };
    using Member = DuplicateMember;
    json rows = json::array();
    const auto add = [&](const char* key, const auto& value) {
        const auto values = column(value);
        const bool stated =
            std::any_of(values.begin(), values.end(), [](const auto& each) { return !each.empty(); });
        if (stated) rows.push_back(comparedRow(reader.text(key), values, reader.text("home.money_unknown")));
    };
    add("assets.name", [](const Member& member) { return member.name; });
    add("compare.short_name", [](const Member& member) { return member.shortName; });
    add("passport.holder", [](const Member& member) { return member.holderName; });
    add("passport.key", [](const Member& member) { return member.holderKey; });
    add("assets.stage", [&](const Member& member) { return nameOf(stages, member.stage); });
    add("passport.functions", [](const Member& member) { return member.functions; });
    add("compare.purpose", [](const Member& member) { return member.purpose; });
    add("compare.yearly_cost",
        [&](const Member& member) { return money.amount(member.yearlyCost, member.currency); });
    add("compare.development_cost",
        [&](const Member& member) { return money.amount(member.plannedDevelopmentCost, member.currency); });
    return rows;
}

}  // namespace

Page duplicatesPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    DuplicateQuestion question{asked.get("kind"), asked.get("currency"), asked.get("subject"), {}};
    if (const std::string& after = asked.get("after"); !after.empty())
        question.after = cursorOf(reader, after);
    auto groups = duplicateGroups(transaction, question);
    const bool more = groups.size() > groupsOnPage;
    if (more) groups.resize(groupsOnPage);
    const Money money(transaction, reader);
    json rows = json::array();
    for (const DuplicateGroup& group : groups)
        rows.push_back(groupRow(reader, money, group));
    json data{
        {"title", reader.text("duplicates.title")},
        {"groups", std::move(rows)},
        {"kinds", kindOptions(reader, question.kind)},
        {"currency", question.currency},
        {"subject", question.subject},
        {"csv",
         Asked{{{"kind", question.kind}, {"subject", question.subject}}}.address("/exports/duplicates.csv")},
        {"xml",
         Asked{{{"kind", question.kind}, {"subject", question.subject}}}.address("/exports/duplicates.xml")},
        {"first", question.after ? json(asked.address("/duplicates", "after")) : json(false)}};
    if (more) {
        const std::string place = fmt::format("{}_{}", groups.back().place, groups.back().clusterId);
        data["next"] = asked.with("after", place).address("/duplicates");
    }
    return {"duplicates", std::move(data)};
}

std::optional<Page> duplicateGroupPage(Transaction& transaction, const Reader& reader,
                                       const std::string& clusterId) {
    if (!isUid(clusterId)) return std::nullopt;
    const auto full = duplicateGroup(transaction, clusterId);
    if (!full) return std::nullopt;
    const Money money(transaction, reader);
    json data = groupRow(reader, money, full->group);
    data["title"] = reader.text("duplicate.kind." + full->group.kind);
    data["note"] = reader.text("duplicate.note." + full->group.state);
    data["found_at"] = written(full->firstFoundAt, reader.language);
    data["model"] = reader.text("duplicates.model", {{"version", full->modelVersion}});
    data["why"] = explainedSentence(reader, full->explanation, "sentence");
    data["unless"] = explainedSentence(reader, full->explanation, "would_not_be_flagged");
    data["can_decide"] = full->group.state != "superseded";
    data["history"] = decisionHistory(transaction, reader, clusterId);
    data["why"] = sentence(reader, full->explanation, "sentence");
    data["unless"] = sentence(reader, full->explanation, "would_not_be_flagged");
    data["prices"] = prices(reader, money, full->explanation);
    addScore(data, reader, full->explanation);
    data["compared"] = sideBySide(transaction, reader, money, full->members);
    json list = json::array();
    for (const DuplicateMember& member : full->members) {
        list.push_back(
            {{"asset_address", fmt::format("/assets/{}", member.registerNumber)},
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
