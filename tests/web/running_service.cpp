// Starting the program and reading its answers.
#include "tests/web/running_service.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <stdexcept>
#include <thread>
#include <vector>

extern char** environ;

namespace cadastre::tests {

namespace {

constexpr int patienceMilliseconds = 10'000;

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

void readHead(const std::string& head, HttpAnswer& answer) {
    answer.status = std::stoi(head.substr(head.find(' ') + 1));
    std::size_t at = head.find("\r\n") + 2;
    while (at < head.size() && head.compare(at, 2, "\r\n") != 0) {
        const std::size_t end = head.find("\r\n", at);
        const std::size_t colon = head.find(": ", at);
        answer.headers[lowered(head.substr(at, colon - at))] = head.substr(colon + 2, end - colon - 2);
        at = end + 2;
    }
}

// The line in which `cadastre serve` says where it listens.
std::string lineFrom(int descriptor) {
    std::string line;
    char c = 0;
    pollfd waiting{descriptor, POLLIN, 0};
    while (poll(&waiting, 1, patienceMilliseconds) > 0 && read(descriptor, &c, 1) == 1 && c != '\n')
        line += c;
    return line;
}

}  // namespace

HttpConnection::HttpConnection(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
        throw std::runtime_error("the service does not take the connection");
    }
}

HttpConnection::~HttpConnection() {
    close(socket_);
}

void HttpConnection::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;  // the service may refuse before it has read everything
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

bool HttpConnection::readMore() {
    pollfd waiting{socket_, POLLIN, 0};
    if (poll(&waiting, 1, patienceMilliseconds) <= 0) return false;
    std::array<char, 65536> piece;
    const ssize_t size = recv(socket_, piece.data(), piece.size(), 0);
    if (size <= 0) return false;
    buffer_.append(piece.data(), static_cast<std::size_t>(size));
    return true;
}

bool HttpConnection::readUntil(std::string_view mark, std::string& text) {
    std::size_t end = 0;
    while ((end = buffer_.find(mark)) == std::string::npos) {
        if (!readMore()) return false;
    }
    text = buffer_.substr(0, end + mark.size());
    buffer_.erase(0, end + mark.size());
    return true;
}

bool HttpConnection::readBytes(std::size_t count, std::string& text) {
    while (buffer_.size() < count && readMore())
        continue;
    const bool whole = buffer_.size() >= count;
    text.append(buffer_, 0, count);
    buffer_.erase(0, count);
    return whole;
}

HttpAnswer HttpConnection::receive(bool head) {
    HttpAnswer answer;
    std::string text;
    if (!readUntil("\r\n\r\n", text)) return answer;
    readHead(text, answer);
    if (head || answer.status == 304) {
        answer.complete = true;
    } else if (answer.headers.contains("content-length")) {
        answer.complete = readBytes(std::stoul(answer.headers["content-length"]), answer.body);
    } else {
        while (readUntil("\r\n", text)) {
            const std::size_t size = std::stoul(text, nullptr, 16);
            if (!readBytes(size, answer.body) || !readUntil("\r\n", text)) break;
            if (size == 0) {
                answer.complete = true;
                break;
            }
        }
    }
    return answer;
}

bool HttpConnection::closedWithin(std::chrono::milliseconds patience) {
    pollfd waiting{socket_, POLLIN, 0};
    std::array<char, 4096> piece;
    while (poll(&waiting, 1, static_cast<int>(patience.count())) > 0) {
        if (recv(socket_, piece.data(), piece.size(), 0) <= 0) return true;
    }
    return false;
}

RunningService::RunningService(const std::string& database) {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::vector<std::string> words{CADASTRE_PROGRAM, "serve",      "--listen",
                                   "127.0.0.1:0",    "--database", database};
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int failed = posix_spawn(&process_, CADASTRE_PROGRAM, &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    const std::string line = failed == 0 ? lineFrom(ends[0]) : "";
    close(ends[0]);
    const std::size_t colon = line.find("127.0.0.1:");
    if (colon == std::string::npos) throw std::runtime_error("cadastre serve does not begin: " + line);
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(colon + 10)));
}

RunningService::~RunningService() {
    if (process_ > 0) terminate();
}

HttpAnswer RunningService::get(const std::string& target, const std::string& moreHeaders) const {
    HttpConnection connection(port_);
    connection.send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n" + moreHeaders +
                    "\r\n");
    return connection.receive();
}

void RunningService::waitUntilWarm() const {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (get("/api/v1/similar?name=a").status == 503 && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

int RunningService::terminate() {
    kill(process_, SIGTERM);
    int status = 0;
    waitpid(process_, &status, 0);
    process_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace cadastre::tests
