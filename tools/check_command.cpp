// Options and answers of `cadastre check`.
#include "tools/check_command.h"

#include <fmt/format.h>

#include <cxxopts.hpp>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string_view>
#include <vector>

#include "profiles/checks/finding_store.h"
#include "schema/messages.h"
#include "schema/migrate.h"
#include "schema/paths.h"
#include "tools/command.h"
#include "tools/open_register.h"

namespace cadastre::tools {

namespace {

cxxopts::Options checkOptions() {
    cxxopts::Options options(
        "cadastre check",
        "Run the rules over the register and keep what they find; or, with --database and no "
        "address, ask the database whether it is consistent");
    options.add_options()                                                                             //
        ("subject", "only what this subject and the bodies below it hold",                            //
         cxxopts::value<std::string>()->default_value(""))                                            //
        ("rule", "only this rule (docs/rules.md)", cxxopts::value<std::string>()->default_value(""))  //
        ("consistency",
         "look for rows that may not be, changing nothing; --database without an address says the same");
    addGlobalOptions(options);
    return options;
}

/// `--database` is an address everywhere; standing alone it asks for the consistency of the database. An
/// address never begins with a dash, so the two can't be mixed up.
std::vector<char*> withLoneDatabaseNamed(int argc, char** argv) {
    static char consistency[] = "--consistency";
    std::vector<char*> arguments(argv, argv + argc);
    for (std::size_t at = 1; at < arguments.size(); ++at) {
        const bool last = at + 1 == arguments.size();
        if (std::string_view(arguments[at]) == "--database" && (last || arguments[at + 1][0] == '-')) {
            arguments[at] = consistency;
        }
    }
    return arguments;
}

nlohmann::json toJson(const checks::CheckOutcome& outcome) {
    nlohmann::json byRule = nlohmann::json::object();
    nlohmann::json rules = nlohmann::json::array();
    std::int64_t opened = 0;
    std::int64_t closed = 0;
    for (const checks::RuleOutcome& rule : outcome.rules) {
        byRule[rule.rule] = rule.open;
        opened += rule.opened;
        closed += rule.closed;
        rules.push_back({{"rule", rule.rule},
                         {"severity", checks::codeOf(rule.severity)},
                         {"open", rule.open},
                         {"opened", rule.opened},
                         {"closed", rule.closed},
                         {"dismissed", rule.dismissed},
                         {"milliseconds", rule.milliseconds}});
    }
    return {{"findings", outcome.open()}, {"opened", opened},
            {"closed", closed},           {"by_severity", outcome.openBySeverity()},
            {"by_rule", byRule},          {"rules", rules}};
}

void printTable(std::ostream& out, const checks::CheckOutcome& outcome, const Messages& messages,
                const std::string& language, const std::vector<checks::RuleDescription>& names) {
    out << fmt::format("{:>9} {:>9} {:>9} {:>9}\n", messages.text(language, "check.open"),
                       messages.text(language, "check.opened"), messages.text(language, "check.closed"),
                       messages.text(language, "check.dismissed"));
    for (const checks::RuleOutcome& rule : outcome.rules) {
        std::string name = rule.rule;
        for (const checks::RuleDescription& described : names) {
            if (described.code == rule.rule) name = described.name;
        }
        out << fmt::format(
            "{:>9} {:>9} {:>9} {:>9}  {} ({}, {})\n", rule.open, rule.opened, rule.closed, rule.dismissed,
            name, messages.text(language, fmt::format("check.severity.{}", checks::codeOf(rule.severity))),
            rule.rule);
    }
    out << messages.text(language, "check.sum", {{"count", std::to_string(outcome.open())}}) << '\n';
}

int checkConsistency(const GlobalOptions& global, Database& database, const Messages& messages) {
    ReadTransaction transaction(database);
    const std::vector<BrokenCheck> broken = runChecks(transaction, shipped("schema/checks"));
    nlohmann::json list = nlohmann::json::array();
    std::ostream& out = peopleStream(global);
    for (const BrokenCheck& check : broken) {
        list.push_back({{"check", check.name}, {"rows", check.rows}, {"example", check.example}});
        out << messages.text(
                   global.language, "check.broken",
                   {{"check", check.name}, {"rows", std::to_string(check.rows)}, {"example", check.example}})
            << '\n';
    }
    if (broken.empty()) out << messages.text(global.language, "check.consistent") << '\n';
    printJson(global, {{"broken", list}});
    return broken.empty() ? done : inputHasErrors;
}

int checkRegister(const GlobalOptions& global, Database& database, const Messages& messages,
                  const checks::Scope& scope, const std::string& rule) {
    const std::string actor = global.actor.empty() ? "cadastre" : global.actor;
    WriteTransaction transaction(database, {.actor = actor, .reason = "cadastre check"},
                                 Isolation::ReadCommitted);
    const checks::CheckOutcome outcome =
        checks::runRules(transaction, scope, {.rule = rule, .today = global.asOf});
    const std::vector<checks::RuleDescription> names = checks::rules(transaction, global.language);
    transaction.commit();
    printTable(peopleStream(global), outcome, messages, global.language, names);
    printJson(global, toJson(outcome));
    return done;
}

}  // namespace

int runCheck(int argc, char** argv) {
    cxxopts::Options options = checkOptions();
    const std::vector<char*> arguments = withLoneDatabaseNamed(argc, argv);
    const auto parsed = options.parse(static_cast<int>(arguments.size()), arguments.data());
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return done;
    }
    if (!parsed.unmatched().empty()) {
        throw UsageMistake{fmt::format("cadastre check takes no \"{}\"", parsed.unmatched().front())};
    }
    const GlobalOptions global = globalOptions(parsed);
    const auto subject = parsed["subject"].as<std::string>();
    const auto rule = parsed["rule"].as<std::string>();
    const bool consistency = parsed.count("consistency") > 0;
    if (consistency && !(subject.empty() && rule.empty())) {
        throw UsageMistake{
            "the consistency of the database is checked as a whole: leave --subject and --rule out"};
    }
    const Messages messages = Messages::load(shipped("schema/messages"));
    const auto database = openMigratedRegister(global);
    if (consistency) return checkConsistency(global, *database, messages);
    return checkRegister(global, *database, messages,
                         subject.empty() ? checks::Scope::all() : checks::Scope::subject(subject), rule);
}

}  // namespace cadastre::tools
