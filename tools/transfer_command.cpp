// Options, words and exit statuses of `cadastre transfer`; it ends with a verdict like an import.
#include "tools/transfer_command.h"

#include <cxxopts.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "importers/transfer_store.h"
#include "profiles/assets/typed_value.h"
#include "schema/errors.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "tools/command.h"
#include "tools/open_register.h"
#include "tools/search_step.h"

namespace cadastre::tools {

int runTransfer(int argc, char** argv) {
    cxxopts::Options options(
        "cadastre transfer",
        "Give all assets of a dissolved body to its successor; cadastre undo takes it back");
    const auto text = [] { return cxxopts::value<std::string>()->default_value(""); };
    options.add_options()                                                                         //
        ("to", "code of the body that takes over; without it, the stated successor", text())      //
        ("on", "day of the transfer, YYYY-MM-DD; without it, the day of the succession", text())  //
        ("reason", "why, kept with the submission", text())                                       //
        ("dry-run", "do it all and keep nothing")                                                 //
        ("from", "code of the body that held them", text());
    options.parse_positional("from");
    options.positional_help("FROM --actor NAME");
    addGlobalOptions(options);
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return done;
    }
    const auto global = globalOptions(parsed);
    if (global.actor.empty()) throw UsageMistake{"a transfer is decided by somebody: --actor NAME"};
    importers::Transfer transfer{parsed["from"].as<std::string>(), parsed["to"].as<std::string>(),
                                 parsed["on"].as<std::string>()};
    if (transfer.from.empty()) throw UsageMistake{"name the body whose assets go over"};
    if (!transfer.on.empty() && !assets::readDate(transfer.on).broken.empty())
        throw UsageMistake{"--on takes a day, YYYY-MM-DD"};
    importers::ImportRequest request;
    request.actor = global.actor;
    request.reason = parsed["reason"].as<std::string>();
    request.dryRun = parsed.count("dry-run") > 0;
    const auto messages = Messages::load(shipped("schema/messages"));
    const auto dictionary = assets::FieldDictionary::load(shipped("schema/codes"));
    const auto database = openMigratedRegister(global);
    try {
        const auto verdict = importers::transferAssets(*database, dictionary, request, transfer);
        auto json = importers::toJson(verdict, messages, global.language);
        if (!request.dryRun) catchUpSearch(*database, global, messages, json);
        printJson(global, json);
        peopleStream(global) << importers::toText(verdict, messages, global.language) << std::flush;
        return verdict.good() ? done : inputHasErrors;
    } catch (const UsageError& mistake) {
        throw UsageMistake{mistake.what()};
    }
}

}  // namespace cadastre::tools
