// How numbers, dates and money are written for a reader: digits grouped, the decimal mark and the order of a
// date by language, and nothing rounded without saying so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schema/parameters.h"

namespace cadastre::reports {

/// 1234567 → "1,234,567" or "1 234 567" (with no-break spaces).
std::string written(std::int64_t number, std::string_view language);
/// A plain decimal as reports spell it, "-1234567.50" → "−1,234,567.50"; other text stays as it is.
std::string writtenDecimal(std::string_view decimal, std::string_view language);
/// 0.8231 → "0.82" / "0,82".
std::string writtenShare(double share, std::string_view language);
/// 508 of 600 → "85 %" with a no-break space; 0 and 100 are said only of none and of all. `whole` is above 0.
std::string writtenPercent(std::int64_t part, std::int64_t whole);
/// 2024-02-29 → "29 Feb 2024" / "29.02.2024".
std::string written(Date date, std::string_view language);
/// A date as stored; the text itself when it is no date ("" stays "").
std::string writtenDate(std::string_view text, std::string_view language);
/// "29 Feb 2024, 10:11 UTC".
std::string written(Instant instant, std::string_view language);
/// 123456 minor units with 2 digits → "1,234.56 EUR"; exact.
std::string writtenMoney(std::int64_t minorUnits, int minorDigits, std::string_view currency,
                         std::string_view language);
/// "1,200.00 – 3,400.00 EUR", or one amount when both are the same.
std::string writtenRange(std::int64_t low, std::int64_t high, int minorDigits, std::string_view currency,
                         std::string_view language);

/// The same in thousands, millions or billions, said to be rounded: "≈ 1.2–3.4 mn EUR".
std::string writtenRoughly(std::int64_t low, std::int64_t high, int minorDigits, std::string_view currency,
                           std::string_view language);

/// How long the bar of an amount is, in hundredths of the longest; one that stands for anything is seen.
std::string barOf(std::int64_t amount, std::int64_t most);
/// The text percent-encoded for use in a query (application/x-www-form-urlencoded).
std::string encoded(std::string_view text);

}  // namespace cadastre::reports
