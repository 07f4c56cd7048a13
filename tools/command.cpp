#include "tools/command.h"

#include <unistd.h>

#include <chrono>
#include <cxxopts.hpp>
#include <iostream>
#include <regex>

namespace cadastre::tools {

namespace {

std::int64_t millisecondsNow() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

void checkShape(const std::string& value, const std::regex& shape, std::string_view option,
                std::string_view wanted) {
    if (value.empty() || std::regex_match(value, shape)) return;
    throw UsageMistake{"--" + std::string(option) + " takes " + std::string(wanted) + ", not \"" + value +
                       '"'};
}

}  // namespace

void addGlobalOptions(cxxopts::Options& options) {
    options.add_options("Global")                                                                    //
        ("database", "URL of a PostgreSQL server (default: CADASTRE_DATABASE, else a private one)",  //
         cxxopts::value<std::string>()->default_value(""))                                           //
        ("as-of", "show what was true on this day, YYYY-MM-DD",
         cxxopts::value<std::string>()->default_value(""))                                              //
        ("known-at", "show what the register knew at this time, YYYY-MM-DD[THH:MM:SS]",                 //
         cxxopts::value<std::string>()->default_value(""))                                              //
        ("lang", "language of messages: en or ru", cxxopts::value<std::string>()->default_value("en"))  //
        ("threads", "threads to use, 0 for all cores", cxxopts::value<unsigned>()->default_value("0"))  //
        ("actor", "who acts, where something is decided",
         cxxopts::value<std::string>()->default_value(""))    //
        ("json", "print one JSON object on standard output")  //
        ("h,help", "say how this command is used");
}

GlobalOptions globalOptions(const cxxopts::ParseResult& parsed) {
    GlobalOptions options;
    options.database = parsed["database"].as<std::string>();
    options.asOf = parsed["as-of"].as<std::string>();
    options.knownAt = parsed["known-at"].as<std::string>();
    options.language = parsed["lang"].as<std::string>();
    options.threads = parsed["threads"].as<unsigned>();
    options.actor = parsed["actor"].as<std::string>();
    options.json = parsed.count("json") > 0;
    static const std::regex day(R"(\d{4}-\d{2}-\d{2})");
    static const std::regex moment(
        R"(\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?)");
    checkShape(options.asOf, day, "as-of", "a day as YYYY-MM-DD");
    checkShape(options.knownAt, moment, "known-at", "a time as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS");
    if (options.language != "en" && options.language != "ru") {
        throw UsageMistake{"--lang takes en or ru, not \"" + options.language + '"'};
    }
    return options;
}

std::ostream& peopleStream(const GlobalOptions& options) {
    return options.json ? std::cerr : std::cout;
}

void printJson(const GlobalOptions& options, const nlohmann::json& result) {
    if (options.json)
        std::cout << result.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << std::endl;
}

Progress::Progress(std::string what)
    : what_(std::move(what)), terminal_(isatty(STDERR_FILENO) != 0), startedAt_(millisecondsNow()) {}

Progress::~Progress() {
    if (shown_) std::cerr << "\r\033[K" << std::flush;
}

void Progress::update(std::uint64_t done, std::uint64_t total) {
    const auto now = millisecondsNow();
    if (!terminal_ || now - startedAt_ < 2000 || now - shownAt_ < 100) return;
    shownAt_ = now;
    shown_ = true;
    std::cerr << "\r\033[K" << what_ << ": " << done;
    if (total > 0) std::cerr << " of " << total << " (" << done * 100 / total << " %)";
    std::cerr << ", " << (now - startedAt_) / 1000 << " s" << std::flush;
}

}  // namespace cadastre::tools
