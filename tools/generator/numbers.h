// Numbers that a body carries: taxpayer number (INN) and state registration number (OGRN), with their check
// digits, and dates as the generator counts them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tools/generator/random.h"

namespace cadastre::generator {

/// A legal person's INN of ten digits, the last of which checks the others (order ММВ-7-6/435 of 2012).
std::string taxNumber(Random& random);
/// An OGRN of thirteen digits, the last of which is the rest of the others by 11, by 10.
std::string registrationNumber(Random& random);

bool isTaxNumber(std::string_view digits);           ///< ten digits with a right check digit
bool isRegistrationNumber(std::string_view digits);  ///< thirteen digits with a right check digit

/// Days since 1970-01-01.
using Day = std::int32_t;
Day dayOf(int year, unsigned month, unsigned dayOfMonth);
int yearOf(Day day);
std::string isoDate(Day day);

/// The day on which the sample government stands still. What is past and what is to come is told from it,
/// so that the same seed gives the same bytes on any day.
inline constexpr Day kReferenceDay = 20634;  // 2026-06-30

/// Money in minor units as major units with two decimals: 1250 → "12.50".
std::string majorUnits(std::int64_t minorUnits);

/// `number` with zeros before it, at least `width` digits.
std::string padded(std::uint64_t number, std::size_t width);

}  // namespace cadastre::generator
