// The verdict in words and as JSON.
#include "importers/verdict.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace cadastre::importers {

namespace {

std::string message(const ProblemGroup& group, const Messages& messages, const std::string& language) {
    MessageArguments arguments = group.first.arguments;
    for (auto& [name, text] : arguments) {
        const auto word = "check.word." + text;
        if ((name == "kind" || name == "basis") && messages.has(word)) text = messages.text(language, word);
    }
    arguments.emplace_back("value", group.first.value);
    arguments.emplace_back("field", group.first.field);
    const auto key = "rule." + group.first.rule + ".message";
    if (messages.has(key)) return messages.text(language, key, arguments);
    arguments.emplace_back("rule", group.first.rule);
    return messages.text(language, "import.rule_without_words", arguments);
}

// "data.csv, record 3, line 4, field stage": without what isn't known.
std::string place(const ProblemGroup& group, const Messages& messages, const std::string& language) {
    std::vector<std::string> parts;
    if (!group.file.empty()) parts.push_back(group.file);
    const auto add = [&](const char* key, const std::string& value) {
        parts.push_back(messages.text(language, key, {{"value", value}}));
    };
    if (group.first.position.record > 0)
        add("import.place.record", std::to_string(group.first.position.record));
    if (group.first.position.line > 0) add("import.place.line", std::to_string(group.first.position.line));
    if (!group.first.field.empty()) add("import.place.field", group.first.field);
    return fmt::format("{}", fmt::join(parts, ", "));
}

// One line fit for a terminal: what a file says may hold escape sequences that would move the cursor or
// recolour the rest, and line breaks that would forge lines of ours. C0, DEL and C1 (U+0080 to U+009F).
std::string withoutControls(std::string_view line) {
    std::string shown;
    shown.reserve(line.size());
    for (std::size_t i = 0; i < line.size(); ++i) {
        const auto byte = static_cast<unsigned char>(line[i]);
        const auto next = i + 1 < line.size() ? static_cast<unsigned char>(line[i + 1]) : 0U;
        const bool second = byte == 0xC2U && next >= 0x80U && next <= 0x9FU;
        if (byte >= 0x20U && byte != 0x7FU && !second) {
            shown += line[i];
            continue;
        }
        shown += "\xEF\xBF\xBD";  // U+FFFD, the replacement character
        if (second) ++i;
    }
    return shown;
}

std::string repetition(const ProblemGroup& group, const Messages& messages, const std::string& language) {
    if (group.count < 2) return {};
    constexpr std::size_t shown = 5;
    const auto first = group.lines.begin();
    const auto last = first + static_cast<std::ptrdiff_t>(std::min(shown, group.lines.size()));
    auto lines = fmt::format("{}", fmt::join(first, last, ", "));
    if (group.count > shown) lines += ", …";
    return messages.text(language, "import.repeated",
                         {{"count", std::to_string(group.count)}, {"lines", lines}});
}

nlohmann::json facts(const ProblemGroup& group) {
    nlohmann::json arguments = nlohmann::json::object();
    for (const auto& [name, value] : group.first.arguments)
        arguments[name] = value;
    nlohmann::json error{{"file", group.file},
                         {"record", group.first.position.record},
                         {"line", group.first.position.line},
                         {"field", group.first.field},
                         {"rule", group.first.rule},
                         {"severity", group.first.severity},
                         {"value", group.first.value},
                         {"arguments", std::move(arguments)},
                         {"count", group.count}};
    if (group.count > 1) {
        error["records"] = group.records;
        error["lines"] = group.lines;
    }
    return error;
}

nlohmann::json facts(const Verdict& verdict) {
    nlohmann::json errors = nlohmann::json::array();
    for (const auto& group : verdict.problems)
        errors.push_back(facts(group));
    nlohmann::json result{{"read", verdict.counts.read},
                          {"accepted", verdict.counts.accepted},
                          {"unchanged", verdict.counts.unchanged},
                          {"rejected", verdict.counts.rejected},
                          {"ignored", verdict.counts.ignored},
                          {"refused", verdict.refused},
                          {"dry_run", verdict.dryRun},
                          {"submission", nullptr},
                          {"findings", verdict.findings},
                          {"omitted", verdict.omitted},
                          {"errors", std::move(errors)},
                          {"errors_left_out", verdict.groupsLeftOut}};
    if (!verdict.submissionId.empty()) result["submission"] = verdict.submissionId;
    return result;
}

}  // namespace

nlohmann::json toJson(const Verdict& verdict, const Messages& messages, const std::string& language) {
    auto result = facts(verdict);
    for (std::size_t i = 0; i < verdict.problems.size(); ++i) {
        result["errors"][i]["message"] = message(verdict.problems[i], messages, language);
    }
    return result;
}

std::string storedForm(const Verdict& verdict) {
    auto result = facts(verdict);
    for (const char* known : {"submission", "dry_run", "refused", "findings", "omitted"})
        result.erase(known);
    return result.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string toText(const Verdict& verdict, const Messages& messages, const std::string& language,
                   std::size_t longest) {
    std::string text;
    for (std::size_t i = 0; i < std::min(longest, verdict.problems.size()); ++i) {
        const auto& group = verdict.problems[i];
        text += withoutControls(
                    fmt::format("{} [{}, {}] {}{}", place(group, messages, language), group.first.rule,
                                messages.text(language, "import.severity." + group.first.severity),
                                message(group, messages, language), repetition(group, messages, language))) +
                '\n';
    }
    const auto say = [&](const char* key, const MessageArguments& arguments = {}) {
        text += messages.text(language, key, arguments) + '\n';
    };
    const auto hidden =
        verdict.groupsLeftOut + verdict.problems.size() - std::min(longest, verdict.problems.size());
    if (hidden > 0) say("import.more", {{"count", std::to_string(hidden)}});
    for (const char* severity : {"error", "warning", "notice"}) {
        const auto found = verdict.findings.find(severity);
        if (found == verdict.findings.end() || found->second == 0) continue;
        say(fmt::format("import.findings.{}", severity).c_str(), {{"count", std::to_string(found->second)}});
    }
    if (verdict.omitted > 0) say("import.omitted", {{"count", std::to_string(verdict.omitted)}});
    if (verdict.counts.ignored > 0)
        say("import.ignored", {{"count", std::to_string(verdict.counts.ignored)}});
    if (verdict.refused) say("import.refused");
    if (verdict.dryRun && !verdict.refused) say("import.dry_run");
    if (!verdict.submissionId.empty()) say("import.kept", {{"submission", verdict.submissionId}});
    text += fmt::format("read {} = accepted {} + unchanged {} + rejected {}\n", verdict.counts.read,
                        verdict.counts.accepted, verdict.counts.unchanged, verdict.counts.rejected);
    return text;
}

}  // namespace cadastre::importers
