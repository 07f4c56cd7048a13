// The HTTP server: Poco's, with the guards its version 1.11 needs, between sockets and plain requests and
// responses. Nothing above this file knows Poco.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <string>

#include "registry/http/guards.h"
#include "registry/http/request.h"
#include "registry/http/response.h"

namespace cadastre::http {

struct ServerOptions {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8080;  ///< 0: a free one
    /// An open connection holds a thread, so there are many and they are small (measured: 1,100 took 31 MB).
    int threads = 2048;
    /// With as many connections open, one is closed after its answer instead of being kept: those that idle
    /// never take the threads of those that ask.
    int keptAtMost = 1536;
    /// Connections that wait for a thread; more are closed without an answer.
    int queued = 1024;
    int keepAliveSeconds = 10;
    /// Longest silence while a request is read or an answer is written.
    int silenceSeconds = 15;
    /// Longest time from the first byte of a request to the end of its headers, however they trickle in.
    int headSeconds = 10;
};

/// Answers a request that passed the guards. Must not throw.
using Answer = std::function<Response(const Request&)>;
/// Puts a refusal of the guards into words.
using Refuse = std::function<Response(const Request&, const Refusal&)>;

/// Answers a request whose stream failed before its first piece.
using Fail = std::function<Response(const Request&, const std::exception&)>;

/// Whether the route of a request takes files; others have small bodies only.
using TakesFiles = std::function<bool(const Request&)>;

class Server {
  public:
    /// Listens at once. Throws UnavailableError when the address is taken or not ours.
    Server(
        const ServerOptions& options, Answer answer, Refuse refuse, Fail fail,
        TakesFiles takesFiles = [](const Request&) { return false; });
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    /// Stops: no new connections, running answers are finished, idle connections closed.
    ~Server();

    [[nodiscard]] std::uint16_t port() const;
    /// Connections being served, waiting for a thread, and turned away so far.
    struct Load {
        int connections = 0, queued = 0, refused = 0;
    };
    [[nodiscard]] Load load() const;

  private:
    struct Listening;
    std::unique_ptr<Listening> listening_;
};

}  // namespace cadastre::http
