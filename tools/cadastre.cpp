// The cadastre command: finds the subcommand, runs it, and turns what it throws into the exit statuses of the
// contract. It lives in tools/ because it is the outermost edge: every error ends here with a sentence.
#include <cxxopts.hpp>
#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "schema/errors.h"
#include "schema/log.h"
#include "tools/command.h"

namespace {

using cadastre::tools::commands;

void overview(std::ostream& out) {
    out << "Cadastre: the register of the state's IT\n\nUsage: cadastre COMMAND [OPTION…]\n\n";
    for (const auto& command : commands()) {
        out << "  " << command.name
            << std::string(command.name.size() < 12 ? 12 - command.name.size() : 1, ' ') << command.summary
            << '\n';
    }
    out << "\ncadastre COMMAND --help says how a command is used.\n"
           "Exit status: 0 done, 1 the input has errors or a check found a break, 2 usage, 3 could not "
           "run.\n";
}

bool wantsJson(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--json") return true;
    }
    return false;
}

int fail(bool json, int status, const std::string& text) {
    if (json) {
        std::cout << nlohmann::json{{"error", text}}.dump(-1, ' ', false,
                                                          nlohmann::json::error_handler_t::replace)
                  << std::endl;
    }
    std::cerr << "cadastre: " << text << '\n';
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    cadastre::logToStandardError();
    const bool json = wantsJson(argc, argv);
    if (argc < 2) {
        overview(std::cerr);
        return cadastre::tools::usage;
    }
    const std::string_view name = argv[1];
    if (name == "--help" || name == "-h" || name == "help") {
        overview(std::cout);
        return cadastre::tools::done;
    }
    for (const auto& command : commands()) {
        if (command.name != name) continue;
        try {
            return command.run(argc - 1, argv + 1);
        } catch (const cadastre::tools::UsageMistake& mistake) {
            return fail(json, cadastre::tools::usage,
                        mistake.text + "\nTry: cadastre " + std::string(name) + " --help");
        } catch (const cxxopts::exceptions::exception& mistake) {
            return fail(json, cadastre::tools::usage,
                        std::string(mistake.what()) + "\nTry: cadastre " + std::string(name) + " --help");
        } catch (const cadastre::UsageError& error) {
            return fail(json, cadastre::tools::usage, error.what());
        } catch (const cadastre::InputError& error) {
            return fail(json, cadastre::tools::inputHasErrors, error.what());
        } catch (const cadastre::RuleViolation& error) {
            return fail(json, cadastre::tools::inputHasErrors, error.what());
        } catch (const cadastre::ForbiddenError& error) {
            return fail(json, cadastre::tools::inputHasErrors, error.what());
        } catch (const std::exception& error) {
            return fail(json, cadastre::tools::couldNotRun, error.what());
        }
    }
    return fail(json, cadastre::tools::usage,
                "there is no command \"" + std::string(name) + "\"; cadastre --help lists them");
}
