// Running other programs, as another account where need be: the private cluster's servers must not run as
// root.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cadastre {

struct Account {
    uid_t user;
    gid_t group;
};

/// The account of that name; when root asks and it is missing, a locked system account is made.
/// Throws UnavailableError when that fails.
Account systemAccount(const std::string& name);

struct Outcome {
    int status;          ///< exit status; 128 + signal when a signal ended it
    std::string output;  ///< standard output and error together
};

/// Runs a program to its end, in a session of its own, in the folder /, with an environment of PATH and
/// LC_ALL only (so that no PG… variable of the caller's reaches a server), as `account` where given.
Outcome runProgram(const std::vector<std::string>& command, std::optional<Account> account);

/// The same for output too large to be held: standard output and error go to `sink` piece by piece. Returns
/// the exit status. When the sink throws, the program is left to end at its next write and the exception goes
/// on.
int runProgram(const std::vector<std::string>& command, std::optional<Account> account,
               const std::function<void(std::string_view)>& sink);

/// Starts a program that outlives this one, its input and output on /dev/null; its end is nobody's concern.
void startProgram(const std::vector<std::string>& command, std::optional<Account> account);

/// Whether that account may enter the folder: every folder above it must let it through.
bool mayEnter(Account account, const std::filesystem::path& folder);

}  // namespace cadastre
