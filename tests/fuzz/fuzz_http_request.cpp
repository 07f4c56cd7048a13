// Any bytes as the target and the headers of a request (a line each): refused, or clean text for the routes.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "registry/http/guards.h"
#include "registry/http/router.h"
#include "tests/fuzz/fuzz_input.h"

namespace {

using namespace cadastre::http;

std::string_view takeLine(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

void must(bool holds) {
    if (!holds) std::abort();
}

/// Text that may stand in a page, a log and a query: UTF-8 without control characters.
void mustBeClean(std::string_view text) {
    for (const char c : text)
        must(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
    cadastre::importers::insistOnUtf8(text);
}

std::string percentEncoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        encoded += {'%', digits[byte >> 4U], digits[byte & 15U]};
    }
    return encoded;
}

const Router& someRoutes() {
    static const Router router = [] {
        Router made;
        const auto answer = [](const Request&, auto...) { return Response{}; };
        made.get(root, answer);
        made.get(root / "assets" / text, answer);
        made.get(root / "findings" / number, answer);
        made.get(root / "assets" / text / number, answer);
        return made;
    }();
    return router;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    Request request;
    request.method = "GET";
    request.target = takeLine(rest);
    while (!rest.empty()) {
        const std::string_view line = takeLine(rest);
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        request.headers.add(std::string(line.substr(0, colon)), std::string(line.substr(colon + 1)));
    }

    if (!refuse(request, {{"localhost", "[::1]"}})) {
        const std::string host = hostName(request.headers.get("host"));
        must(host == "localhost" || host == "[::1]");
        must(!(request.headers.has("content-length") && request.headers.has("transfer-encoding")));
    }
    for (const std::string_view name : {"lang", "session"})
        must(request.cookie(name).find(';') == std::string_view::npos);
    if (!readTarget(request.target, request)) return 0;
    for (const std::string& segment : request.segments) {
        mustBeClean(segment);
        must(percentDecoded(percentEncoded(segment), false) == segment);
    }
    for (const auto& [name, value] : request.query.all()) {
        mustBeClean(name);
        mustBeClean(value);
        must(request.query.has(name));
    }
    if (const auto match = someRoutes().find(request); match && match->handler) match->handler(request);
    return 0;
}
