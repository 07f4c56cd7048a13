// What goes back: a whole body, or a stream that is written piece by piece and never held.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cadastre::http {

/// Takes a piece of the body; throws ClientGone when the client went away.
using BodySink = std::function<void(std::string_view)>;

struct Response {
    int status = 200;
    std::string contentType = "text/html; charset=utf-8";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    /// When set, writes the body instead of `body`; it runs after the status and headers were sent, so what
    /// can fail for the asker's fault has to fail before this is made.
    std::function<void(const BodySink&)> stream;
    bool close = false;  ///< end the connection after this answer

    Response& with(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

}  // namespace cadastre::http
