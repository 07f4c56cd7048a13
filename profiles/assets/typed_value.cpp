// Exact reading of numbers, money, booleans and text. Numbers stay strings of digits until they are scaled
// and rounded, so that no amount ever passes through floating point.
#include "profiles/assets/typed_value.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>

namespace cadastre::assets {
namespace {

constexpr std::size_t kMostDigits = 60;
constexpr std::size_t kMostIntegerDigits = 18;  // within int64 whatever the digits are

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

Reading broken(std::string_view rule) {
    return {.value = {}, .broken = rule};
}

Reading number(std::string text) {
    return {.value = {Value::Kind::number, std::move(text)}, .broken = {}};
}

/// ±digits × 10^-fraction, without leading zeros.
struct Decimal {
    bool negative = false;
    std::string digits;
    int fraction = 0;
};

/// Takes a thousands separator at the start of `text` away: a space of any width, an apostrophe, the other
/// mark.
bool skipSeparator(std::string_view& text, char decimalMark) {
    constexpr std::array<std::string_view, 6> kSeparators = {" ",      "'",      "\u00A0",
                                                             "\u202F", "\u2009", "\u2019"};
    for (const std::string_view separator : kSeparators) {
        if (text.starts_with(separator)) return text.remove_prefix(separator.size()), true;
    }
    const char other = decimalMark == '.' ? ',' : '.';
    if (!text.starts_with(other)) return false;
    text.remove_prefix(1);
    return true;
}

bool takeSign(std::string_view& text) {
    const bool minus = text.starts_with('-') || text.starts_with("\u2212");
    if (minus) {
        text.remove_prefix(text.front() == '-' ? 1 : std::string_view("\u2212").size());
    } else if (text.starts_with('+')) {
        text.remove_prefix(1);
    }
    return minus;
}

/// The digits before the mark; groups after a separator must have three digits.
bool takeWhole(std::string_view& text, const NumberForm& form, std::string& digits) {
    std::size_t group = 0;
    bool separated = false;
    while (!text.empty()) {
        if (isDigit(text.front())) {
            digits += text.front();
            ++group;
            text.remove_prefix(1);
            continue;
        }
        if (text.front() == form.decimalMark || text.front() == 'e' || text.front() == 'E') break;
        if (!form.grouped || group == 0 || (separated && group != 3) ||
            !skipSeparator(text, form.decimalMark))
            return false;
        separated = true;
        group = 0;
    }
    return !separated || group == 3;
}

std::optional<int> takeExponent(std::string_view text) {
    text.remove_prefix(1);
    if (text.starts_with('+')) text.remove_prefix(1);
    int exponent = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
    if (error != std::errc() || end != text.data() + text.size() || exponent > 30 || exponent < -30)
        return std::nullopt;
    return exponent;
}

std::optional<Decimal> parseDecimal(std::string_view text, const NumberForm& form) {
    text = trimmed(text);
    Decimal decimal;
    decimal.negative = takeSign(text);
    text = trimmed(text);
    // Accountants put what is negative in parentheses.
    if (form.grouped && !decimal.negative && text.starts_with('(') && text.ends_with(')')) {
        decimal.negative = true;
        text = trimmed(text.substr(1, text.size() - 2));
    }
    if (!takeWhole(text, form, decimal.digits)) return std::nullopt;
    if (text.starts_with(form.decimalMark)) {
        text.remove_prefix(1);
        while (!text.empty() && isDigit(text.front())) {
            decimal.digits += text.front();
            ++decimal.fraction;
            text.remove_prefix(1);
        }
    }
    if (decimal.digits.empty()) return std::nullopt;
    if (text.starts_with('e') || text.starts_with('E')) {
        const std::optional<int> exponent = takeExponent(text);
        if (!exponent) return std::nullopt;
        decimal.fraction -= *exponent;
        text = {};
    }
    if (!text.empty()) return std::nullopt;
    decimal.digits.erase(0, std::min(decimal.digits.find_first_not_of('0'), decimal.digits.size()));
    return decimal;
}

/// Whether the dropped `tail` of digits makes the last kept digit one greater.
bool roundsUp(std::string_view kept, std::string_view tail, Rounding rounding) {
    if (rounding == Rounding::down || tail.front() < '5') return false;
    if (tail.front() > '5' || rounding == Rounding::halfUp) return true;
    if (tail.find_first_not_of('0', 1) != std::string_view::npos) return true;
    return !kept.empty() && (kept.back() - '0') % 2 == 1;
}

void addOne(std::string& digits) {
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        if (*digit != '9') {
            ++*digit;
            return;
        }
        *digit = '0';
    }
    digits.insert(digits.begin(), '1');
}

/// The decimal as an integer of units of 10^-places.
Reading toInteger(Decimal decimal, int places, Rounding rounding, std::string_view tooFine) {
    if (decimal.digits.empty()) return number("0");
    const int shift = places - decimal.fraction;
    if (shift >= 0) {
        if (decimal.digits.size() + static_cast<std::size_t>(shift) > kMostIntegerDigits)
            return broken("number-out-of-range");
        decimal.digits.append(static_cast<std::size_t>(shift), '0');
    } else {
        const auto dropped = static_cast<std::size_t>(-shift);
        if (decimal.digits.size() < dropped) decimal.digits.insert(0, dropped - decimal.digits.size(), '0');
        const std::string tail = decimal.digits.substr(decimal.digits.size() - dropped);
        decimal.digits.resize(decimal.digits.size() - dropped);
        if (tail.find_first_not_of('0') != std::string::npos) {
            if (rounding == Rounding::refuse) return broken(tooFine);
            if (roundsUp(decimal.digits, tail, rounding)) addOne(decimal.digits);
        }
        decimal.digits.erase(0, std::min(decimal.digits.find_first_not_of('0'), decimal.digits.size()));
        if (decimal.digits.size() > kMostIntegerDigits) return broken("number-out-of-range");
    }
    if (decimal.digits.empty()) return number("0");
    return number((decimal.negative ? "-" : "") + decimal.digits);
}

/// Whether every character is one that normalisation form C never touches: ASCII, Latin up to U+02FF and
/// Cyrillic up to U+047F (none of them combines or decomposes alone). Spares most text the question to ICU.
bool isPlainlyComposed(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) continue;
        const bool latin = byte >= 0xC2 && byte <= 0xCB;
        const bool cyrillic = byte == 0xD0 || byte == 0xD1;
        if ((!latin && !cyrillic) || ++i == text.size()) return false;
    }
    return true;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    constexpr std::array<std::string_view, 2> kWide = {"\u00A0", "\uFEFF"};
    const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    for (bool again = true; again && !text.empty();) {
        again = false;
        while (!text.empty() && blank(text.front()))
            text.remove_prefix(1);
        while (!text.empty() && blank(text.back()))
            text.remove_suffix(1);
        for (const std::string_view wide : kWide) {
            if (text.starts_with(wide)) text.remove_prefix(wide.size()), again = true;
            if (text.ends_with(wide)) text.remove_suffix(wide.size()), again = true;
        }
    }
    return text;
}

std::string normalised(std::string_view text) {
    if (isPlainlyComposed(text)) return std::string(text);
    UErrorCode error = U_ZERO_ERROR;
    static const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(error);
    const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
    if (U_SUCCESS(error) && nfc->isNormalizedUTF8(piece, error) != 0) return std::string(text);
    std::string result;
    icu::StringByteSink<std::string> sink(&result);
    nfc->normalizeUTF8(0, piece, sink, nullptr, error);
    if (U_FAILURE(error))
        throw std::runtime_error("Unicode normalisation failed: " + std::string(u_errorName(error)));
    return result;
}

Reading readInteger(std::string_view text, const NumberForm& form) {
    const std::optional<Decimal> decimal = parseDecimal(text, form);
    if (!decimal) return broken("not-a-number");
    if (decimal->digits.size() > kMostDigits) return broken("number-out-of-range");
    return toInteger(*decimal, form.powerOfTen, form.rounding, "not-whole");
}

Reading readDecimal(std::string_view text, const NumberForm& form) {
    std::optional<Decimal> decimal = parseDecimal(text, form);
    if (!decimal) return broken("not-a-number");
    std::string& digits = decimal->digits;
    int fraction = decimal->fraction - form.powerOfTen;
    if (fraction < 0) {
        digits.append(static_cast<std::size_t>(-fraction), '0');
        fraction = 0;
    }
    if (digits.size() > kMostDigits || fraction > static_cast<int>(kMostDigits))
        return broken("number-out-of-range");
    const auto places = static_cast<std::size_t>(fraction);
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    if (places > 0) {
        digits.insert(digits.end() - static_cast<std::ptrdiff_t>(places), '.');
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.back() == '.') digits.pop_back();
    } else {
        digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    }
    if (decimal->negative && digits.find_first_not_of("0.") != std::string::npos)
        digits.insert(digits.begin(), '-');
    return number(std::move(digits));
}

Reading readMoney(std::string_view text, int minorDigits, const NumberForm& form) {
    const std::optional<Decimal> decimal = parseDecimal(text, form);
    if (!decimal) return broken("not-a-number");
    if (decimal->digits.size() > kMostDigits) return broken("number-out-of-range");
    return toInteger(*decimal, minorDigits + form.powerOfTen, form.rounding, "too-many-decimals");
}

Reading readBoolean(std::string_view text) {
    constexpr std::array<std::string_view, 7> kTrue = {"true", "1", "yes", "y", "да", "Да", "ДА"};
    constexpr std::array<std::string_view, 7> kFalse = {"false", "0", "no", "n", "нет", "Нет", "НЕТ"};
    std::string word(trimmed(text));
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (std::find(kTrue.begin(), kTrue.end(), word) != kTrue.end())
        return {{Value::Kind::boolean, "true"}, {}};
    if (std::find(kFalse.begin(), kFalse.end(), word) != kFalse.end())
        return {{Value::Kind::boolean, "false"}, {}};
    return broken("not-a-boolean");
}

}  // namespace cadastre::assets
