// Reading the fields of an address one by one, so that a misspelt one is never passed over.
#include "registry/api/report_question.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "schema/errors.h"

namespace cadastre::api {

namespace {

constexpr int usualLimit = 100;
constexpr int largestLimit = 1000;

using reports::Report;

int limitFrom(const std::string& text) {
    int limit = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
    if (error != std::errc{} || end != text.data() + text.size() || limit < 1 || limit > largestLimit)
        throw UsageError(
            fmt::format("limit takes a whole number from 1 to {}, not \"{}\"", largestLimit, text));
    return limit;
}

std::vector<bool> columnsFrom(const Report& report, std::string_view fields) {
    std::vector<bool> shown(report.columns.size(), false);
    while (!fields.empty()) {
        const std::string_view name = fields.substr(0, fields.find(','));
        const auto column = std::ranges::find(report.columns, name,
                                              [](const auto& each) { return std::string_view(each.name); });
        if (column == report.columns.end()) {
            std::string known;
            for (const auto& each : report.columns)
                known.append(known.empty() ? "" : ", ").append(each.name);
            throw UsageError(fmt::format("{} has no field \"{}\"; it has: {}", report.name, name, known));
        }
        shown[static_cast<std::size_t>(column - report.columns.begin())] = true;
        fields.remove_prefix(std::min(name.size() + 1, fields.size()));
    }
    return shown;
}

// "filter[class]" names "class"; nothing for a field that is no filter.
std::string filterNamed(const std::string& field) {
    if (!field.starts_with("filter[") || !field.ends_with(']')) return {};
    return field.substr(7, field.size() - 8);
}

}  // namespace

ReportQuestion reportQuestion(const http::Request& request, const Report& report,
                              const std::string& language) {
    ReportQuestion question;
    question.request.report = report.name;
    question.request.language = language;
    const bool hasPages = !report.key.empty();
    if (hasPages) question.request.limit = usualLimit;
    for (const auto& [name, value] : request.query.all()) {
        if (name == "lang") continue;
        if (const std::string filter = filterNamed(name); !filter.empty()) {
            question.request.filters.emplace_back(filter, value);
        } else if (name == "as_of") {
            question.request.asOf = value;
        } else if (name == "known_at") {
            question.request.knownAt = value;
        } else if (name == "fields") {
            question.shown = columnsFrom(report, value);
        } else if (name == "limit" && hasPages) {
            question.request.limit = limitFrom(value);
        } else if (name == "cursor" && hasPages) {
            question.request.after = keyOf(value);
        } else if (name == "limit" || name == "cursor") {
            throw UsageError(fmt::format("{} is shown whole: it takes no {}", report.name, name));
        } else {
            throw UsageError(fmt::format(
                "there is no field \"{}\" here; there are {}fields, as_of, known_at, lang and filter[NAME]",
                name, hasPages ? "limit, cursor, " : ""));
        }
    }
    return question;
}

std::string cursorOf(const std::vector<std::string>& key) {
    const std::string text = nlohmann::json(key).dump();
    std::string cursor;
    for (const char c : text)
        cursor += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return cursor;
}

std::vector<std::string> keyOf(const std::string& cursor) {
    constexpr std::size_t longest = 8192;
    const auto refusal = [] {
        return UsageError("this is no cursor: take it from the page before, or begin without one");
    };
    if (cursor.size() % 2 != 0 || cursor.size() > longest) throw refusal();
    std::string text;
    for (std::size_t at = 0; at < cursor.size(); at += 2) {
        unsigned char byte = 0;
        const char* begin = cursor.data() + at;
        const auto [end, error] = std::from_chars(begin, begin + 2, byte, 16);
        if (error != std::errc{} || end != begin + 2) throw refusal();
        text += static_cast<char>(byte);
    }
    const auto key = nlohmann::json::parse(text, nullptr, false);
    if (!key.is_array() || key.empty()) throw refusal();
    std::vector<std::string> parts;
    for (const auto& part : key) {
        if (!part.is_string()) throw refusal();
        parts.push_back(part.get<std::string>());
        if (parts.back().find('\0') != std::string::npos) throw refusal();
    }
    return parts;
}

}  // namespace cadastre::api
