// Three numbers, one of them a year.
#include "profiles/duplicates/words/dates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cadastre::duplicates {
namespace {

struct ThreeNumbers {
    std::array<int, 3> numbers{};
    std::array<std::size_t, 3> digits{};
};

/// The three numbers of "2019-04-03" or "3.4.2019", a time of day after them left aside.
std::optional<ThreeNumbers> threeNumbers(std::string_view cell) {
    ThreeNumbers found;
    std::size_t part = 0;
    for (const char c : cell) {
        if (c >= '0' && c <= '9') {
            if (++found.digits[part] > 4) return std::nullopt;
            found.numbers[part] = found.numbers[part] * 10 + (c - '0');
        } else if ((c == '.' || c == '-' || c == '/') && found.digits[part] > 0 && part < 2) {
            ++part;
        } else if ((c == ' ' || c == 'T') && part == 2 && found.digits[2] > 0) {
            break;
        } else {
            return std::nullopt;
        }
    }
    if (part != 2 || found.digits[2] == 0) return std::nullopt;
    return found;
}

}  // namespace

std::optional<std::string> dayIn(std::string_view cell, DateOrder order) {
    const auto read = threeNumbers(cell);
    if (!read) return std::nullopt;
    const auto& n = read->numbers;
    const std::size_t yearAt = order == DateOrder::yearMonthDay ? 0 : 2;
    if (read->digits[yearAt] != 4) return std::nullopt;
    const int month = order == DateOrder::monthDayYear ? n[0] : n[1];
    const int day = order == DateOrder::yearMonthDay ? n[2] : order == DateOrder::dayMonthYear ? n[0] : n[1];
    if (month < 1 || month > 12 || day < 1 || day > 31) return std::nullopt;
    return fmt::format("{:04}{:02}{:02}", n[yearAt], month, day);
}

std::optional<DateOrder> dateOrderOf(std::span<const std::string_view> cells) {
    constexpr double nearlyAll = 0.9;
    std::optional<DateOrder> best;
    double most = nearlyAll * static_cast<double>(cells.size());
    for (const DateOrder order :
         {DateOrder::yearMonthDay, DateOrder::dayMonthYear, DateOrder::monthDayYear}) {
        const auto days =
            static_cast<double>(std::count_if(cells.begin(), cells.end(), [&](std::string_view cell) {
                return dayIn(cell, order).has_value();
            }));
        if (days > 0 && (best ? days > most : days >= most)) {
            best = order;
            most = days;
        }
    }
    return best;
}

}  // namespace cadastre::duplicates
