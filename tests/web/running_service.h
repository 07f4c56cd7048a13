// A real `cadastre serve` on a free port over a database of the test's, and a client that sends exactly the
// bytes it is told to: broken requests too.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace cadastre::tests {

/// An answer as it came: header names in lower case, the body without its chunks.
struct HttpAnswer {
    int status = 0;  ///< 0: the connection was closed without an answer
    std::map<std::string, std::string> headers;
    std::string body;
    bool complete = false;  ///< the body was as long as announced
};

/// One connection. Waits for an answer at most ten seconds.
class HttpConnection {
  public:
    explicit HttpConnection(std::uint16_t port);
    HttpConnection(const HttpConnection&) = delete;
    HttpConnection& operator=(const HttpConnection&) = delete;
    ~HttpConnection();

    void send(std::string_view bytes);
    HttpAnswer receive(bool head = false);
    /// Whether the other side has closed, waiting for it at most that long.
    bool closedWithin(std::chrono::milliseconds patience);

  private:
    bool readMore();
    bool readUntil(std::string_view mark, std::string& text);
    bool readBytes(std::size_t count, std::string& text);

    int socket_;
    std::string buffer_;
};

class RunningService {
  public:
    /// `database`: libpq address. Throws std::runtime_error when it doesn't begin to listen.
    explicit RunningService(const std::string& database);
    RunningService(const RunningService&) = delete;
    RunningService& operator=(const RunningService&) = delete;
    ~RunningService();

    [[nodiscard]] std::uint16_t port() const { return port_; }
    /// GET with the Host header it wants, on a connection of its own.
    [[nodiscard]] HttpAnswer get(const std::string& target, const std::string& moreHeaders = "") const;
    /// Waits, at most twenty seconds, until the service has its live index ready.
    void waitUntilWarm() const;
    /// Sends SIGTERM and returns the exit status.
    int terminate();

  private:
    pid_t process_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace cadastre::tests
