// What every subcommand of `cadastre` shares: the global options, exit statuses and the way results are
// printed. It lives in tools/ because only the command line knows about it; the rooms below return values and
// throw.
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cxxopts {
class Options;
class ParseResult;
}  // namespace cxxopts

namespace cadastre::tools {

/// The exit statuses of the contract.
enum ExitStatus : int {
    done = 0,
    inputHasErrors = 1,
    usage = 2,
    couldNotRun = 3,
};

/// Options that every subcommand takes.
struct GlobalOptions {
    std::string database;  ///< URL of a managed server; empty: CADASTRE_DATABASE, else the private cluster
    std::string asOf;      ///< YYYY-MM-DD: what was true on that day; empty: today
    std::string knownAt;   ///< time stamp: what the register knew then; empty: now
    std::string language = "en";
    unsigned threads = 0;  ///< 0: as many as the machine has cores
    bool json = false;     ///< one JSON object on standard output, people's text on standard error
    std::string actor;     ///< who decides; unverified until there are accounts
};

/// Raised for a wrong command line; ends with status `usage` and the text.
struct UsageMistake {
    std::string text;
};

/// One subcommand: its name, one line for the overview, and what runs it (argv[0] is the subcommand).
struct Command {
    std::string_view name;
    std::string_view summary;
    int (*run)(int argc, char** argv);
};

/// Adds `--database`, `--as-of`, `--known-at`, `--lang`, `--threads`, `--json`, `--actor` and `--help`.
void addGlobalOptions(cxxopts::Options& options);

/// Reads the global options, checking `--lang` and dates. Throws UsageMistake.
GlobalOptions globalOptions(const cxxopts::ParseResult& parsed);

/// Where people's text goes: standard output, or standard error when a JSON object is printed.
std::ostream& peopleStream(const GlobalOptions& options);

/// Prints the one JSON object of `--json`; does nothing without it.
void printJson(const GlobalOptions& options, const nlohmann::json& result);

/// A line of progress on a terminal, at most ten a second, nothing elsewhere. Ends by itself with a cleared
/// line.
class Progress {
  public:
    explicit Progress(std::string what);
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;
    ~Progress();
    /// `done` of `total` steps or bytes; total 0: not known.
    void update(std::uint64_t done, std::uint64_t total);

  private:
    std::string what_;
    bool terminal_;
    bool shown_ = false;
    std::int64_t startedAt_;
    std::int64_t shownAt_ = 0;
};

/// The subcommands, in the order of `cadastre --help`. Each file of tools/*_command.cpp defines its `run…`.
const std::vector<Command>& commands();

}  // namespace cadastre::tools
