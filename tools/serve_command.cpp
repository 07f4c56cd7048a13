#include "tools/serve_command.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cxxopts.hpp>
#include <iostream>
#include <optional>

#include "registry/service.h"
#include "schema/errors.h"
#include "tools/command.h"
#include "tools/open_register.h"

namespace cadastre::tools {

namespace {

struct Listen {
    std::string host;
    std::uint16_t port = 0;
};

// "127.0.0.1:8080", "[::1]:8080", ":8080" or "8080".
Listen listenOf(const std::string& option) {
    const std::size_t colon = option.rfind(':');
    Listen listen{colon == std::string::npos || colon == 0 ? "127.0.0.1" : option.substr(0, colon), 0};
    const std::string port = colon == std::string::npos ? option : option.substr(colon + 1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), listen.port);
    if (error != std::errc{} || end != port.data() + port.size()) {
        throw UsageMistake{"--listen takes HOST:PORT with a port from 0 (any free one) to 65535, not \"" +
                           option + '"'};
    }
    return listen;
}

// Takes SIGTERM and SIGINT out of their default course for as long as it lives; threads started meanwhile
// leave them alone too.
class EndSignal {
  public:
    EndSignal() {
        sigset_t signals;
        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
        pthread_sigmask(SIG_BLOCK, &signals, &before_);
        descriptor_ = signalfd(-1, &signals, SFD_CLOEXEC);
        if (descriptor_ < 0) throw UnavailableError("signals can't be waited for");
    }
    EndSignal(const EndSignal&) = delete;
    EndSignal& operator=(const EndSignal&) = delete;
    ~EndSignal() {
        close(descriptor_);
        pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }
    void await() const {
        pollfd waiting{descriptor_, POLLIN, 0};
        while (poll(&waiting, 1, -1) <= 0)
            continue;
        signalfd_siginfo taken{};
        [[maybe_unused]] const auto size = read(descriptor_, &taken, sizeof(taken));
    }

  private:
    sigset_t before_{};
    int descriptor_ = -1;
};

cxxopts::Options serveOptions() {
    cxxopts::Options options("cadastre serve", "Serve the register in a browser, on this machine only");
    options.add_options()("listen", "address and port; port 0 takes a free one",
                          cxxopts::value<std::string>()->default_value("127.0.0.1:8080"))(
        "keep-pages", "megabytes of pages kept for their next readers; 0: each visit makes its page",
        cxxopts::value<unsigned>()->default_value("64"));
    addGlobalOptions(options);
    return options;
}

}  // namespace

int runServe(int argc, char** argv) {
    cxxopts::Options options = serveOptions();
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return done;
    }
    const GlobalOptions global = globalOptions(parsed);
    const Listen listen = listenOf(parsed["listen"].as<std::string>());
    // A client that goes away in the middle of an answer ends that answer, not the service.
    std::signal(SIGPIPE, SIG_IGN);
    // The database first: what it starts must not inherit the signals that end this service.
    const auto database = openMigratedRegister(global);
    const EndSignal end;
    try {
        const Service service(*database, listen.host, listen.port,
                              std::size_t{parsed["keep-pages"].as<unsigned>()} << 20U);
        const std::string address = fmt::format("http://{}:{}/", listen.host, service.port());
        printJson(global, {{"address", address}});
        peopleStream(global) << "Cadastre is served at " << address << " (Ctrl+C ends it)" << std::endl;
        end.await();
        peopleStream(global) << "Cadastre ends: running answers are finished first" << std::endl;
    } catch (const UsageError& mistake) {
        throw UsageMistake{mistake.what()};
    }
    return done;
}

}  // namespace cadastre::tools
