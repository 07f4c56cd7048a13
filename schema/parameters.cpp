// How values are spelled for PostgreSQL, and how its dates and times are read back.
#include "schema/parameters.h"

#include <fmt/format.h>

#include <charconv>

#include "schema/errors.h"

namespace cadastre {

namespace {

// Takes `digits` decimal digits off the front of the text.
std::optional<int> takeNumber(std::string_view& text, std::size_t digits) {
    if (text.size() < digits) return std::nullopt;
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
    if (error != std::errc{} || end != text.data() + digits || value < 0) return std::nullopt;
    text.remove_prefix(digits);
    return value;
}

bool takeLetter(std::string_view& text, std::string_view letters) {
    if (text.empty() || letters.find(text.front()) == std::string_view::npos) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Date> takeDate(std::string_view& text) {
    const auto year = takeNumber(text, 4);
    if (!year || !takeLetter(text, "-")) return std::nullopt;
    const auto month = takeNumber(text, 2);
    if (!month || !takeLetter(text, "-")) return std::nullopt;
    const auto day = takeNumber(text, 2);
    if (!day) return std::nullopt;
    const Date date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                    std::chrono::day(static_cast<unsigned>(*day))};
    return date.ok() ? std::optional(date) : std::nullopt;
}

std::optional<std::chrono::microseconds> takeFraction(std::string_view& text) {
    std::chrono::microseconds fraction{0};
    if (!takeLetter(text, ".")) return fraction;
    int scale = 100000;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9' && scale > 0) {
        fraction += std::chrono::microseconds((text.front() - '0') * scale);
        scale /= 10;
        text.remove_prefix(1);
    }
    return fraction;
}

// "Z", "+00", "+05:30", "-03".
std::optional<std::chrono::minutes> takeOffset(std::string_view& text) {
    if (takeLetter(text, "Z")) return std::chrono::minutes(0);
    const bool west = text.starts_with('-');
    if (!takeLetter(text, "+-")) return std::nullopt;
    const auto hours = takeNumber(text, 2);
    if (!hours) return std::nullopt;
    std::chrono::minutes offset = std::chrono::hours(*hours);
    if (takeLetter(text, ":")) {
        const auto minutes = takeNumber(text, 2);
        if (!minutes) return std::nullopt;
        offset += std::chrono::minutes(*minutes);
    }
    return west ? -offset : offset;
}

}  // namespace

std::string toText(Date date) {
    return fmt::format("{:04}-{:02}-{:02}", int{date.year()}, unsigned{date.month()}, unsigned{date.day()});
}

std::string toText(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss time(instant - day);
    return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", toText(Date(day)), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<Date> dateFrom(std::string_view text) {
    const auto date = takeDate(text);
    return text.empty() ? date : std::nullopt;
}

std::optional<Instant> instantFrom(std::string_view text) {
    const auto date = takeDate(text);
    if (!date || !takeLetter(text, "T ")) return std::nullopt;
    const auto hour = takeNumber(text, 2);
    if (!hour || *hour > 23 || !takeLetter(text, ":")) return std::nullopt;
    const auto minute = takeNumber(text, 2);
    if (!minute || *minute > 59 || !takeLetter(text, ":")) return std::nullopt;
    const auto second = takeNumber(text, 2);
    if (!second || *second > 59) return std::nullopt;
    const auto fraction = takeFraction(text);
    const auto offset = takeOffset(text);
    if (!fraction || !offset || !text.empty()) return std::nullopt;
    return Instant(std::chrono::sys_days(*date)) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second) + *fraction - *offset;
}

Parameters& Parameters::add(std::string_view text) {
    if (text.find('\0') != std::string_view::npos) {
        throw InputError("text holds the character U+0000, which can't be stored; remove it");
    }
    values_.emplace_back(std::in_place, text);
    return *this;
}

Parameters& Parameters::add(std::nullopt_t /*null*/) {
    values_.emplace_back(std::nullopt);
    return *this;
}

Parameters& Parameters::add(double value) {
    values_.emplace_back(fmt::format("{}", value));
    return *this;
}

Parameters& Parameters::add(std::span<const std::string> texts) {
    std::string array = "{";
    for (const std::string& text : texts) {
        if (array.size() > 1) array += ',';
        array += '"';
        for (const char c : text) {
            if (c == '"' || c == '\\') array += '\\';
            array += c;
        }
        array += '"';
    }
    array += '}';
    return add(std::string_view(array));
}

Parameters& Parameters::add(std::span<const std::int64_t> numbers) {
    return add(std::string_view(fmt::format("{{{}}}", fmt::join(numbers, ","))));
}

std::vector<const char*> Parameters::pointers() const {
    std::vector<const char*> pointers;
    pointers.reserve(values_.size());
    for (const auto& value : values_)
        pointers.push_back(value ? value->c_str() : nullptr);
    return pointers;
}

}  // namespace cadastre
