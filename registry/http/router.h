// A typed router: the path is the handler's signature. `root / "assets" / text` takes a handler
// (const Request&, std::string), and one that takes anything else does not compile.
#pragma once

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "registry/http/request.h"
#include "registry/http/response.h"

namespace cadastre::http {

/// A fixed part of a path.
struct Literal {
    using Value = void;
    std::string word;
    [[nodiscard]] bool matches(const std::string& segment) const { return segment == word; }
    [[nodiscard]] std::string pattern() const { return word; }
};
/// Any non-empty segment, handed over as text.
struct Text {
    using Value = std::string;
    [[nodiscard]] static std::optional<std::string> read(const std::string& segment) {
        return segment.empty() ? std::nullopt : std::optional(segment);
    }
    [[nodiscard]] static std::string pattern() { return "{text}"; }
};
/// A whole number that fits 64 bits.
struct Number {
    using Value = std::int64_t;
    [[nodiscard]] static std::optional<std::int64_t> read(const std::string& segment) {
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(segment.data(), segment.data() + segment.size(), value);
        if (error != std::errc{} || end != segment.data() + segment.size()) return std::nullopt;
        return value;
    }
    [[nodiscard]] static std::string pattern() { return "{number}"; }
};

template <typename... Parts>
struct Path {
    std::tuple<Parts...> parts;
};

inline constexpr Path<> root;
inline constexpr Text text;
inline constexpr Number number;

template <typename... Parts>
Path<Parts..., Literal> operator/(const Path<Parts...>& path, const char* word) {
    return {std::tuple_cat(path.parts, std::tuple(Literal{word}))};
}
template <typename... Parts>
Path<Parts..., Text> operator/(const Path<Parts...>& path, Text part) {
    return {std::tuple_cat(path.parts, std::tuple(part))};
}
template <typename... Parts>
Path<Parts..., Number> operator/(const Path<Parts...>& path, Number part) {
    return {std::tuple_cat(path.parts, std::tuple(part))};
}

/// The outcome of looking a path up.
struct Match {
    std::string route;                                ///< its pattern, "/assets/{text}": names it in metrics
    std::function<Response(const Request&)> handler;  ///< empty when the method is not allowed
    std::string allowed;                              ///< for the Allow header
    bool takesFiles = false;                          ///< the handler reads Request::files
};

class Router {
  public:
    /// Handlers of GET also answer HEAD; the server leaves the body out.
    template <typename... Parts, typename Handler>
    void get(const Path<Parts...>& path, Handler handler) {
        add("GET", path, std::move(handler));
    }

    /// Handlers of a form that comes with files (multipart/form-data): Request::form and Request::files.
    template <typename... Parts, typename Handler>
    void postFiles(const Path<Parts...>& path, Handler handler) {
        add("POST", path, std::move(handler));
        routes_.back().takesFiles = true;
    }

    /// Handlers of a form without files (Request::form), which the dispatcher has seen to be one of ours.
    template <typename... Parts, typename Handler>
    void post(const Path<Parts...>& path, Handler handler) {
        add("POST", path, std::move(handler));
    }

    /// Nothing when no route has this path (404); a match without a handler when it has other methods (405).
    [[nodiscard]] std::optional<Match> find(const Request& request) const;
    /// Every pattern, for tests that hold the documentation against it.
    [[nodiscard]] std::vector<std::string> patterns() const;

  private:
    using Bound = std::function<Response(const Request&)>;
    struct Route {
        std::string method;
        std::string pattern;
        /// Binds the path's values to the handler; empty when the path is another.
        std::function<Bound(const std::vector<std::string>&)> bind;
        bool takesFiles = false;
    };

    template <typename... Parts, typename Handler>
    void add(std::string method, const Path<Parts...>& path, Handler handler);

    std::vector<Route> routes_;
};

namespace router_detail {

// Reads one part; literals add no value, others append theirs to the tuple.
template <typename Part, typename... Values>
auto append(const Part& part, const std::string& segment, bool& fits, std::tuple<Values...> values) {
    if constexpr (std::is_void_v<typename Part::Value>) {
        fits = fits && part.matches(segment);
        return values;
    } else {
        auto value = part.read(segment);
        fits = fits && value.has_value();
        return std::tuple_cat(std::move(values), std::tuple(value.value_or(typename Part::Value{})));
    }
}

template <std::size_t At = 0, typename Parts, typename Values = std::tuple<>>
auto readAll(const Parts& parts, const std::vector<std::string>& segments, bool& fits, Values values = {}) {
    if constexpr (At == std::tuple_size_v<Parts>) {
        return values;
    } else {
        return readAll<At + 1>(parts, segments, fits,
                               append(std::get<At>(parts), segments[At], fits, std::move(values)));
    }
}

}  // namespace router_detail

template <typename... Parts, typename Handler>
void Router::add(std::string method, const Path<Parts...>& path, Handler handler) {
    std::string pattern;
    std::apply([&pattern](const auto&... part) { ((pattern += '/' + part.pattern()), ...); }, path.parts);
    auto bind = [parts = path.parts,
                 handler = std::move(handler)](const std::vector<std::string>& segments) -> Bound {
        if (segments.size() != sizeof...(Parts)) return {};
        bool fits = true;
        auto values = router_detail::readAll(parts, segments, fits);
        if (!fits) return {};
        return [handler, values = std::move(values)](const Request& request) -> Response {
            return std::apply([&](const auto&... value) { return handler(request, value...); }, values);
        };
    };
    routes_.push_back({std::move(method), pattern.empty() ? "/" : pattern, std::move(bind), false});
}

}  // namespace cadastre::http
