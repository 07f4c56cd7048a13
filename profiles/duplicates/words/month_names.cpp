// Asked of ICU once, for a list of languages, so that no month's name is written here.
#include "profiles/duplicates/words/month_names.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <array>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "profiles/duplicates/words/text.h"

namespace cadastre::duplicates {
namespace {

using MonthsByName = std::unordered_map<std::string, int>;

void learnMonths(const char* language, MonthsByName& months) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::DateFormatSymbols symbols(icu::Locale(language), status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no data on the names of months");
    constexpr std::int32_t inAYear = 12;
    WordCutter cutter;
    for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE}) {
        for (const auto width : {icu::DateFormatSymbols::WIDE, icu::DateFormatSymbols::ABBREVIATED}) {
            std::int32_t count = 0;
            const icu::UnicodeString* names = symbols.getMonths(count, context, width);
            for (std::int32_t m = 0; m < count && m < inAYear; ++m) {
                std::string name;
                names[m].toUTF8String(name);
                const auto& words = cutter.cut(name);
                if (words.size() == 1 && !hasDigit(words.front()))
                    months.emplace(std::string(words.front()), m + 1);
            }
        }
    }
}

MonthsByName namedMonths() {
    constexpr std::array languages = {"en", "ru", "de", "fr", "es", "it", "pt", "pl", "uk", "nl",
                                      "tr", "ro", "cs", "hu", "sv", "el", "be", "bg", "da", "fi",
                                      "nb", "sk", "hr", "lt", "sl", "lv", "et", "kk", "ca", "ga"};
    MonthsByName months;
    for (const char* language : languages)
        learnMonths(language, months);
    return months;
}

}  // namespace

int monthNamed(std::string_view folded) {
    static const MonthsByName months = namedMonths();
    const auto found = months.find(std::string(folded));
    return found == months.end() ? 0 : found->second;
}

}  // namespace cadastre::duplicates
