// A date is cut into numbers and at most one month's name; what else stands in the cell makes it no date.
#include "profiles/duplicates/words/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "profiles/duplicates/words/month_names.h"
#include "profiles/duplicates/words/spelling.h"
#include "profiles/duplicates/words/text.h"

namespace cadastre::duplicates {
namespace {

constexpr int firstYear = 1000, lastYear = 2999;
constexpr double nearlyAll = 0.9;

struct Number {
    int value = 0;
    std::size_t digits = 0;
};

/// What a cell consists of, if nothing in it forbids that it is a date.
struct DateParts {
    std::vector<Number> numbers;
    int month = 0;        ///< by name
    bool dotted = false;  ///< 3.4.2019: always the day first
};

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isWordByte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

/// What people write beside a date's numbers: ordinals ("3rd") and words for year, of and at.
bool goesWithDates(std::string_view folded) {
    constexpr std::array<std::string_view, 12> words = {"st", "nd", "rd",   "th",  "of", "de",
                                                        "г",  "г",  "года", "год", "a",  "kl"};
    return std::find(words.begin(), words.end(), folded) != words.end();
}

std::optional<DateParts> partsOf(std::string_view cell) {
    constexpr std::size_t longest = 48, mostNumbers = 3, mostDigits = 8;
    if (cell.size() > longest || std::none_of(cell.begin(), cell.end(), isDigit)) return std::nullopt;
    DateParts parts;
    thread_local WordCutter cutter;
    for (std::size_t at = 0; at < cell.size();) {
        const std::size_t start = at;
        if (isDigit(cell[at])) {
            Number number;
            for (; at < cell.size() && isDigit(cell[at]); ++at, ++number.digits) {
                if (number.digits == mostDigits) return std::nullopt;
                number.value = number.value * 10 + (cell[at] - '0');
            }
            // A time of day: the date is what stood before it.
            if (at < cell.size() && cell[at] == ':')
                return parts.numbers.empty() ? std::nullopt : std::optional(parts);
            const bool timeFollows =
                at < cell.size() && cell[at] == 'T' && at + 1 < cell.size() && isDigit(cell[at + 1]);
            parts.numbers.push_back(number);
            if (parts.numbers.size() > mostNumbers) return std::nullopt;
            if (timeFollows) return parts;
            continue;
        }
        if (isWordByte(cell[at])) {
            while (at < cell.size() && isWordByte(cell[at]))
                ++at;
            const auto& words = cutter.cut(cell.substr(start, at - start));
            for (const std::string_view word : words) {
                const int month = monthNamed(word);
                if (month != 0 && parts.month == 0) {
                    parts.month = month;
                } else if (!goesWithDates(word)) {
                    return std::nullopt;
                }
            }
            continue;
        }
        constexpr std::string_view between = " .,-/()'[]";
        if (between.find(cell[at]) == std::string_view::npos) return std::nullopt;
        parts.dotted = parts.dotted || (cell[at] == '.' && parts.month == 0);
        ++at;
    }
    return parts.numbers.empty() ? std::nullopt : std::optional(std::move(parts));
}

/// A year of four digits, or of two: then one of 1930 to 2029.
int yearOf(const Number& number) {
    if (number.digits == 4) return number.value;
    constexpr int turn = 30, century = 100;
    return number.digits != 2    ? 0
           : number.value < turn ? 20 * century + number.value
                                 : 19 * century + number.value;
}

std::optional<std::string> written(int year, int month, int day) {
    if (year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    return fmt::format("{:04}{:02}{:02}", year, month, day);
}

std::optional<std::string> dayOfNamedMonth(const DateParts& parts) {
    const auto& n = parts.numbers;
    if (n.size() == 1) {
        if (n[0].digits != 4 || n[0].value < firstYear || n[0].value > lastYear) return std::nullopt;
        return fmt::format("{:04}{:02}", n[0].value, parts.month);
    }
    if (n.size() != 2) return std::nullopt;
    const bool yearFirst = n[0].digits == 4;
    return written(yearOf(yearFirst ? n[0] : n[1]), parts.month, (yearFirst ? n[1] : n[0]).value);
}

}  // namespace

std::optional<std::string> dayIn(std::string_view cell, DateOrder order) {
    const auto parts = partsOf(cell);
    if (!parts) return std::nullopt;
    const auto& n = parts->numbers;
    if (parts->month != 0) return dayOfNamedMonth(*parts);
    if (n.size() == 1 && n[0].digits == 8)
        return written(n[0].value / 10000, n[0].value / 100 % 100, n[0].value % 100);
    if (n.size() == 1 && n[0].digits == 4 && n[0].value >= firstYear && n[0].value <= lastYear)
        return fmt::format("{:04}", n[0].value);
    if (n.size() != 3) return std::nullopt;
    if (n[0].digits == 4) return written(n[0].value, n[1].value, n[2].value);
    const bool dayFirst = parts->dotted || order == DateOrder::dayMonth;
    return written(yearOf(n[2]), dayFirst ? n[1].value : n[0].value, dayFirst ? n[0].value : n[1].value);
}

std::optional<DateOrder> dateOrderOf(std::span<const std::string_view> cells) {
    constexpr std::size_t sizeOfYear = 4;
    std::optional<DateOrder> best;
    double most = nearlyAll * static_cast<double>(cells.size());
    for (const DateOrder order : {DateOrder::dayMonth, DateOrder::monthDay}) {
        const auto days =
            static_cast<double>(std::count_if(cells.begin(), cells.end(), [&](std::string_view cell) {
                const auto day = dayIn(cell, order);
                return day && day->size() > sizeOfYear;
            }));
        if (days > 0 && (best ? days > most : days >= most)) {
            best = order;
            most = days;
        }
    }
    return best;
}

bool areYears(std::span<const std::string_view> cells) {
    constexpr int oldest = 1400, newest = 2100;
    const auto years =
        static_cast<double>(std::count_if(cells.begin(), cells.end(), [&](std::string_view cell) {
            const auto year = dayIn(cell, DateOrder::dayMonth);
            return year && year->size() == 4 && std::stoi(*year) >= oldest && std::stoi(*year) <= newest;
        }));
    return years > 0 && years >= nearlyAll * static_cast<double>(cells.size());
}

double dayLikeness(std::string_view one, std::string_view other) {
    const std::size_t exact = std::min(one.size(), other.size());
    one = one.substr(0, exact);
    other = other.substr(0, exact);
    constexpr double exchanged = 0.9;
    if (one == other) return 1;
    constexpr std::size_t whole = 8;
    if (exact == whole && one.substr(0, 4) == other.substr(0, 4) && one.substr(4, 2) == other.substr(6) &&
        one.substr(6) == other.substr(4, 2))
        return exchanged;
    return static_cast<double>(spellingLikeness(one, other, 0.0F));
}

}  // namespace cadastre::duplicates
