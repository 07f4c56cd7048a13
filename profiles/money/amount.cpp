// Exact arithmetic on minor units.
#include "profiles/money/amount.h"

#include <fmt/format.h>

#include <stdexcept>

namespace cadastre::money {

std::string majorText(std::int64_t minor, int minorDigits) {
    std::uint64_t unit = 1;
    for (int digit = 0; digit < minorDigits; ++digit)
        unit *= 10;
    const auto magnitude =
        minor < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(minor) : static_cast<std::uint64_t>(minor);
    const char* sign = minor < 0 ? "-" : "";
    if (minorDigits == 0) return fmt::format("{}{}", sign, magnitude);
    return fmt::format("{}{}.{:0{}}", sign, magnitude / unit, magnitude % unit, minorDigits);
}

std::int64_t add(std::int64_t left, std::int64_t right) {
    std::int64_t sum = 0;
    if (__builtin_add_overflow(left, right, &sum)) throw std::overflow_error("a sum of money leaves 64 bits");
    return sum;
}

std::optional<std::int64_t> shareInTenThousandths(std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return std::nullopt;
    __extension__ using Wide = __int128;
    const Wide scaled = static_cast<Wide>(part) * 10000;
    const Wide half = part < 0 ? -(whole / 2) : whole / 2;
    return static_cast<std::int64_t>((scaled + half) / whole);
}

}  // namespace cadastre::money
