// One connection of a client: reads request after request and writes the answers. It takes the place of
// Poco's own HTTPServerConnection, which leaves unread bodies in the stream, closes without a word when a
// Content-Length is no number, and ends a broken-off stream as if it were whole.
#pragma once

#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponseImpl.h>
#include <Poco/Net/HTTPServerSession.h>
#include <Poco/Net/TCPServerConnection.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>

#include "registry/http/guards.h"
#include "registry/http/multipart.h"
#include "registry/http/server.h"

namespace cadastre::http {

/// Numbers requests so that a person can quote one and the log can find it: random by process, counted
/// within.
class RequestNumbers {
  public:
    RequestNumbers();
    std::string next();

  private:
    unsigned prefix_;
    std::atomic<std::uint64_t> count_ = 0;
};

class Connection;

/// The connections that are open, so that those waiting for a request can be ended.
class OpenConnections {
  public:
    /// A connection is among them while this lives.
    class Membership {
      public:
        Membership(OpenConnections& all, Connection& connection);
        Membership(const Membership&) = delete;
        Membership& operator=(const Membership&) = delete;
        ~Membership();

      private:
        OpenConnections& all_;
        Connection* connection_;
    };
    /// No connection takes another request; those that wait for one are closed.
    void end();
    [[nodiscard]] bool ending() const { return ending_; }
    /// Closes those whose request began to come in before `moment` and has not shown its headers since.
    void endThoseReadingSince(std::chrono::steady_clock::time_point moment);
    [[nodiscard]] std::size_t count() const;

  private:
    mutable std::mutex mutex_;
    std::set<Connection*> open_;
    std::atomic<bool> ending_ = false;
};

/// What all connections of a server share.
struct Sharing {
    Answer answer;
    Refuse refuse;
    Fail fail;
    TakesFiles takesFiles;
    Hosts hosts;
    Poco::Net::HTTPServerParams::Ptr parameters;
    RequestNumbers numbers;
    OpenConnections connections;
    UploadSlots uploads{mostUploadsAtOnce};
    std::size_t keptAtMost = 0;  ///< with as many open, answers close theirs
};

class Connection : public Poco::Net::TCPServerConnection {
  public:
    Connection(const Poco::Net::StreamSocket& socket, Sharing& shared)
        : TCPServerConnection(socket), shared_(shared) {}
    void run() override;
    /// From another thread: closes the socket unless an answer is being made.
    void endWhenIdle();
    /// From another thread: closes the socket when headers have been coming in since before `moment`.
    void endWhenReadingSince(std::chrono::steady_clock::time_point moment);

  private:
    void closeForBoth();
    void serveOne(Poco::Net::HTTPServerSession& session);
    Response respond(Poco::Net::HTTPServerRequestImpl& from, Request& request) const;
    Response respondToFiles(Poco::Net::HTTPServerRequestImpl& from, Request& request) const;
    void stream(const Response& response, const Request& request, Poco::Net::HTTPServerResponseImpl& to);

    Sharing& shared_;
    std::mutex answering_;
    using Since = std::chrono::steady_clock::time_point;
    std::atomic<bool> cut_ = false;  ///< what came of a request was not waited for any longer
    std::atomic<Since> readingSince_ = Since::max();  ///< when headers began to come in; max: they don't
};

}  // namespace cadastre::http
