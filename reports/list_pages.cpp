// Shapes the plainer lists.
#include "reports/list_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <iterator>
#include <map>

#include "reports/count_store.h"
#include "reports/finding_words.h"
#include "reports/list_store.h"
#include "reports/page_files.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "reports/untied_store.h"
#include "schema/errors.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

// Cuts the row that only says that there are more, and links to them.
template <typename Row, typename Cursor>
void addPages(json& data, std::vector<Row>& rows, const Asked& asked, std::string_view path,
              const Cursor& cursor) {
    const bool more = rows.size() > static_cast<std::size_t>(rowsOnPage);
    if (more) {
        rows.resize(rowsOnPage);
        data["next"] = asked.with("after", cursor(rows.back())).address(path);
    }
    data["first"] = asked.get("after").empty() ? json(false) : json(asked.address(path, "after"));
}

int digitsOf(const std::map<std::string, int>& digits, const std::string& currency) {
    const auto found = digits.find(currency);
    return found == digits.end() ? 0 : found->second;
}

json findingRow(const Reader& reader, const FindingWords& words, const std::vector<NamedCode>& rules,
                const std::vector<NamedCode>& kinds, const std::map<std::string, int>& digits,
                const ListedFinding& finding) {
    const std::string sentence = words.sentence(finding.rule, finding.arguments);
    const std::string field = finding.field.empty() ? std::string() : words.fieldName(finding.field);
    const bool said = sentence.find(field) != std::string::npos;
    json row{
        {"rule", nameOf(rules, finding.rule)},
        {"rule_address", "/rules/" + encoded(finding.rule)},
        {"severity", finding.severity},
        {"severity_name", reader.text("severity_of_one." + finding.severity)},
        {"record", finding.recordName},
        {"kind", nameOf(kinds, finding.recordKind)},
        {"holder", finding.holderName},
        {"key", finding.holderKey},
        {"sentence", sentence},
        {"field", said ? std::string() : field},
        {"group", finding.clusterId.empty() ? std::string() : "/duplicates/" + finding.clusterId},
        {"found_at",
         written(Date(std::chrono::floor<std::chrono::days>(finding.firstFoundAt)), reader.language)},
        {"due", finding.dueOn.empty()
                    ? std::string()
                    : reader.text("findings.due", {{"day", writtenDate(finding.dueOn, reader.language)}})},
        {"address", false},
        {"money", false}};
    if (finding.assetNumber) row["address"] = fmt::format("/assets/{}", *finding.assetNumber);
    if (finding.moneyLow && finding.moneyHigh) {
        row["money"] = writtenRoughly(*finding.moneyLow, *finding.moneyHigh,
                                      digitsOf(digits, finding.currency), finding.currency, reader.language);
    }
    return row;
}

json chosenOptions(const std::vector<NamedCode>& codes, const std::string& chosen) {
    json options = json::array();
    for (const NamedCode& code : codes)
        options.push_back({{"code", code.code}, {"name", code.name}, {"chosen", code.code == chosen}});
    return options;
}

int daysFrom(const Reader& reader, const std::string& text) {
    int days = 0;
    if (text.empty()) return days;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), days);
    if (error != std::errc{} || end != text.data() + text.size() || days < 0 || days > 36'500)
        throw UsageError(reader.text("findings.bad_age"));
    return days;
}

// "CURRENCY_amount_uid" of the last row shown.
UntiedQuestion untiedQuestionOf(const Reader& reader, const Asked& asked) {
    UntiedQuestion question{asked.get("kind"), {}, 0, {}};
    const std::string& after = asked.get("after");
    if (after.empty()) return question;
    const std::size_t first = after.find('_');
    const std::size_t second = first == std::string::npos ? first : after.find('_', first + 1);
    if (second == std::string::npos) throw UsageError(reader.text("list.bad_cursor"));
    question.currency = after.substr(0, first);
    question.uid = after.substr(second + 1);
    const auto [end, error] =
        std::from_chars(after.data() + first + 1, after.data() + second, question.amount);
    if (error != std::errc{} || end != after.data() + second || !isUid(question.uid) ||
        question.currency.empty()) {
        throw UsageError(reader.text("list.bad_cursor"));
    }
    return question;
}

// Worst first: a severity after the other, each in the order of finding. The cursor is "severity_finding".
constexpr std::array severitiesWorstFirst{"blocking", "error", "warning", "notice"};

std::vector<ListedFinding> worstFirst(Transaction& transaction, FindingQuestion question) {
    std::vector<ListedFinding> findings;
    bool begun = question.severity.empty();
    const std::string from = question.severity;
    for (const char* severity : severitiesWorstFirst) {
        begun = begun || from == severity;
        if (!begun) continue;
        question.severity = severity;
        auto found = openFindings(transaction, question);
        std::ranges::move(found, std::back_inserter(findings));
        if (findings.size() > static_cast<std::size_t>(rowsOnPage)) break;
        question.after.clear();
    }
    if (findings.size() > static_cast<std::size_t>(rowsOnPage)) findings.resize(rowsOnPage + 1);
    return findings;
}

// The question that goes on after the cursor.
FindingQuestion findingQuestionOf(const Reader& reader, const Asked& asked) {
    FindingQuestion question{asked.get("rule"),
                             asked.get("severity"),
                             asked.get("subject"),
                             {},
                             daysFrom(reader, asked.get("older"))};
    const std::string& after = asked.get("after");
    if (after.empty()) return question;
    const std::size_t mark = after.find('_');
    const std::string severity = after.substr(0, mark);
    if (mark == std::string::npos || !isUid(after.substr(mark + 1)) ||
        std::ranges::find(severitiesWorstFirst, severity) == severitiesWorstFirst.end()) {
        throw UsageError(reader.text("list.bad_cursor"));
    }
    question.after = after.substr(mark + 1);
    if (question.rule.empty()) question.severity = severity;
    return question;
}

// How many of each rule stand open, from the kept counts: where the work is, before the first of it is read.
void addRuleCounts(json& data, Transaction& transaction, const Reader& reader,
                   const std::vector<NamedCode>& rules) {
    const Counts kept = keptCounts(transaction);
    const auto severityOf = severitiesOfRules(transaction);
    std::vector<const Count*> counts;
    for (const Count& count : kept.counts)
        if (count.measure == "findings_by_rule") counts.push_back(&count);
    std::ranges::sort(counts, std::ranges::greater{}, &Count::amount);
    json groups = json::array();
    for (const char* severity : severitiesWorstFirst) {
        json rows = json::array();
        for (const Count* count : counts) {
            const auto found = severityOf.find(count->item);
            if (found == severityOf.end() || found->second != severity) continue;
            rows.push_back({{"name", nameOf(rules, count->item)},
                            {"count", written(count->amount, reader.language)},
                            {"bar", barOf(count->amount, counts.front()->amount)},
                            {"list", "/findings?rule=" + encoded(count->item)},
                            {"address", "/rules/" + encoded(count->item)}});
        }
        if (rows.empty()) continue;
        json group{{"severity", severity},
                   {"severity_name", reader.text(std::string("severity.") + severity)},
                   {"total", false},
                   {"rules", std::move(rows)}};
        for (const Count& count : kept.counts) {
            if (count.measure == "findings_by_severity" && count.item == severity)
                group["total"] = {{"count", written(count.amount, reader.language)},
                                  {"list", std::string("/findings?severity=") + severity}};
        }
        groups.push_back(std::move(group));
    }
    data["has_rule_counts"] = !groups.empty();
    data["severity_groups"] = std::move(groups);
    addCountMark(transaction, reader, data);
}

}  // namespace

Page findingsPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    readWhatWasFound(transaction, reader.times);
    const FindingQuestion question = findingQuestionOf(reader, asked);
    constexpr std::int64_t most = 10'000;
    FindingQuestion all = question;
    all.severity = asked.get("severity");
    const std::int64_t count = countOpenFindings(transaction, all, most);
    // A rule has one severity as a rule; asked for one or the other, the order of finding is the order.
    auto findings = all.rule.empty() && all.severity.empty() ? worstFirst(transaction, question)
                                                             : openFindings(transaction, question);
    const auto rules = codesOf(transaction, "rule", reader);
    const auto kinds = codesOf(transaction, "record_kind", reader);
    const auto digits = minorDigits(transaction);
    const FindingWords words(transaction, reader);
    json data{{"title", reader.text("findings.title")},
              {"undated", foundWhen(reader)},
              {"count", reader.text("list.count", {{"count", written(std::min(count, most), reader.language) +
                                                                 (count > most ? "+" : "")}})},
              {"rules", chosenOptions(rules, question.rule)},
              {"subject", question.subject},
              {"files", filesOf("findings", Asked{{{"state", "open"},
                                                   {"rule", all.rule},
                                                   {"severity", all.severity},
                                                   {"subject", all.subject},
                                                   {"older", asked.get("older")}}})}};
    std::vector<NamedCode> severities;
    severities.reserve(std::size(severitiesWorstFirst));
    for (const char* severity : severitiesWorstFirst)
        severities.push_back({severity, reader.text(std::string("severity.") + severity)});
    data["severities"] = chosenOptions(severities, all.severity);
    std::vector<NamedCode> ages;
    for (const int days : {30, 90, 365})
        ages.push_back(
            {std::to_string(days), reader.text("findings.older", {{"days", std::to_string(days)}})});
    data["ages"] = chosenOptions(ages, asked.get("older"));
    data["rule_address"] = question.rule.empty() ? std::string() : "/rules/" + encoded(question.rule);
    const bool whole = all.rule.empty() && all.severity.empty() && all.subject.empty() &&
                       all.olderThanDays == 0 && all.after.empty();
    if (whole && !reader.times.past()) addRuleCounts(data, transaction, reader, rules);
    addPages(data, findings, asked, "/findings",
             [](const ListedFinding& last) { return last.severity + "_" + last.findingId; });
    json rows = json::array();
    for (const ListedFinding& finding : findings)
        rows.push_back(findingRow(reader, words, rules, kinds, digits, finding));
    data["nothing"] = rows.empty();
    data["narrowed"] = !whole;
    data["findings"] = std::move(rows);
    return {"findings", std::move(data)};
}

std::optional<Page> rulePage(Transaction& transaction, const Reader& reader, const std::string& code) {
    readWhatWasFound(transaction, reader.times);
    const auto rule = describedRule(transaction, code);
    if (!rule) return std::nullopt;
    FindingQuestion question;
    question.rule = code;
    constexpr std::int64_t most = 10'000;
    const std::int64_t count = countOpenFindings(transaction, question, most);
    auto findings = openFindings(transaction, question);
    const std::string list = "/findings?rule=" + encoded(code);
    const MessageArguments settings = settingsInForce(transaction);
    json data{{"title", reader.either(rule->nameEnglish, rule->nameRussian)},
              {"code", rule->code},
              {"undated", foundWhen(reader)},
              {"severity", rule->severity},
              {"severity_name", reader.text("severity_of_one." + rule->severity)},
              {"meaning", reader.text("rule." + rule->code + ".meaning", settings)},
              {"answer", reader.text("rule.answer", settings)},
              {"why", reader.either(rule->whyEnglish, rule->whyRussian)},
              {"remedy", reader.either(rule->remedyEnglish, rule->remedyRussian)},
              {"inactive", !rule->active},
              {"count", written(std::min(count, most), reader.language) + (count > most ? "+" : "")},
              {"list", list},
              {"files", filesOf("findings", Asked{{{"state", "open"}, {"rule", code}}})},
              {"more", findings.size() > static_cast<std::size_t>(rowsOnPage)}};
    const auto named = [&](const std::vector<std::string>& codes, std::string_view codeList) {
        const auto names = codesOf(transaction, codeList, reader);
        json all = json::array();
        for (const std::string& each : codes)
            all.push_back({{"name", nameOf(names, each)}});
        return all;
    };
    data["classes"] = named(rule->classes, "asset_class");
    data["stages"] = named(rule->stages, "stage");
    data["looks_everywhere"] = rule->classes.empty() && rule->stages.empty();
    json holders = json::array();
    const auto counted = holdersOfRule(transaction, reader.times, code);
    for (const HolderCount& holder : counted) {
        holders.push_back({{"name", holder.name},
                           {"count", written(holder.findings, reader.language)},
                           {"bar", barOf(holder.findings, counted.front().findings)},
                           {"address", list + "&subject=" + encoded(holder.code)}});
    }
    data["has_holders"] = !holders.empty();
    data["holders"] = std::move(holders);
    if (findings.size() > static_cast<std::size_t>(rowsOnPage)) findings.resize(rowsOnPage);
    const auto rules = codesOf(transaction, "rule", reader);
    const auto kinds = codesOf(transaction, "record_kind", reader);
    const auto digits = minorDigits(transaction);
    const FindingWords words(transaction, reader);
    json rows = json::array();
    for (const ListedFinding& finding : findings)
        rows.push_back(findingRow(reader, words, rules, kinds, digits, finding));
    data["nothing"] = rows.empty();
    data["findings"] = std::move(rows);
    return Page{"rule", std::move(data)};
}

Page untiedPage(Transaction& transaction, const Reader& reader, const Asked& asked) {
    const UntiedQuestion question = untiedQuestionOf(reader, asked);
    auto found = untiedMoney(transaction, reader, question);
    const auto digits = minorDigits(transaction);
    json data{{"title", reader.text("home.untied")},
              {"files", filesOf("untied", Asked{{{"kind", question.kind}}})},
              {"kinds", chosenOptions({{"programme", reader.text("untied.programme")},
                                       {"cost_line", reader.text("untied.cost_line")}},
                                      question.kind)}};
    addPages(data, found, asked, "/untied", [](const UntiedMoney& last) {
        return fmt::format("{}_{}_{}", last.currency, last.amount, last.uid);
    });
    json rows = json::array();
    for (const UntiedMoney& row : found) {
        const std::string name = row.name.empty() ? row.holderKey : row.name;
        rows.push_back(
            {{"kind", question.kind.empty() ? reader.text("untied.one_" + row.kind) : std::string()},
             {"name", name},
             {"address", row.ownerUid.empty() ? std::string() : "/money/" + row.ownerUid},
             {"owner", name.starts_with(row.ownerName) ? std::string() : row.ownerName},
             {"holder", row.holderName},
             {"money",
              writtenMoney(row.amount, digitsOf(digits, row.currency), row.currency, reader.language)}});
    }
    data["rows"] = std::move(rows);
    addCountMark(transaction, reader, data);
    return {"untied", std::move(data)};
}

}  // namespace cadastre::reports
