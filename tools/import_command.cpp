// Options in, verdict out; reading and taking in are the importers'.
#include "tools/import_command.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cxxopts.hpp>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "importers/column_map.h"
#include "importers/handed_in_file.h"
#include "importers/import_store.h"
#include "importers/reader.h"
#include "schema/errors.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "tools/open_register.h"
#include "tools/search_step.h"

namespace cadastre::tools {

namespace {

cxxopts::Options importOptions() {
    cxxopts::Options options(
        "cadastre import",
        "Take files into the register: the package XML, or CSV through a column map. All are "
        "one import, which is kept or refused as a whole");
    options.add_options()                                                                     //
        ("format", "auto, xml or csv", cxxopts::value<std::string>()->default_value("auto"))  //
        ("map", "column map for CSV: a shipped one by name, or a file",
         cxxopts::value<std::string>()->default_value(""))  //
        ("subject", "code of the subject whose records these are, where they don't say",
         cxxopts::value<std::string>()->default_value(""))                                             //
        ("reason", "why, kept with the submission", cxxopts::value<std::string>()->default_value(""))  //
        ("dry-run", "check everything and keep nothing")                                               //
        ("accept", "all-or-nothing, or good: take in the records without errors",
         cxxopts::value<std::string>()->default_value("all-or-nothing"))                                  //
        ("complete", "the files hold everything their subjects have: what is missing becomes a finding")  //
        ("verdict", "write the whole verdict to this file, as JSON",
         cxxopts::value<std::string>()->default_value(""))  //
        ("files", "files, or folders with a manifest.toml", cxxopts::value<std::vector<std::string>>());
    options.parse_positional("files");
    options.positional_help("FILE…");
    addGlobalOptions(options);
    return options;
}

// Who acts when nobody is named: the account that runs the program.
std::string accountName() {
    const passwd* account = getpwuid(getuid());
    return account == nullptr ? "unknown" : account->pw_name;
}

void checkFormat(const std::string& format) {
    constexpr std::array later{"xlsx", "inventory", "cyclonedx", "swid"};
    if (std::ranges::find(later, format) != later.end()) {
        throw UsageMistake{"this version reads xml and csv; " + format + " can't be read yet"};
    }
    if (format != "auto" && format != "xml" && format != "csv") {
        throw UsageMistake{"--format takes auto, xml or csv, not \"" + format + '"'};
    }
}

importers::Accept acceptOf(const std::string& option) {
    if (option == "all-or-nothing") return importers::Accept::allOrNothing;
    if (option == "good") return importers::Accept::good;
    throw UsageMistake{"--accept takes all-or-nothing or good, not \"" + option + '"'};
}

std::vector<importers::Input> inputsOf(const cxxopts::ParseResult& parsed,
                                       const assets::FieldDictionary& dictionary,
                                       const importers::ReadingGround& ground) {
    if (parsed.count("files") == 0) throw UsageMistake{"name at least one file or folder to import"};
    importers::Input asked;
    asked.format = parsed["format"].as<std::string>();
    asked.map = parsed["map"].as<std::string>();
    asked.subject = parsed["subject"].as<std::string>();
    checkFormat(asked.format);
    std::vector<importers::Input> inputs;
    for (const auto& path : parsed["files"].as<std::vector<std::string>>()) {
        asked.path = path;
        if (!std::filesystem::exists(asked.path)) throw UsageMistake{"there is no file " + path};
        try {
            const auto found = importers::listInputs(asked, dictionary, ground);
            inputs.insert(inputs.end(), found.begin(), found.end());
        } catch (const importers::MapError& wrong) {
            throw UsageMistake{wrong.what()};
        }
    }
    return inputs;
}

importers::ImportRequest requestOf(const cxxopts::ParseResult& parsed, const GlobalOptions& global,
                                   const std::vector<importers::Input>& inputs) {
    importers::ImportRequest request;
    request.actor = global.actor.empty() ? accountName() : global.actor;
    request.subject = parsed["subject"].as<std::string>();
    request.reason = parsed["reason"].as<std::string>();
    request.mapName = parsed["map"].as<std::string>();
    request.accept = acceptOf(parsed["accept"].as<std::string>());
    request.complete = parsed.count("complete") > 0;
    request.dryRun = parsed.count("dry-run") > 0;
    const std::filesystem::path first = parsed["files"].as<std::vector<std::string>>().front();
    request.sourceName = (first.has_filename() ? first : first.parent_path()).filename().string();
    for (const auto& input : inputs)
        request.files.push_back(importers::handedInFile(input.path));
    return request;
}

void writeVerdict(const std::string& path, const nlohmann::json& verdict) {
    std::ofstream stream(path);
    stream << verdict.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    if (!stream.flush()) throw UnavailableError("the verdict can't be written to " + path);
}

}  // namespace

int runImport(int argc, char** argv) {
    auto options = importOptions();
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return done;
    }
    const auto global = globalOptions(parsed);
    const auto dictionary = assets::FieldDictionary::load(shipped("schema/codes"));
    const auto ground = importers::ReadingGround::below(shipped("schema/codes").parent_path().parent_path());
    const auto messages = Messages::load(shipped("schema/messages"));
    const auto inputs = inputsOf(parsed, dictionary, ground);
    const auto request = requestOf(parsed, global, inputs);
    const auto database = openMigratedRegister(global);

    Progress progress(messages.text(global.language, "import.progress"));
    importers::ImportWatch watch;
    watch.progress = [&](std::uint64_t records) { progress.update(records, 0); };
    watch.waiting = [&] { std::cerr << messages.text(global.language, "import.waiting") << '\n'; };
    const auto verdict = importers::importRecords(
        *database, dictionary, request,
        [&](importers::RecordSink& sink) { importers::readAll(inputs, dictionary, ground, sink); }, watch);

    auto json = importers::toJson(verdict, messages, global.language);
    if (const auto& path = parsed["verdict"].as<std::string>(); !path.empty()) writeVerdict(path, json);
    if (!request.dryRun) catchUpSearch(*database, global, messages, json);
    printJson(global, json);
    peopleStream(global) << importers::toText(verdict, messages, global.language) << std::flush;
    return verdict.good() ? done : inputHasErrors;
}

}  // namespace cadastre::tools
