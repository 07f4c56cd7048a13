// Writing values for people.
#include "reports/page_words.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace cadastre::reports {

namespace {

constexpr std::string_view noBreakSpace = "\u00A0";

bool isRussian(std::string_view language) {
    return language == "ru";
}

std::string grouped(const std::string& digits, std::string_view language) {
    const std::string_view mark = isRussian(language) ? noBreakSpace : ",";
    std::string text;
    for (std::size_t at = 0; at < digits.size(); ++at) {
        if (at > 0 && (digits.size() - at) % 3 == 0) text += mark;
        text += digits[at];
    }
    return text;
}

// Without the sign, so that the least number there is has an absolute value too.
std::uint64_t magnitude(std::int64_t number) {
    return number < 0 ? ~static_cast<std::uint64_t>(number) + 1 : static_cast<std::uint64_t>(number);
}

constexpr const char* minus = "\u2212";

std::string amount(std::int64_t minorUnits, int minorDigits, std::string_view language) {
    const auto decimals = static_cast<std::size_t>(minorDigits);
    const std::string digits = fmt::format("{:0{}}", magnitude(minorUnits), decimals + 1);
    const std::string fraction = digits.substr(digits.size() - decimals);
    std::string text = minorUnits < 0 ? minus : "";
    text += grouped(digits.substr(0, digits.size() - decimals), language);
    // Whole amounts are easier to compare without their zeros.
    if (fraction.find_first_not_of('0') != std::string::npos)
        text += (isRussian(language) ? "," : ".") + fraction;
    return text;
}

}  // namespace

std::string written(std::int64_t number, std::string_view language) {
    return fmt::format("{}{}", number < 0 ? minus : "", grouped(std::to_string(magnitude(number)), language));
}

std::string writtenDecimal(std::string_view decimal, std::string_view language) {
    const bool negative = decimal.starts_with('-');
    const std::string_view digits = decimal.substr(negative ? 1 : 0);
    const std::size_t point = std::min(digits.find('.'), digits.size());
    if (digits.empty() || digits.find_first_not_of("0123456789.") != std::string_view::npos)
        return std::string(decimal);
    std::string text = negative ? minus : "";
    text += grouped(std::string(digits.substr(0, point)), language);
    if (point < digits.size()) text.append(isRussian(language) ? "," : ".").append(digits.substr(point + 1));
    return text;
}

std::string writtenShare(double share, std::string_view language) {
    std::string text = fmt::format("{:.2f}", share);
    if (isRussian(language)) std::replace(text.begin(), text.end(), '.', ',');
    return text;
}

std::string writtenPercent(std::int64_t part, std::int64_t whole) {
    const auto rounded = std::llround(100.0 * static_cast<double>(part) / static_cast<double>(whole));
    const long long said = part <= 0 ? 0 : part >= whole ? 100 : std::clamp(rounded, 1LL, 99LL);
    return fmt::format("{}\u00A0%", said);
}

std::string written(Date date, std::string_view language) {
    static constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = static_cast<unsigned>(date.day());
    const auto month = static_cast<unsigned>(date.month());
    const int year = static_cast<int>(date.year());
    if (isRussian(language)) return fmt::format("{:02}.{:02}.{:04}", day, month, year);
    return fmt::format("{}{}{}{}{}", day, noBreakSpace, months.at(month - 1), noBreakSpace, year);
}

std::string writtenDate(std::string_view text, std::string_view language) {
    const auto date = dateFrom(text);
    return date ? written(*date, language) : std::string(text);
}

std::string written(Instant instant, std::string_view language) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(instant - day).count();
    return fmt::format("{}, {:02}:{:02}{}UTC", written(Date(day), language), minutes / 60, minutes % 60,
                       noBreakSpace);
}

std::string writtenMoney(std::int64_t minorUnits, int minorDigits, std::string_view currency,
                         std::string_view language) {
    std::string text = amount(minorUnits, minorDigits, language);
    if (!currency.empty()) text.append(noBreakSpace).append(currency);
    return text;
}

std::string writtenRange(std::int64_t low, std::int64_t high, int minorDigits, std::string_view currency,
                         std::string_view language) {
    if (low == high) return writtenMoney(low, minorDigits, currency, language);
    return fmt::format("{} – {}", amount(low, minorDigits, language),
                       writtenMoney(high, minorDigits, currency, language));
}

std::string writtenRoughly(std::int64_t low, std::int64_t high, int minorDigits, std::string_view currency,
                           std::string_view language) {
    struct Unit {
        double size;
        const char* english;
        const char* russian;
    };
    static constexpr std::array<Unit, 4> units{
        {{1e9, "bn", "млрд"}, {1e6, "mn", "млн"}, {1e3, "thousand", "тыс."}, {1, "", ""}}};
    double size = 1;
    for (int digit = 0; digit < minorDigits; ++digit)
        size *= 10;
    const double most = static_cast<double>(high) / size;
    const auto* unit =
        std::find_if(units.begin(), units.end() - 1, [&](const Unit& each) { return most >= each.size; });
    const auto rounded = [&](std::int64_t minorUnits) {
        const double value = static_cast<double>(minorUnits) / size / unit->size;
        std::string text = fmt::format("{:.{}f}", value, value != 0 && value < 9.95 ? 1 : 0);
        if (isRussian(language)) std::replace(text.begin(), text.end(), '.', ',');
        return text;
    };
    if (low == 0 && high == 0) return writtenMoney(0, minorDigits, currency, language);
    std::string text = "≈" + std::string(noBreakSpace) + rounded(low);
    if (rounded(low) != rounded(high)) text.append("–").append(rounded(high));
    const std::string_view word = isRussian(language) ? unit->russian : unit->english;
    if (!word.empty()) text.append(noBreakSpace).append(word);
    if (!currency.empty()) text.append(noBreakSpace).append(currency);
    return text;
}

std::string barOf(std::int64_t amount, std::int64_t most) {
    return fmt::format("{:.1f}",
                       std::max(1.0, 100.0 * static_cast<double>(amount) / static_cast<double>(most)));
}

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

}  // namespace cadastre::reports
