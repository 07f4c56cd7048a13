#include "tools/generator/numbers.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>

namespace cadastre::generator {
namespace {

bool allDigits(std::string_view text, std::size_t length) {
    return text.size() == length && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

char taxCheckDigit(std::string_view nine) {
    constexpr std::array<int, 9> kWeights{2, 4, 10, 3, 5, 9, 4, 6, 8};
    int sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i)
        sum += kWeights[i] * (nine[i] - '0');
    return static_cast<char>('0' + sum % 11 % 10);
}

char registrationCheckDigit(std::string_view twelve) {
    std::uint64_t number = 0;
    for (const char c : twelve)
        number = number * 10 + static_cast<std::uint64_t>(c - '0');
    return static_cast<char>('0' + number % 11 % 10);
}

}  // namespace

std::string taxNumber(Random& random) {
    std::string digits = padded(random.below(9'000'000) + 1'000'000, 7) + padded(random.below(99) + 1, 2);
    return digits += taxCheckDigit(digits);
}

std::string registrationNumber(Random& random) {
    std::string digits = "1" + padded(random.below(24) + 2, 2) + padded(random.below(89) + 1, 2) +
                         padded(random.below(10'000'000), 7);
    return digits += registrationCheckDigit(digits);
}

bool isTaxNumber(std::string_view digits) {
    return allDigits(digits, 10) && digits.back() == taxCheckDigit(digits.substr(0, 9));
}

bool isRegistrationNumber(std::string_view digits) {
    return allDigits(digits, 13) && digits.back() == registrationCheckDigit(digits.substr(0, 12));
}

Day dayOf(int year, unsigned month, unsigned dayOfMonth) {
    using namespace std::chrono;
    return static_cast<Day>(
        sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(dayOfMonth))
            .time_since_epoch()
            .count());
}

int yearOf(Day day) {
    using namespace std::chrono;
    return static_cast<int>(year_month_day(sys_days(days(day))).year());
}

std::string isoDate(Day day) {
    using namespace std::chrono;
    const year_month_day date{sys_days(days(day))};
    return padded(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4) + '-' +
           padded(static_cast<unsigned>(date.month()), 2) + '-' +
           padded(static_cast<unsigned>(date.day()), 2);
}

std::string majorUnits(std::int64_t minorUnits) {
    const auto magnitude = static_cast<std::uint64_t>(std::llabs(minorUnits));
    return (minorUnits < 0 ? "-" : "") + std::to_string(magnitude / 100) + '.' + padded(magnitude % 100, 2);
}

std::string padded(std::uint64_t number, std::size_t width) {
    std::string digits = std::to_string(number);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

}  // namespace cadastre::generator
