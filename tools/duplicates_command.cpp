// Options and answers of `cadastre duplicates`.
#include "tools/duplicates_command.h"

#include <fmt/format.h>

#include <cxxopts.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>

#include "profiles/duplicates/register/duplicate_store.h"
#include "schema/messages.h"
#include "schema/parameters.h"
#include "schema/paths.h"
#include "tools/command.h"
#include "tools/open_register.h"

namespace cadastre::tools {

namespace {

cxxopts::Options duplicatesOptions() {
    cxxopts::Options options("cadastre duplicates",
                             "Compare the register with itself; keep the groups and ask their owners");
    options.add_options()                                                                                  //
        ("scope", "only groups with a member of this subject or of a body below it",                       //
         cxxopts::value<std::string>()->default_value(""))                                                 //
        ("since", "only groups with a member recorded at or after this time, YYYY-MM-DD[THH:MM:SS]",       //
         cxxopts::value<std::string>()->default_value(""))                                                 //
        ("withhold-relations", "an experiment: look without the stated relations; asks nobody to answer")  //
        ("hide",
         "an experiment: look without these fields (name, short_name, purpose, functions, or a classifier)",
         cxxopts::value<std::vector<std::string>>()->default_value(""));
    addGlobalOptions(options);
    return options;
}

const std::vector<std::string>& kindsInOrder() {
    static const std::vector<std::string> kinds = {"object",        "functional", "planned",
                                                   "misclassified", "reuse",      "family"};
    return kinds;
}

using MoneyByCurrency = std::map<std::string, duplicates::MoneySum>;

nlohmann::json toJson(const MoneyByCurrency& money) {
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [currency, sum] : money)
        json[currency] = {{"low", sum.low}, {"high", sum.high}};
    return json;
}

/// `estimateOf` says what the estimated precision is an estimate of.
nlohmann::json toJson(const duplicates::SearchSummary& summary, const std::string& estimateOf) {
    nlohmann::json kinds = nlohmann::json::object();
    for (const std::string& code : kindsInOrder()) {
        const auto found = summary.kinds.find(code);
        const duplicates::KindSummary kind =
            found == summary.kinds.end() ? duplicates::KindSummary{} : found->second;
        kinds[code] = {{"groups", kind.groups},
                       {"members", kind.members},
                       {"systems", kind.systems},
                       {"unknown_costs", kind.unknownCosts},
                       {"money_minor_units", toJson(kind.money)}};
    }
    return {{"run", summary.runId},
            {"compared", summary.compared},
            {"kinds", kinds},
            {"money_minor_units", toJson(summary.money)},
            {"new", summary.fresh},
            {"reopened", summary.reopened},
            {"lapsed_decisions", summary.lapsed},
            {"superseded", summary.superseded},
            {"findings_opened", summary.findingsOpened},
            {"findings_closed", summary.findingsClosed},
            {"estimated_precision", summary.estimatedPrecision},
            {"estimated_precision_of", estimateOf},
            {"experiment", summary.experiment}};
}

std::string moneyText(const MoneyByCurrency& money, const GlobalOptions& global) {
    const auto major = [&](std::int64_t minor, int digits) {
        for (; digits > 0; --digits)
            minor /= 10;
        return groupedNumber(global.language, minor);
    };
    std::string text;
    for (const auto& [currency, sum] : money) {
        text += fmt::format("{}{} – {} {}", text.empty() ? "" : "; ", major(sum.low, sum.minorDigits),
                            major(sum.high, sum.minorDigits), currency);
    }
    return text;
}

/// What is used once for many, or only filed wrongly, overlaps with nothing.
bool overlaps(std::string_view kind) {
    return kind == "object" || kind == "functional" || kind == "planned";
}

void checkTime(const std::string& since) {
    if (since.empty() || dateFrom(since) || instantFrom(since) || instantFrom(since + "Z")) return;
    throw UsageMistake{
        fmt::format("--since takes a time as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS, not \"{}\"", since)};
}

void printTable(std::ostream& out, const duplicates::SearchSummary& summary, const Messages& messages,
                const GlobalOptions& global) {
    const auto say = [&](const std::string& key, const MessageArguments& arguments = {}) {
        return messages.text(global.language, key, arguments);
    };
    out << say("duplicate_search.compared", {{"count", groupedNumber(global.language, summary.compared)}})
        << '\n';
    for (const std::string& code : kindsInOrder()) {
        const auto found = summary.kinds.find(code);
        if (found == summary.kinds.end()) continue;
        const duplicates::KindSummary& kind = found->second;
        out << "  "
            << say("duplicate_search.kind." + code,
                   {{"groups", groupedNumber(global.language, kind.groups)},
                    {"members", groupedNumber(global.language, kind.members)}})
            << '\n';
        const std::string money = moneyText(kind.money, global);
        if (overlaps(code) && !money.empty()) {
            out << "    "
                << say("duplicate_search.money",
                       {{"money", money}, {"unknown", groupedNumber(global.language, kind.unknownCosts)}})
                << '\n';
        }
    }
    if (const std::string money = moneyText(summary.money, global); !money.empty())
        out << "  " << say("duplicate_search.money_once", {{"money", money}}) << '\n';
    if (summary.kinds.empty()) out << "  " << say("duplicate_search.none") << '\n';
    out << say("duplicate_search.changes", {{"new", std::to_string(summary.fresh)},
                                            {"reopened", std::to_string(summary.reopened)},
                                            {"superseded", std::to_string(summary.superseded)}})
        << '\n';
    out << say(summary.experiment ? "duplicate_search.experiment" : "duplicate_search.candidates") << '\n';
}

}  // namespace

int runDuplicates(int argc, char** argv) {
    cxxopts::Options options = duplicatesOptions();
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return done;
    }
    if (!parsed.unmatched().empty()) {
        throw UsageMistake{fmt::format("cadastre duplicates takes no \"{}\"", parsed.unmatched().front())};
    }
    const GlobalOptions global = globalOptions(parsed);
    duplicates::SearchOptions search{.scope = parsed["scope"].as<std::string>(),
                                     .since = parsed["since"].as<std::string>(),
                                     .withholdRelations = parsed.count("withhold-relations") > 0};
    if (parsed.count("hide") > 0) search.hide = parsed["hide"].as<std::vector<std::string>>();
    checkTime(search.since);
    search.threads = static_cast<int>(global.threads > 0 ? global.threads
                                                         : std::max(1U, std::thread::hardware_concurrency()));
    const Messages messages = Messages::load(shipped("schema/messages"));
    const auto database = openMigratedRegister(global);
    duplicates::SearchSummary summary;
    {
        Progress progress(messages.text(global.language, "duplicate_search.progress"));
        search.progress = [&](double share) {
            progress.update(static_cast<std::uint64_t>(share * 100), 100);
        };
        const std::string actor = global.actor.empty() ? "cadastre" : global.actor;
        summary = duplicates::searchDuplicates(*database, {.actor = actor, .reason = "cadastre duplicates"},
                                               search);
    }
    printTable(peopleStream(global), summary, messages, global);
    printJson(global, toJson(summary, messages.text(global.language, "duplicate_search.estimate_of")));
    return done;
}

}  // namespace cadastre::tools
