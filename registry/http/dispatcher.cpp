// Answering a request from end to end.
#include "registry/http/dispatcher.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <string_view>

#include "registry/http/static_files.h"

namespace cadastre::http {

namespace {

using Clock = std::chrono::steady_clock;

// Scripts, styles, fonts and pictures come from this service alone, and none stand within a page: the charts
// are drawn without style attributes.
constexpr const char* contentPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; form-action "
    "'self'; base-uri "
    "'none'; "
    "frame-ancestors 'none'";

// What came from outside goes to the log without line breaks and terminal escapes, and not at any length.
std::string forLog(std::string_view text) {
    constexpr std::size_t longest = 300;
    std::string clean(text.substr(0, longest));
    for (char& c : clean) {
        if (static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7F) c = '?';
    }
    return clean;
}

bool has(const Response& response, std::string_view header) {
    return std::any_of(response.headers.begin(), response.headers.end(),
                       [&](const auto& each) { return each.first == header; });
}

// A page that is the same as the one the browser holds is not sent again.
void tag(Response& response, const Request& request) {
    if (response.status != 200 || response.stream || has(response, "Cache-Control")) return;
    if (!has(response, "ETag")) response.with("ETag", entityTag(response.body));
    const auto& tag = std::find_if(response.headers.begin(), response.headers.end(), [](const auto& each) {
                          return each.first == "ETag";
                      })->second;
    if (request.headers.get("if-none-match") != tag) return;
    response.status = 304;
    response.body.clear();
}

void dress(Response& response, const Request& request) {
    response.with("Content-Security-Policy", contentPolicy)
        .with("X-Content-Type-Options", "nosniff")
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", "same-origin")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("X-Request-Id", request.number);
    if (!has(response, "Cache-Control")) response.with("Cache-Control", "private, no-cache");
}

}  // namespace

Response Dispatcher::routed(const Request& request, std::string& route) const {
    const auto match = router_.find(request);
    if (!match) return problems_.response(request, {404, "error.not_found", {}});
    route = match->route;
    if (!match->handler) {
        return problems_.response(request, {405, "error.method", {}}).with("Allow", match->allowed);
    }
    // A form with files is looked at and nothing of it is kept: it may come from anywhere.
    if (request.method == "POST" && !match->takesFiles && !tokens_.accepts(request)) {
        return problems_.response(request, {403, "error.foreign_form", {}});
    }
    try {
        Response response = match->handler(request);
        // A handler that finds no such record answers with a bare 404; its page is made here.
        if (response.status == 404) return problems_.response(request, {404, "error.not_found", {}});
        return response;
    } catch (const std::exception& error) {
        return problemResponse(request, error);
    }
}

Response Dispatcher::problemResponse(const Request& request, const std::exception& error) const {
    const Problem problem = problemOf(error);
    spdlog::log(problem.status >= 500 ? spdlog::level::err : spdlog::level::info, "request {}: {}",
                request.number, error.what());
    return problems_.response(request, problem);
}

Response Dispatcher::fail(const Request& request, const std::exception& error) const {
    Response response = problemResponse(request, error);
    dress(response, request);
    return response;
}

bool Dispatcher::takesFiles(const Request& request) const {
    const auto match = router_.find(request);
    return match && match->handler && match->takesFiles;
}

Response Dispatcher::answer(const Request& request) const {
    const auto startedAt = Clock::now();
    std::string route = "none";
    Response response = routed(request, route);
    return finished(std::move(response), request, route, startedAt);
}

Response Dispatcher::refuse(const Request& request, const Refusal& refusal) const {
    const auto startedAt = Clock::now();
    return finished(problems_.response(request, {refusal.status, refusal.message, {}}), request, "refused",
                    startedAt);
}

Response Dispatcher::finished(Response response, const Request& request, const std::string& route,
                              Clock::time_point startedAt) const {
    tag(response, request);
    dress(response, request);
    const auto log = [this, number = request.number, method = forLog(request.method),
                      target = forLog(request.target), status = response.status, route,
                      startedAt](std::uint64_t bytes, const char* end) {
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - startedAt);
        metrics_.answered(route, status, took);
        spdlog::info("{} {} {} {} {:.1f} ms {} bytes{}", number, method, target, status,
                     static_cast<double>(took.count()) / 1000, bytes, end);
    };
    if (!response.stream || request.head()) {
        log(response.body.size(), "");
        return response;
    }
    // A stream is over when it was written, not when it was begun.
    response.stream = [log, stream = std::move(response.stream)](const BodySink& sink) {
        std::uint64_t bytes = 0;
        try {
            stream([&](std::string_view piece) {
                sink(piece);
                bytes += piece.size();
            });
        } catch (const std::exception& error) {
            log(bytes, ", broken off");
            throw;
        }
        log(bytes, "");
    };
    return response;
}

}  // namespace cadastre::http
