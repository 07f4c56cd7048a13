// Reads request targets, queries and cookies.
#include "registry/http/request.h"

#include <algorithm>

namespace cadastre::http {

namespace {

constexpr std::size_t mostQueryFields = 64;
constexpr std::size_t mostFormFields = 512;  // a group of duplicates has a field for each member

int hexDigit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

// How many bytes a UTF-8 sequence takes that begins with `lead`; 0 where none can.
std::size_t sequenceLength(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF) return 2;
    if (lead >= 0xE0 && lead <= 0xEF) return 3;
    if (lead >= 0xF0 && lead <= 0xF4) return 4;
    return 0;
}

// Valid UTF-8 (no surrogates, no overlong forms) without control characters, but for line ends and tabs where
// people write several `lines`.
bool isCleanText(std::string_view text, bool lines = false) {
    for (std::size_t at = 0; at < text.size();) {
        const auto lead = static_cast<unsigned char>(text[at]);
        const bool breaks = lead == '\n' || lead == '\r' || lead == '\t';
        if ((lead < 0x20 && !(lines && breaks)) || lead == 0x7F) return false;
        const std::size_t length = sequenceLength(lead);
        if (length == 0 || at + length > text.size()) return false;
        for (std::size_t i = 1; i < length; ++i) {
            if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80) return false;
        }
        if (length > 2) {
            const auto second = static_cast<unsigned char>(text[at + 1]);
            if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F)) {
                return false;
            }
        }
        at += length;
    }
    return true;
}

bool readSegments(std::string_view path, std::vector<std::string>& segments) {
    std::size_t begin = 1;
    while (begin < path.size()) {
        const std::size_t end = std::min(path.find('/', begin), path.size());
        const auto segment = percentDecoded(path.substr(begin, end - begin), false);
        if (!segment || !isCleanText(*segment)) return false;
        segments.push_back(*segment);
        begin = end + 1;
    }
    return true;
}

bool readFields(std::string_view query, Fields& fields, std::size_t mostFields, bool lines) {
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (pair.empty()) continue;
        const std::size_t equals = std::min(pair.find('='), pair.size());
        const auto name = percentDecoded(pair.substr(0, equals), true);
        const auto value = percentDecoded(pair.substr(std::min(equals + 1, pair.size())), true);
        if (!name || !value || !isCleanText(*name) || !isCleanText(*value, lines)) return false;
        if (fields.all().size() == mostFields) return false;
        fields.add(*name, *value);
    }
    return true;
}

}  // namespace

std::string_view Fields::get(std::string_view name) const {
    for (const auto& [known, value] : fields_) {
        if (known == name) return value;
    }
    return {};
}

bool Fields::has(std::string_view name) const {
    return std::ranges::any_of(fields_, [name](const auto& field) { return field.first == name; });
}

std::string_view Request::cookie(std::string_view name) const {
    std::string_view cookies = headers.get("cookie");
    while (!cookies.empty()) {
        const std::size_t end = std::min(cookies.find(';'), cookies.size());
        std::string_view pair = cookies.substr(0, end);
        cookies.remove_prefix(std::min(end + 1, cookies.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return pair.substr(equals + 1);
    }
    return {};
}

bool Request::wantsPage() const {
    return headers.get("accept").find("text/html") != std::string_view::npos;
}

std::optional<std::string> percentDecoded(std::string_view text, bool form) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && form) {
            decoded += ' ';
        } else if (text[at] != '%') {
            decoded += text[at];
        } else {
            if (at + 2 >= text.size()) return std::nullopt;
            const int high = hexDigit(text[at + 1]);
            const int low = hexDigit(text[at + 2]);
            if (high < 0 || low < 0) return std::nullopt;
            decoded += static_cast<char>(high * 16 + low);
            at += 2;
        }
    }
    return decoded;
}

bool isReadable(std::string_view text) {
    return isCleanText(text);
}

bool readTarget(std::string_view target, Request& request) {
    if (target.empty() || target.front() != '/') return false;
    const std::size_t question = std::min(target.find('?'), target.size());
    return readSegments(target.substr(0, question), request.segments) &&
           readFields(target.substr(std::min(question + 1, target.size())), request.query, mostQueryFields,
                      false);
}

bool readForm(std::string_view body, Request& request) {
    return readFields(body, request.form, mostFormFields, true);
}

}  // namespace cadastre::http
