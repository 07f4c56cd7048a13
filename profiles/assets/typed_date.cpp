// Dates of the calendar, in ISO form and in the forms that files state.
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>

#include "profiles/assets/typed_value.h"

namespace cadastre::assets {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool allDigits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), isDigit);
}

Reading broken(std::string_view rule) {
    return {.value = {}, .broken = rule};
}

// How the names of months begin in English, German, French, Spanish, Portuguese, Italian and Russian. No
// beginning means two months.
struct MonthName {
    std::string_view start;
    int month;
};
constexpr std::array<MonthName, 48> kMonths = {{
    {"jan", 1},  {"ene", 1},  {"gen", 1},  {"jän", 1},  {"янв", 1},  {"feb", 2},  {"fev", 2},  {"fév", 2},
    {"фев", 2},  {"mar", 3},  {"mär", 3},  {"мар", 3},  {"apr", 4},  {"abr", 4},  {"avr", 4},  {"апр", 4},
    {"may", 5},  {"mai", 5},  {"mag", 5},  {"май", 5},  {"мая", 5},  {"jun", 6},  {"giu", 6},  {"juin", 6},
    {"июн", 6},  {"jul", 7},  {"lug", 7},  {"juil", 7}, {"июл", 7},  {"aug", 8},  {"ago", 8},  {"aoû", 8},
    {"авг", 8},  {"sep", 9},  {"set", 9},  {"сен", 9},  {"oct", 10}, {"okt", 10}, {"ott", 10}, {"out", 10},
    {"окт", 10}, {"nov", 11}, {"ноя", 11}, {"dec", 12}, {"dez", 12}, {"dic", 12}, {"déc", 12}, {"дек", 12},
}};

struct DateParts {
    int year = 0;
    int month = 1;
    int day = 1;
};

bool takeNumber(std::string_view& text, std::size_t least, std::size_t most, int& into) {
    std::size_t length = 0;
    while (length < most && length < text.size() && isDigit(text[length]))
        ++length;
    if (length < least) return false;
    std::from_chars(text.data(), text.data() + length, into);
    text.remove_prefix(length);
    return true;
}

// The whole word is the name.
bool takeMonthName(std::string_view& text, int& month) {
    const auto isLetter = [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               (static_cast<unsigned char>(c) & 0x80U) != 0;
    };
    const auto length = static_cast<std::size_t>(std::ranges::find_if_not(text, isLetter) - text.begin());
    std::string name;
    icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(length)})
        .toLower()
        .toUTF8String(name);
    const auto found =
        std::ranges::find_if(kMonths, [&](const MonthName& known) { return name.starts_with(known.start); });
    if (found == kMonths.end()) return false;
    month = found->month;
    text.remove_prefix(length);
    return true;
}

bool takeToken(std::string_view& form, std::string_view& text, DateParts& parts) {
    const auto takes = [&form](std::string_view token) {
        if (!form.starts_with(token)) return false;
        form.remove_prefix(token.size());
        return true;
    };
    if (takes("YYYY")) return takeNumber(text, 4, 4, parts.year);
    if (takes("YY")) {
        if (!takeNumber(text, 2, 2, parts.year)) return false;
        parts.year += parts.year < 70 ? 2000 : 1900;
        return true;
    }
    if (takes("MON")) {
        if (!takeMonthName(text, parts.month)) return false;
        const bool abbreviated = text.starts_with('.') && !form.starts_with('.');
        if (abbreviated) text.remove_prefix(1);
        return true;
    }
    if (takes("MM")) return takeNumber(text, 1, 2, parts.month);
    if (takes("M")) return takeNumber(text, 1, 2, parts.month);
    if (takes("DD")) return takeNumber(text, 1, 2, parts.day);
    if (takes("D")) return takeNumber(text, 1, 2, parts.day);
    if (text.empty() || text.front() != form.front()) return false;
    form.remove_prefix(1);
    text.remove_prefix(1);
    return true;
}

std::optional<std::string> isoDate(const DateParts& parts) {
    const std::chrono::year_month_day date{std::chrono::year(parts.year),
                                           std::chrono::month(static_cast<unsigned>(parts.month)),
                                           std::chrono::day(static_cast<unsigned>(parts.day))};
    if (!date.ok() || parts.year < 1) return std::nullopt;
    std::string iso = "0000-00-00";
    const auto put = [&iso](std::size_t last, int value) {
        for (; value > 0; value /= 10)
            iso[last--] = static_cast<char>('0' + value % 10);
    };
    put(3, parts.year);
    put(6, parts.month);
    put(9, parts.day);
    return iso;
}

std::optional<std::string> dateIn(std::string_view text, std::string_view form) {
    DateParts parts;
    while (!form.empty()) {
        if (form == "*") return isoDate(parts);
        if (!takeToken(form, text, parts)) return std::nullopt;
    }
    return text.empty() ? isoDate(parts) : std::nullopt;
}

}  // namespace

Reading readDate(std::string_view text) {
    text = trimmed(text);
    if (text.size() == 10 && allDigits(text.substr(0, 4)) && text[4] == '-' && allDigits(text.substr(5, 2)) &&
        text[7] == '-' && allDigits(text.substr(8, 2))) {
        if (std::optional<std::string> iso = dateIn(text, "YYYY-MM-DD"))
            return {{Value::Kind::text, std::move(*iso)}, {}};
    }
    return broken("not-a-date");
}

Reading readDate(std::string_view text, std::span<const std::string> forms) {
    text = trimmed(text);
    for (const std::string& form : forms) {
        if (std::optional<std::string> iso = dateIn(text, form))
            return {{Value::Kind::text, std::move(*iso)}, {}};
    }
    return broken("not-a-date");
}

Reading readDaysAfter(std::string_view start, std::string_view days) {
    const Reading from = readDate(start);
    if (!from.broken.empty()) return from;
    const Reading count = readInteger(days);
    if (!count.broken.empty()) return count;
    constexpr std::size_t kMostDayDigits = 6;
    if (count.value.text.size() > kMostDayDigits) return broken("number-out-of-range");
    const auto part = [&from](std::size_t at, std::size_t length) {
        return std::stoi(from.value.text.substr(at, length));
    };
    const std::chrono::sys_days day = std::chrono::year_month_day{
        std::chrono::year(part(0, 4)), std::chrono::month(static_cast<unsigned>(part(5, 2))),
        std::chrono::day(static_cast<unsigned>(part(8, 2)))};
    const std::chrono::year_month_day then{day + std::chrono::days(std::stoi(count.value.text))};
    const std::optional<std::string> iso =
        isoDate({static_cast<int>(then.year()), static_cast<int>(static_cast<unsigned>(then.month())),
                 static_cast<int>(static_cast<unsigned>(then.day()))});
    return iso ? Reading{{Value::Kind::text, *iso}, {}} : broken("number-out-of-range");
}

}  // namespace cadastre::assets
