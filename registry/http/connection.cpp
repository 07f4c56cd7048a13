// Reading requests away and writing answers.
#include "registry/http/connection.h"

#include <Poco/Net/NetException.h>
#include <Poco/Timestamp.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <istream>
#include <optional>
#include <ostream>
#include <random>
#include <string_view>

#include "schema/errors.h"

namespace cadastre::http {

namespace {

namespace net = Poco::Net;

constexpr std::chrono::seconds bodyPatience{10};

std::string lowered(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return text;
}

Request plainRequest(const net::HTTPServerRequest& from, std::string number) {
    Request request;
    request.method = from.getMethod();
    request.target = from.getURI();
    request.number = std::move(number);
    for (const auto& [name, value] : from)
        request.headers.add(lowered(name), value);
    return request;
}

// An unread body would be taken for the next request, so it is always read to its end; nothing when it is too
// long or too slow to be worth it, so that the connection has to go.
std::optional<std::string> bodyOf(net::HTTPServerRequest& request) {
    std::string whole;
    if (!request.getChunkedTransferEncoding() && !request.hasContentLength()) return whole;
    const auto deadline = std::chrono::steady_clock::now() + bodyPatience;
    std::istream& body = request.stream();
    std::array<char, 8192> piece;
    constexpr auto most = static_cast<std::size_t>(largestDrainedBody);
    while (body.good() && whole.size() <= most && std::chrono::steady_clock::now() < deadline) {
        body.read(piece.data(), piece.size());
        whole.append(piece.data(), static_cast<std::size_t>(body.gcount()));
    }
    if (!body.eof() || whole.size() > most) return std::nullopt;
    return whole;
}

bool holdsForm(const Request& request) {
    constexpr std::string_view form = "application/x-www-form-urlencoded";
    const std::string type = lowered(std::string(request.headers.get("content-type")));
    return type == form || type.starts_with(std::string(form) + ';');
}

bool hasNoBody(int status) {
    return status == 204 || status == 304;
}

Response closing(Response response) {
    response.close = true;
    return response;
}

void begin(const Response& response, net::HTTPServerResponse& to) {
    to.setStatusAndReason(static_cast<net::HTTPResponse::HTTPStatus>(response.status));
    for (const auto& [name, value] : response.headers)
        to.add(name, value);
    if (response.close) to.setKeepAlive(false);
    if (!hasNoBody(response.status)) to.setContentType(response.contentType);
}

void write(const Response& response, const Request& request, net::HTTPServerResponse& to) {
    begin(response, to);
    if (!request.head() && !hasNoBody(response.status)) {
        to.sendBuffer(response.body.data(), response.body.size());
        return;
    }
    if (!response.stream && !hasNoBody(response.status)) {
        to.setContentLength(static_cast<std::streamsize>(response.body.size()));
    }
    to.send();
}

}  // namespace

RequestNumbers::RequestNumbers() : prefix_(std::random_device{}() & 0xFFFFFFU) {}

std::string RequestNumbers::next() {
    return fmt::format("{:06X}-{}", prefix_, ++count_);
}

OpenConnections::Membership::Membership(OpenConnections& all, Connection& connection)
    : all_(all), connection_(&connection) {
    const std::lock_guard lock(all_.mutex_);
    all_.open_.insert(connection_);
}

OpenConnections::Membership::~Membership() {
    const std::lock_guard lock(all_.mutex_);
    all_.open_.erase(connection_);
}

void OpenConnections::end() {
    ending_ = true;
    const std::lock_guard lock(mutex_);
    for (Connection* connection : open_) {
        connection->endWhenIdle();
        connection->endWhenReadingSince(std::chrono::steady_clock::now());
    }
}

void OpenConnections::endThoseReadingSince(std::chrono::steady_clock::time_point moment) {
    const std::lock_guard lock(mutex_);
    for (Connection* connection : open_)
        connection->endWhenReadingSince(moment);
}

std::size_t OpenConnections::count() const {
    const std::lock_guard lock(mutex_);
    return open_.size();
}

void Connection::endWhenReadingSince(std::chrono::steady_clock::time_point moment) {
    if (readingSince_.load() >= moment) return;
    cut_ = true;
    closeForBoth();
}

void Connection::endWhenIdle() {
    const std::unique_lock idle(answering_, std::try_to_lock);
    if (idle) closeForBoth();
}

// A client that went away by itself meanwhile has left nothing to close.
void Connection::closeForBoth() {
    try {
        socket().shutdown();
    } catch (const net::NetException& gone) {
        spdlog::debug("connection: {}", gone.displayText());
    }
}

// The session closes the socket when it goes: by then nobody else may find this connection any more.
void Connection::run() {
    net::HTTPServerSession session(socket(), shared_.parameters);
    const OpenConnections::Membership membership(shared_.connections, *this);
    try {
        while (!shared_.connections.ending() && session.hasMoreRequests())
            serveOne(session);
    } catch (const net::NetException& gone) {
        spdlog::debug("connection: {}", gone.displayText());
    } catch (const Poco::TimeoutException& slow) {
        spdlog::debug("connection: {}", slow.displayText());
    }
}

void Connection::serveOne(net::HTTPServerSession& session) {
    const std::lock_guard answering(answering_);
    net::HTTPServerResponseImpl response(session);
    const auto answerUnreadable = [&](const Poco::Exception& unreadable) {
        spdlog::info("unreadable request: {}", unreadable.displayText());
        session.setKeepAlive(false);
        Request nameless;
        nameless.number = shared_.numbers.next();
        response.setVersion(net::HTTPMessage::HTTP_1_1);
        write(closing(shared_.refuse(nameless, {400, "error.unreadable"})), nameless, response);
    };
    try {
        readingSince_ = std::chrono::steady_clock::now();
        net::HTTPServerRequestImpl from(response, session, shared_.parameters);
        readingSince_ = Since::max();
        // Half a header looks whole to Poco when the connection ends behind it.
        if (cut_) return session.setKeepAlive(false);
        response.setDate(Poco::Timestamp());
        response.setVersion(from.getVersion());
        response.setKeepAlive(from.getKeepAlive() && session.canKeepAlive() &&
                              shared_.connections.count() < shared_.keptAtMost);
        Request request = plainRequest(from, shared_.numbers.next());
        const Response answer = respond(from, request);
        if (answer.stream && !request.head()) {
            stream(answer, request, response);
        } else {
            write(answer, request, response);
        }
        session.setKeepAlive(response.getKeepAlive() && session.canKeepAlive());
    } catch (const net::NoMessageException&) {
        session.setKeepAlive(false);
    } catch (const net::MessageException& unreadable) {
        answerUnreadable(unreadable);
    } catch (const Poco::SyntaxException& unreadable) {
        answerUnreadable(unreadable);
    }
}

Response Connection::respond(net::HTTPServerRequestImpl& from, Request& request) const {
    const bool readable = readTarget(request.target, request);
    const bool takesFiles = readable && shared_.takesFiles(request);
    if (const auto refusal =
            http::refuse(request, shared_.hosts, takesFiles ? largestSkippedUpload : largestDrainedBody))
        return closing(shared_.refuse(request, *refusal));
    if (takesFiles) return respondToFiles(from, request);
    if (from.getExpectContinue()) from.response().sendContinue();
    const auto body = bodyOf(from);
    if (!body) return closing(shared_.refuse(request, {413, "error.body_too_large"}));
    if (!readable) return closing(shared_.refuse(request, {400, "error.bad_address"}));
    if (request.method == "POST" && holdsForm(request) && !readForm(*body, request))
        return shared_.refuse(request, {400, "error.bad_form"});
    return shared_.answer(request);
}

// Few at once: each holds a file of some size until it is answered. What fails here leaves the body half
// read.
Response Connection::respondToFiles(net::HTTPServerRequestImpl& from, Request& request) const {
    if (!shared_.uploads.try_acquire()) return closing(shared_.refuse(request, {503, "error.uploads_taken"}));
    struct GiveBack {
        UploadSlots& slots;
        ~GiveBack() { slots.release(); }
    } const giveBack{shared_.uploads};
    if (from.getExpectContinue()) from.response().sendContinue();
    try {
        if (const auto refusal = readFiles(from, request)) return closing(shared_.refuse(request, *refusal));
    } catch (const UnavailableError& noRoom) {
        return closing(shared_.fail(request, noRoom));
    }
    return shared_.answer(request);
}

// Status and headers go out with the first piece, so that what fails before it still gets an answer of its
// own. What fails later breaks the connection off without the last chunk: that is how the client learns that
// the file isn't whole.
void Connection::stream(const Response& response, const Request& request, net::HTTPServerResponseImpl& to) {
    std::ostream* body = nullptr;
    const auto open = [&]() -> std::ostream& {
        begin(response, to);
        to.setChunkedTransferEncoding(true);
        return to.send();
    };
    try {
        response.stream([&](std::string_view piece) {
            if (body == nullptr) body = &open();
            body->write(piece.data(), static_cast<std::streamsize>(piece.size()));
            if (!*body) throw UnavailableError("the client went away");
        });
        if (body == nullptr) body = &open();
    } catch (const std::exception& error) {
        if (body == nullptr) {
            write(closing(shared_.fail(request, error)), request, to);
        } else {
            to.setKeepAlive(false);
            closeForBoth();
        }
    }
}

}  // namespace cadastre::http
