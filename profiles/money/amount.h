// Money as it is kept: whole minor units of a currency, added exactly or not at all.
// Pure arithmetic. How many digits a currency has is the dictionary's business (ISO 4217), reading what
// people write is assets::readMoney's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cadastre::money {

/// The amount in major units with as many decimals as the currency has: -5 with 2 digits is "-0.05".
/// @param minorDigits  0…4
std::string majorText(std::int64_t minor, int minorDigits);

/// The sum; throws std::overflow_error when it leaves 64 bits.
std::int64_t add(std::int64_t left, std::int64_t right);

/// part / whole in ten-thousandths, rounded half away from zero; nothing when the whole is not positive.
std::optional<std::int64_t> shareInTenThousandths(std::int64_t part, std::int64_t whole);

}  // namespace cadastre::money
