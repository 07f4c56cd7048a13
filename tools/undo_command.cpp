#include "tools/undo_command.h"

#include <cxxopts.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "profiles/submissions/submission_store.h"
#include "schema/errors.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "tools/open_register.h"
#include "tools/search_step.h"

namespace cadastre::tools {

int runUndo(int argc, char** argv) {
    cxxopts::Options options("cadastre undo", "Take an import back whole, while nobody built on it");
    options.add_options()                                                                              //
        ("reason", "why, kept with the submission", cxxopts::value<std::string>()->default_value(""))  //
        ("submission", "identifier of the submission", cxxopts::value<std::string>()->default_value(""));
    options.parse_positional("submission");
    options.positional_help("SUBMISSION --actor NAME");
    addGlobalOptions(options);
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return done;
    }
    const auto global = globalOptions(parsed);
    const auto id = parsed["submission"].as<std::string>();
    if (id.empty()) throw UsageMistake{"name the submission that is to be undone"};
    if (global.actor.empty()) throw UsageMistake{"an undo is decided by somebody: --actor NAME"};
    const auto reason = parsed["reason"].as<std::string>();
    const auto messages = Messages::load(shipped("schema/messages"));
    const auto database = openMigratedRegister(global);
    try {
        WriteTransaction transaction(*database, {global.actor, "", reason}, Isolation::ReadCommitted);
        const auto undone = submissions::undoSubmission(transaction, id, global.actor, reason);
        transaction.commit();
        nlohmann::json json{{"undone", id}, {"submission", undone.submissionId}, {"records", undone.records}};
        catchUpSearch(*database, global, messages, json);
        printJson(global, json);
        peopleStream(global) << messages.text(global.language, "undo.done",
                                              {{"undone", id},
                                               {"records", std::to_string(undone.records)},
                                               {"submission", undone.submissionId}})
                             << '\n';
        return done;
    } catch (const UsageError& mistake) {
        throw UsageMistake{mistake.what()};
    } catch (const RuleViolation& refusal) {
        printJson(global, {{"error", refusal.what()}, {"rule", refusal.constraint()}});
        std::cerr << "cadastre: " << refusal.what() << '\n';
        return inputHasErrors;
    }
}

}  // namespace cadastre::tools
