// Poco's server: one listening socket, a pool of threads, a Connection for each client.
#include "registry/http/server.h"

#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/Net/TCPServerConnectionFactory.h>
#include <Poco/ThreadPool.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include "registry/http/connection.h"
#include "schema/errors.h"

namespace cadastre::http {

namespace {

namespace net = Poco::Net;

constexpr int threadStackBytes = 512 * 1024;

class ConnectionFactory : public net::TCPServerConnectionFactory {
  public:
    explicit ConnectionFactory(Sharing& shared) : shared_(shared) {}
    net::TCPServerConnection* createConnection(const net::StreamSocket& socket) override {
        return new Connection(socket, shared_);
    }

  private:
    Sharing& shared_;
};

net::ServerSocket listen(const ServerOptions& options) {
    try {
        net::ServerSocket socket;
        // Not shared: with SO_REUSEPORT, which Poco sets beside SO_REUSEADDR unless told not to, two services
        // would silently split the visitors of one port between them.
        socket.bind(net::SocketAddress(options.host, options.port), true, false);
        socket.listen(options.queued);
        return socket;
    } catch (const Poco::Exception& error) {
        throw UnavailableError(
            fmt::format("can't listen on {}:{}: {}", options.host, options.port, error.displayText()));
    }
}

net::HTTPServerParams::Ptr parametersOf(const ServerOptions& options) {
    net::HTTPServerParams::Ptr parameters = new net::HTTPServerParams;
    parameters->setMaxThreads(options.threads);
    parameters->setMaxQueued(options.queued);
    // Poco's own threads look whether the server stops only so often.
    parameters->setThreadIdleTime(Poco::Timespan(1, 0));
    parameters->setKeepAlive(true);
    parameters->setKeepAliveTimeout(Poco::Timespan(options.keepAliveSeconds, 0));
    parameters->setTimeout(Poco::Timespan(options.silenceSeconds, 0));
    return parameters;
}

// Each connection needs a descriptor, and systems are set up for fewer than there may be.
void makeRoomForDescriptors(const ServerOptions& options) {
    constexpr rlim_t besides = 512;  // the database, files, what libraries hold
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    const auto wanted = static_cast<rlim_t>(options.threads) + static_cast<rlim_t>(options.queued) + besides;
    if (limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        spdlog::warn("{} open files are allowed where {} clients may come: raise the limit (ulimit -n)",
                     limit.rlim_cur, wanted);
}

}  // namespace

struct Server::Listening {
    Listening(const ServerOptions& options, Answer answer, Refuse refuse, Fail fail, TakesFiles takesFiles)
        : pool("http", 4, options.threads, 60, threadStackBytes),
          socket(listen(options)),
          shared{std::move(answer),
                 std::move(refuse),
                 std::move(fail),
                 std::move(takesFiles),
                 Hosts{{"127.0.0.1", "localhost", "[::1]", hostName(options.host)}},
                 parametersOf(options),
                 {},
                 {},
                 UploadSlots{mostUploadsAtOnce},
                 static_cast<std::size_t>(options.keptAtMost)},
          server(new ConnectionFactory(shared), pool, socket, shared.parameters),
          headPatience(options.headSeconds),
          watch([this](const std::stop_token& stop) { watchHeads(stop); }) {}

    // Clients that send a header's letter now and then would hold their thread for ever.
    void watchHeads(const std::stop_token& stop) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any pause;
        while (!pause.wait_for(lock, stop, std::chrono::milliseconds(500), [] { return false; }) &&
               !stop.stop_requested())
            shared.connections.endThoseReadingSince(std::chrono::steady_clock::now() - headPatience);
    }

    Poco::ThreadPool pool;
    net::ServerSocket socket;
    Sharing shared;
    net::TCPServer server;
    std::chrono::seconds headPatience;
    std::jthread watch;  ///< last: it looks at what stands above
};

Server::Server(const ServerOptions& options, Answer answer, Refuse refuse, Fail fail, TakesFiles takesFiles)
    : listening_(std::make_unique<Listening>(options, std::move(answer), std::move(refuse), std::move(fail),
                                             std::move(takesFiles))) {
    makeRoomForDescriptors(options);
    listening_->server.start();
}

Server::~Server() {
    listening_->server.stop();
    listening_->shared.connections.end();
    listening_->pool.joinAll();
}

std::uint16_t Server::port() const {
    return listening_->socket.address().port();
}

Server::Load Server::load() const {
    return {listening_->server.currentConnections(), listening_->server.queuedConnections(),
            listening_->server.refusedConnections()};
}

}  // namespace cadastre::http
