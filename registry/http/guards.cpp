// The checks, in the order in which a doubt arises: framing first, since after a bad frame nothing is
// certain.
#include "registry/http/guards.h"

#include <algorithm>
#include <charconv>

namespace cadastre::http {

namespace {

std::vector<std::string_view> valuesOf(const Fields& headers, std::string_view name) {
    std::vector<std::string_view> values;
    for (const auto& [known, value] : headers.all()) {
        if (known == name) values.emplace_back(value);
    }
    return values;
}

bool isDigits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::optional<Refusal> refuseFraming(const Request& request, std::int64_t longestBody) {
    const auto lengths = valuesOf(request.headers, "content-length");
    const auto encodings = valuesOf(request.headers, "transfer-encoding");
    if (!lengths.empty() && !encodings.empty()) return Refusal{400, "error.length_and_encoding"};
    if (lengths.size() > 1 || (lengths.size() == 1 && !isDigits(lengths.front()))) {
        return Refusal{400, "error.content_length"};
    }
    if (encodings.size() > 1) return Refusal{400, "error.transfer_encoding"};
    if (encodings.size() == 1 && encodings.front() != "chunked")
        return Refusal{501, "error.transfer_encoding"};
    if (lengths.size() == 1) {
        std::int64_t length = 0;
        const auto text = lengths.front();
        const auto read = std::from_chars(text.data(), text.data() + text.size(), length);
        if (read.ec != std::errc{} || length > longestBody) return Refusal{413, "error.body_too_large"};
    }
    return std::nullopt;
}

// Whether a browser sends this on behalf of a page of another site (RFC 9110 calls the methods that change
// nothing safe). A program that is no browser sends neither header and holds nobody's session.
bool isForged(const Request& request, std::string_view host) {
    if (request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS") return false;
    const std::string_view site = request.headers.get("sec-fetch-site");
    if (!site.empty()) return site != "same-origin" && site != "none";
    const std::string_view origin = request.headers.get("origin");
    return !origin.empty() &&
           (!origin.ends_with(host) || !origin.substr(0, origin.size() - host.size()).ends_with("://"));
}

}  // namespace

std::string hostName(std::string_view host) {
    const bool address = host.starts_with('[');
    const std::size_t bracket = address ? host.find(']') : 0;
    if (bracket == std::string_view::npos) return {};
    const std::size_t end = address ? bracket + 1 : std::min(host.find(':'), host.size());
    const std::string_view port = host.substr(end);
    if (!port.empty() && (port.front() != ':' || !isDigits(port.substr(1)))) return {};
    std::string name(host.substr(0, end));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return name;
}

std::optional<Refusal> refuse(const Request& request, const Hosts& hosts, std::int64_t longestBody) {
    if (auto refusal = refuseFraming(request, longestBody)) return refusal;
    const auto named = valuesOf(request.headers, "host");
    if (named.size() != 1) return Refusal{400, "error.host_missing"};
    const std::string name = hostName(named.front());
    if (name.empty()) return Refusal{400, "error.host_missing"};
    if (std::find(hosts.names.begin(), hosts.names.end(), name) == hosts.names.end()) {
        return Refusal{421, "error.host_foreign"};
    }
    if (isForged(request, named.front())) return Refusal{403, "error.foreign_site"};
    return std::nullopt;
}

}  // namespace cadastre::http
