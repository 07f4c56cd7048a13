// Reads one value of a dictionary field from text: dates, exact numbers, money, booleans.
// It lives with the assets because every way in (CSV, XML, forms) must read a value the same way.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "profiles/assets/stated.h"

namespace cadastre::assets {

/// The types of the field dictionary (column `type` of schema/codes/field.csv).
enum class FieldType : std::uint8_t {
    text,
    longText,
    date,
    integer,
    decimal,
    boolean,
    money,
    code,
    reference,
    url
};

/// A value, or the rule that says why the text can't be one (then `value` is not to be used).
struct Reading {
    Value value;
    std::string_view broken;  ///< rule code, e.g. "not-a-date"; empty when the value was read
};

enum class Rounding : std::uint8_t { refuse, halfEven, halfUp, down };

/// How numbers are written in a source and what they count.
struct NumberForm {
    char decimalMark = '.';
    bool grouped = false;  ///< thousands may be set apart by a space, an apostrophe or the other mark
    int powerOfTen = 0;    ///< 6 when the source counts millions
    Rounding rounding = Rounding::refuse;
};

/// Without leading and trailing white space (no-break space and BOM too).
std::string_view trimmed(std::string_view text);

/// UTF-8 in Unicode normalisation form C. Plain ASCII is copied without looking further.
std::string normalised(std::string_view text);

/// An ISO date YYYY-MM-DD that exists in the calendar; rule "not-a-date".
Reading readDate(std::string_view text);

/// A date in the first of `forms` that fits: YYYY YY MM M DD D MON (Jan…Dec) and, at the end, `*` for any
/// rest. Two-digit years are 1970…2069. A form without a day or month means the first one.
Reading readDate(std::string_view text, std::span<const std::string> forms);

/// A whole number within ±10^18 ("2023.0" is whole); rules "not-a-number", "not-whole",
/// "number-out-of-range".
Reading readInteger(std::string_view text, const NumberForm& form = {});

/// A decimal number of at most 60 digits, exact; rules "not-a-number", "number-out-of-range".
Reading readDecimal(std::string_view text, const NumberForm& form = {});

/// Money in major units, exactly, to an integer of minor units (`minorDigits` of ISO 4217);
/// rules "not-a-number", "number-out-of-range", and "too-many-decimals" when rounding is refused.
Reading readMoney(std::string_view text, int minorDigits, const NumberForm& form = {});

/// true/false, yes/no, 1/0, да/нет in any case; rule "not-a-boolean".
Reading readBoolean(std::string_view text);

/// The date `days` after the ISO date `start`; `days` as readInteger takes it.
Reading readDaysAfter(std::string_view start, std::string_view days);

}  // namespace cadastre::assets
