// `cadastre generate`: a sample government of any size, with what is planted in it told in key.json. It needs
// no database: it writes files that `cadastre import` reads.
#include "tools/generate_command.h"

#include <cxxopts.hpp>
#include <iostream>

#include "schema/messages.h"
#include "schema/paths.h"
#include "tools/command.h"
#include "tools/generator/government.h"

namespace cadastre::tools {

namespace {

unsigned percent(const cxxopts::ParseResult& parsed, const std::string& option) {
    const unsigned value = parsed[option].as<unsigned>();
    if (value > 100) throw UsageMistake{"--" + option + " takes a percentage, 0 to 100"};
    return value;
}

generator::Settings settingsFrom(const cxxopts::ParseResult& parsed) {
    generator::Settings settings;
    settings.subjects = parsed["subjects"].as<std::size_t>();
    settings.assets = parsed["assets"].as<std::uint64_t>();
    settings.projects = parsed["projects"].as<std::uint64_t>();
    settings.seed = parsed["seed"].as<std::uint64_t>();
    settings.errorsPercent = percent(parsed, "errors");
    settings.familiesPercent = percent(parsed, "families");
    const std::string kinds = parsed["error-kinds"].as<std::string>();
    if (kinds != "all" && kinds != "findings") {
        throw UsageMistake{"--error-kinds takes all or findings, not \"" + kinds + '"'};
    }
    settings.blockingErrors = kinds == "all";
    if (settings.subjects < 5 || settings.subjects > 1'000'000) {
        throw UsageMistake{"--subjects takes a number from 5 to 1000000"};
    }
    if (settings.assets < 1 || settings.assets > 100'000'000) {
        throw UsageMistake{"--assets takes a number from 1 to 100000000"};
    }
    if (settings.projects > 10'000'000) throw UsageMistake{"--projects takes a number up to 10000000"};
    if (settings.familiesPercent > 100 - generator::kCopiesPercent) {
        throw UsageMistake{"--families takes at most 95: the other 5 percent are duplicates"};
    }
    return settings;
}

generator::Format formatFrom(const std::string& name) {
    if (name == "csv") return generator::Format::csv;
    if (name == "xml") return generator::Format::xml;
    throw UsageMistake{"--format takes csv or xml, not \"" + name + '"'};
}

}  // namespace

int runGenerate(int argc, char** argv) {
    cxxopts::Options options("cadastre generate",
                             "Writes a sample government that `cadastre import` takes\n");
    options.add_options()                                                                      //
        ("subjects", "how many bodies", cxxopts::value<std::size_t>()->default_value("40"))    //
        ("assets", "how many assets", cxxopts::value<std::uint64_t>()->default_value("1000"))  //
        ("projects", "how many projects; 0: one or two a programme",
         cxxopts::value<std::uint64_t>()->default_value("0"))  //
        ("seed", "the same seed gives the same bytes",
         cxxopts::value<std::uint64_t>()->default_value("1"))                                           //
        ("output", "folder to write to", cxxopts::value<std::string>())                                 //
        ("errors", "percent of the assets made wrong", cxxopts::value<unsigned>()->default_value("0"))  //
        ("error-kinds", "findings: wrong assets still load; all: some are refused, too",
         cxxopts::value<std::string>()->default_value("all"))  //
        ("families", "percent of the assets in template families",
         cxxopts::value<unsigned>()->default_value("30"))  //
        ("format", "csv or xml", cxxopts::value<std::string>()->default_value("csv"));
    addGlobalOptions(options);
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return done;
    }
    const GlobalOptions global = globalOptions(parsed);
    if (parsed.count("output") == 0) throw UsageMistake{"--output DIR is missing"};
    const generator::Settings settings = settingsFrom(parsed);
    const generator::Format format = formatFrom(parsed["format"].as<std::string>());
    const std::filesystem::path folder = parsed["output"].as<std::string>();
    const auto dictionary = assets::FieldDictionary::load(shipped("schema/codes"));

    const Messages messages = Messages::load(shipped("schema/messages"));

    Progress progress(messages.text(global.language, "generate.progress"));
    const generator::Written written =
        generator::writeGovernment(settings, format, folder, dictionary,
                                   [&](std::uint64_t assets) { progress.update(assets, settings.assets); });

    printJson(global, {{"output", folder.string()},
                       {"records", written.records},
                       {"assets", written.assets},
                       {"duplicates", written.duplicates},
                       {"families", written.families},
                       {"errors", written.errors}});
    const MessageArguments arguments{{"folder", folder.string()},
                                     {"records", std::to_string(written.records)},
                                     {"assets", std::to_string(written.assets)},
                                     {"duplicates", std::to_string(written.duplicates)},
                                     {"families", std::to_string(written.families)},
                                     {"errors", std::to_string(written.errors)}};
    for (const char* key : {"generate.written", "generate.planted", "generate.next"}) {
        peopleStream(global) << messages.text(global.language, key, arguments) << '\n';
    }
    return done;
}

}  // namespace cadastre::tools
