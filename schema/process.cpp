// fork and exec. Between the two only what is safe in a process with many threads: plain system calls.
#include "schema/process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <utility>

#include "schema/errors.h"

namespace cadastre {

namespace {

constexpr int cantExecute = 127;

// argv and envp in exec's shape, made before the fork.
struct CommandLine {
    explicit CommandLine(std::vector<std::string> command) : words(std::move(command)) {
        for (std::string& word : words)
            arguments.push_back(word.data());
        arguments.push_back(nullptr);
    }
    std::vector<std::string> words;
    std::vector<char*> arguments;
    std::string path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    std::string locale = "LC_ALL=C.UTF-8";
    std::array<char*, 3> environment{path.data(), locale.data(), nullptr};
};

// In the child: takes on the account and becomes the program. Never returns.
[[noreturn]] void become(const CommandLine& line, const std::optional<Account>& account, int output) {
    ::setsid();
    sigset_t none;  // a service blocks the signals that end it; what it starts must not
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    const int nothing = ::open("/dev/null", O_RDWR);
    ::dup2(nothing, STDIN_FILENO);
    ::dup2(output < 0 ? nothing : output, STDOUT_FILENO);
    ::dup2(output < 0 ? nothing : output, STDERR_FILENO);
    ::closefrom(STDERR_FILENO + 1);
    if (account && ::geteuid() == 0) {
        if (::setgroups(0, nullptr) != 0 || ::setgid(account->group) != 0 || ::setuid(account->user) != 0) {
            ::_exit(cantExecute);
        }
    }
    if (::chdir("/") != 0) ::_exit(cantExecute);
    ::execve(line.arguments[0], line.arguments.data(), line.environment.data());
    ::_exit(cantExecute);
}

int await(pid_t child) {
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) return cantExecute;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

pid_t forked() {
    const pid_t child = ::fork();
    if (child < 0) throw UnavailableError(fmt::format("no process can be started: {}", std::strerror(errno)));
    return child;
}

std::optional<Account> accountNamed(const std::string& name) {
    std::array<char, 4096> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (::getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr) {
        return std::nullopt;
    }
    return Account{entry.pw_uid, entry.pw_gid};
}

}  // namespace

Account systemAccount(const std::string& name) {
    if (const auto found = accountNamed(name)) return *found;
    const Outcome made = runProgram({"/usr/sbin/useradd", "--system", "--user-group", "--no-create-home",
                                     "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin", name},
                                    std::nullopt);
    // Another process may have made it in the same moment; what counts is that it is there.
    if (const auto found = accountNamed(name)) return *found;
    throw UnavailableError(fmt::format("the system account {} can't be made: {}", name, made.output));
}

Outcome runProgram(const std::vector<std::string>& command, std::optional<Account> account) {
    Outcome outcome{0, {}};
    outcome.status = runProgram(command, account, [&](std::string_view piece) { outcome.output += piece; });
    return outcome;
}

int runProgram(const std::vector<std::string>& command, std::optional<Account> account,
               const std::function<void(std::string_view)>& sink) {
    const CommandLine line(command);
    std::array<int, 2> channel{};
    if (::pipe2(channel.data(), O_CLOEXEC) != 0) {
        throw UnavailableError(fmt::format("{} can't be run: {}", command.front(), std::strerror(errno)));
    }
    const pid_t child = forked();
    if (child == 0) become(line, account, channel[1]);
    ::close(channel[1]);
    std::array<char, 65536> piece{};
    std::exception_ptr failure;
    while (!failure) {
        const ssize_t got = ::read(channel[0], piece.data(), piece.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        try {
            sink({piece.data(), static_cast<std::size_t>(got)});
        } catch (...) {
            failure = std::current_exception();  // thrown on when the child is gone
        }
    }
    ::close(channel[0]);
    const int status = await(child);
    if (failure) std::rethrow_exception(failure);
    return status;
}

void startProgram(const std::vector<std::string>& command, std::optional<Account> account) {
    const CommandLine line(command);
    const pid_t child = forked();
    if (child == 0) {
        // A second fork hands the program to init, so that it leaves no zombie behind here.
        if (::fork() == 0) become(line, account, -1);
        ::_exit(0);
    }
    await(child);
}

bool mayEnter(Account account, const std::filesystem::path& folder) {
    const pid_t child = forked();
    if (child == 0) {
        if (::geteuid() == 0 &&
            (::setgroups(0, nullptr) != 0 || ::setgid(account.group) != 0 || ::setuid(account.user) != 0)) {
            ::_exit(1);
        }
        ::_exit(::chdir(folder.c_str()) == 0 ? 0 : 1);
    }
    return await(child) == 0;
}

}  // namespace cadastre
