// Options of decisions about groups, and what is said of them.
#include "tools/group_decision_step.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cxxopts.hpp>
#include <iostream>

#include "schema/errors.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "tools/open_register.h"

namespace cadastre::tools {

namespace {

struct Choice {
    const char* option;
    const char* decision;
};
constexpr std::array<Choice, 6> choices{{{"drop", "drop"},
                                         {"split", "split"},
                                         {"same-function", "same_function"},
                                         {"confirm", "confirm"},
                                         {"dismiss", "dismiss"},
                                         {"reopen", "reopen"}}};

std::vector<std::string> membersIn(const std::string& list) {
    std::vector<std::string> members;
    std::size_t begin = 0;
    while (begin <= list.size()) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        if (end > begin) members.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return members;
}

}  // namespace

void addGroupOptions(cxxopts::Options& options) {
    options.add_options("Groups of duplicates")  //
        ("drop", "these members do not belong: MEMBER[,MEMBER…], each a uid, a register number or HOLDER/KEY",
         cxxopts::value<std::string>())  //
        ("split", "these members are a group of their own; may be repeated, who is in none stays",
         cxxopts::value<std::string>())                                //
        ("same-function", "one function, but different systems")       //
        ("confirm", "the members are what the group says they are")    //
        ("dismiss", "they are not")                                    //
        ("reopen", "take back all that was decided about the group");  //
}

std::optional<duplicates::GroupDecision> groupDecisionOf(const cxxopts::ParseResult& parsed) {
    std::optional<duplicates::GroupDecision> asked;
    for (const Choice& choice : choices) {
        if (parsed.count(choice.option) == 0) continue;
        if (asked) throw UsageMistake{"decide one thing at a time about a group"};
        asked = duplicates::GroupDecision{};
        asked->decision = choice.decision;
    }
    if (!asked) return std::nullopt;
    for (const auto& argument : parsed.arguments()) {
        if (argument.key() == "drop" || argument.key() == "split")
            asked->parts.push_back(membersIn(argument.value()));
    }
    return asked;
}

void decideAboutGroup(const GlobalOptions& global, const duplicates::GroupDecision& decision) {
    const Messages messages = Messages::load(shipped("schema/messages"));
    const auto database = openMigratedRegister(global);
    duplicates::DecidedGroup decided;
    try {
        decided = inWriteTransaction(
            *database, {.actor = decision.actor, .reason = decision.reason},
            [&](WriteTransaction& transaction) { return duplicates::decideGroup(transaction, decision); });
    } catch (const RuleViolation& violation) {
        const std::string key = "decide." + violation.constraint();
        if (!messages.has(key)) throw;
        throw InputError(messages.text(global.language, key));
    }
    peopleStream(global) << messages.text(global.language, "decide.group." + decision.decision,
                                          {{"state", messages.text(global.language,
                                                                   "duplicate.state." + decided.state)}})
                         << '\n';
    for (std::size_t part = 1; part < decided.groups.size(); ++part) {
        peopleStream(global) << messages.text(global.language, "decide.group.part",
                                              {{"group", decided.groups[part]}})
                             << '\n';
    }
    printJson(global, {{"decision", decided.decisionId},
                       {"submission", decided.submissionId},
                       {"group_state", decided.state},
                       {"groups", decided.groups}});
}

}  // namespace cadastre::tools
