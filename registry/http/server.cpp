// The glue to Poco: connections, reading requests away, writing answers.
#include "registry/http/server.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/ThreadPool.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <ostream>
#include <random>

#include "schema/errors.h"

namespace cadastre::http {

namespace {

namespace net = Poco::Net;

constexpr int threadStackBytes = 512 * 1024;
constexpr std::chrono::seconds bodyPatience{10};

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return text;
}

// Numbers requests so that a person can quote one and the log can find it: random by process, counted within.
class Numbers {
  public:
    Numbers() : prefix_(std::random_device{}() & 0xFFFFFFU) {}
    std::string next() { return fmt::format("{:06X}-{}", prefix_, ++count_); }

  private:
    unsigned prefix_;
    std::atomic<std::uint64_t> count_ = 0;
};

Request plainRequest(const net::HTTPServerRequest& from, std::string number) {
    Request request;
    request.method = from.getMethod();
    request.target = from.getURI();
    request.number = std::move(number);
    for (const auto& [name, value] : from)
        request.headers.add(lowered(name), value);
    return request;
}

// Poco 1.11 takes an unread body for the next request. Reads it away; false when it is too long or too slow
// to be worth it, so that the connection has to go.
bool drained(net::HTTPServerRequest& request) {
    if (!request.getChunkedTransferEncoding() && !request.hasContentLength()) return true;
    const auto deadline = std::chrono::steady_clock::now() + bodyPatience;
    std::istream& body = request.stream();
    std::array<char, 8192> piece;
    std::int64_t read = 0;
    while (body.good() && read <= largestDrainedBody && std::chrono::steady_clock::now() < deadline) {
        body.read(piece.data(), piece.size());
        read += body.gcount();
    }
    return body.eof() && read <= largestDrainedBody;
}

bool hasNoBody(int status) {
    return status == 204 || status == 304;
}

class Handler : public net::HTTPRequestHandler {
  public:
    Handler(const Answer& answer, const Refuse& refuse, const Hosts& hosts, Numbers& numbers)
        : answer_(answer), refuse_(refuse), hosts_(hosts), numbers_(numbers) {}

    void handleRequest(net::HTTPServerRequest& from, net::HTTPServerResponse& to) override {
        Request request = plainRequest(from, numbers_.next());
        write(respond(from, request), request, to);
    }

  private:
    Response respond(net::HTTPServerRequest& from, Request& request) const {
        if (const auto refusal = http::refuse(request, hosts_)) return closing(refuse_(request, *refusal));
        if (!drained(from)) return closing(refuse_(request, {413, "error.body_too_large"}));
        if (!readTarget(request.target, request))
            return closing(refuse_(request, {400, "error.bad_address"}));
        return answer_(request);
    }

    static Response closing(Response response) {
        response.close = true;
        return response;
    }

    static void write(const Response& response, const Request& request, net::HTTPServerResponse& to) {
        to.setStatusAndReason(static_cast<net::HTTPResponse::HTTPStatus>(response.status));
        for (const auto& [name, value] : response.headers)
            to.add(name, value);
        if (response.close) to.setKeepAlive(false);
        if (!hasNoBody(response.status)) to.setContentType(response.contentType);
        if (response.stream && !request.head()) {
            stream(response, to);
        } else if (request.head() || hasNoBody(response.status)) {
            if (!response.stream && !hasNoBody(response.status)) {
                to.setContentLength(static_cast<std::streamsize>(response.body.size()));
            }
            to.send();
        } else {
            to.sendBuffer(response.body.data(), response.body.size());
        }
    }

    // The status is out already when a streamed body fails, so the connection is broken off before the last
    // chunk: that is how the client learns that the file isn't whole.
    static void stream(const Response& response, net::HTTPServerResponse& to) {
        to.setChunkedTransferEncoding(true);
        std::ostream& body = to.send();
        response.stream([&body](std::string_view piece) {
            body.write(piece.data(), static_cast<std::streamsize>(piece.size()));
            if (!body) throw UnavailableError("the client went away");
        });
    }

    const Answer& answer_;
    const Refuse& refuse_;
    const Hosts& hosts_;
    Numbers& numbers_;
};

class HandlerFactory : public net::HTTPRequestHandlerFactory {
  public:
    HandlerFactory(Answer answer, Refuse refuse, Hosts hosts)
        : answer_(std::move(answer)), refuse_(std::move(refuse)), hosts_(std::move(hosts)) {}
    net::HTTPRequestHandler* createRequestHandler(const net::HTTPServerRequest& /*request*/) override {
        return new Handler(answer_, refuse_, hosts_, numbers_);
    }

  private:
    Answer answer_;
    Refuse refuse_;
    Hosts hosts_;
    Numbers numbers_;
};

net::ServerSocket listen(const ServerOptions& options) {
    try {
        net::ServerSocket socket;
        socket.bind(net::SocketAddress(options.host, options.port), true);
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
    parameters->setKeepAlive(true);
    parameters->setKeepAliveTimeout(Poco::Timespan(options.keepAliveSeconds, 0));
    parameters->setTimeout(Poco::Timespan(options.silenceSeconds, 0));
    return parameters;
}

}  // namespace

struct Server::Listening {
    Listening(const ServerOptions& options, Answer answer, Refuse refuse)
        : pool("http", 4, options.threads, 60, threadStackBytes),
          socket(listen(options)),
          server(new HandlerFactory(std::move(answer), std::move(refuse),
                                    Hosts{{"127.0.0.1", "localhost", "[::1]", hostName(options.host)}}),
                 pool, socket, parametersOf(options)) {}

    Poco::ThreadPool pool;
    net::ServerSocket socket;
    net::HTTPServer server;
};

Server::Server(const ServerOptions& options, Answer answer, Refuse refuse)
    : listening_(std::make_unique<Listening>(options, std::move(answer), std::move(refuse))) {
    listening_->server.start();
}

Server::~Server() {
    listening_->server.stop();
    listening_->server.stopAll(false);
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
