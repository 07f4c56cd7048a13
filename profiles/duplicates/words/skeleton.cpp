// Letter by letter to Latin, then the habits, longest first.
#include "profiles/duplicates/words/skeleton.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>

#include "profiles/duplicates/words/code_points.h"

namespace cadastre::duplicates {
namespace {

/// Cyrillic а…я in skeleton letters, before habits collapse.
constexpr std::array<std::string_view, 32> cyrillicLatin = {
    "a", "b", "v", "g", "d", "e", "z", "z",  "i",  "i",  "k", "l", "m", "n", "o", "p",
    "r", "s", "t", "u", "f", "h", "c", "ch", "sh", "sh", "",  "i", "",  "e", "u", "a"};

struct Habit {
    std::string_view from, to;
};
/// Longest first: what people write for the letter the skeleton keeps.
constexpr std::array habits = {Habit{"shch", "sh"}, Habit{"sch", "sh"}, Habit{"zh", "z"}, Habit{"kh", "h"},
                               Habit{"ts", "c"},    Habit{"tz", "c"},   Habit{"yu", "u"}, Habit{"ju", "u"},
                               Habit{"iu", "u"},    Habit{"ya", "a"},   Habit{"ja", "a"}, Habit{"ia", "a"},
                               Habit{"yo", "e"},    Habit{"jo", "e"},   Habit{"ye", "e"}, Habit{"je", "e"},
                               Habit{"ie", "e"},    Habit{"ph", "f"},   Habit{"y", "i"},  Habit{"j", "i"},
                               Habit{"w", "v"}};

/// The way back, longest first.
constexpr std::array wayBack = {
    Habit{"shch", "щ"}, Habit{"sch", "щ"}, Habit{"zh", "ж"}, Habit{"kh", "х"}, Habit{"ts", "ц"},
    Habit{"ch", "ч"},   Habit{"sh", "ш"},  Habit{"yu", "ю"}, Habit{"ju", "ю"}, Habit{"ya", "я"},
    Habit{"ja", "я"},   Habit{"yo", "е"},  Habit{"jo", "е"}, Habit{"ye", "е"}, Habit{"je", "е"},
    Habit{"a", "а"},    Habit{"b", "б"},   Habit{"c", "ц"},  Habit{"d", "д"},  Habit{"e", "е"},
    Habit{"f", "ф"},    Habit{"g", "г"},   Habit{"h", "х"},  Habit{"i", "и"},  Habit{"j", "й"},
    Habit{"k", "к"},    Habit{"l", "л"},   Habit{"m", "м"},  Habit{"n", "н"},  Habit{"o", "о"},
    Habit{"p", "п"},    Habit{"r", "р"},   Habit{"s", "с"},  Habit{"t", "т"},  Habit{"u", "у"},
    Habit{"v", "в"},    Habit{"w", "в"},   Habit{"z", "з"}};

void appendLatin(std::string_view folded, std::string& out) {
    for (std::size_t at = 0; at < folded.size();) {
        const auto byte = static_cast<unsigned char>(folded[at]);
        if (byte < 0x80) {
            out += folded[at++];
            continue;
        }
        const std::size_t start = at;
        const char32_t c = nextCodePoint(folded, at);
        if (c >= 0x430 && c <= 0x44F) {
            out += cyrillicLatin[c - 0x430];
        } else if (c == 0x456 || c == 0x457) {
            out += 'i';
        } else if (c >= 0xC0 && c < 0x250) {
            UErrorCode status = U_ZERO_ERROR;
            icu::UnicodeString apart;
            icu::Normalizer2::getNFDInstance(status)->getDecomposition(static_cast<UChar32>(c), apart);
            if (!apart.isEmpty() && apart.char32At(0) < 0x80) {
                out += static_cast<char>(apart.char32At(0));
            } else {
                out += folded.substr(start, at - start);
            }
        } else if ((U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_MN_MASK) == 0) {
            out += folded.substr(start, at - start);
        }
    }
}

}  // namespace

std::string skeletonOf(std::string_view folded) {
    std::string latin;
    latin.reserve(folded.size());
    appendLatin(folded, latin);
    std::string skeleton;
    skeleton.reserve(latin.size());
    for (std::size_t i = 0; i < latin.size();) {
        std::string_view next(latin.data() + i, 1);
        std::size_t taken = 1;
        for (const Habit& habit : habits) {
            if (latin.compare(i, habit.from.size(), habit.from) == 0) {
                next = habit.to;
                taken = habit.from.size();
                break;
            }
        }
        for (const char c : next) {
            const bool doubled = !skeleton.empty() && skeleton.back() == c && (c < '0' || c > '9');
            if (!doubled) skeleton += c;
        }
        i += taken;
    }
    return skeleton;
}

std::string_view firstLetterOf(std::string_view folded) {
    if (folded.empty()) return folded;
    std::size_t at = 0;
    const char32_t c = nextCodePoint(folded, at);
    return c >= 0x430 && c <= 0x44F ? cyrillicLatin[c - 0x430] : folded.substr(0, at);
}

std::string cyrillicOf(std::string_view latin) {
    std::string cyrillic;
    for (std::size_t i = 0; i < latin.size();) {
        std::string_view next = latin.substr(i, 1);
        std::size_t taken = 1;
        if (next == "y") {
            constexpr std::string_view vowels = "aeiou";
            next = i > 0 && vowels.find(latin[i - 1]) != std::string_view::npos ? "й" : "ы";
        }
        for (const Habit& habit : wayBack) {
            if (latin.compare(i, habit.from.size(), habit.from) == 0) {
                next = habit.to;
                taken = habit.from.size();
                break;
            }
        }
        cyrillic += next;
        i += taken;
    }
    return cyrillic;
}

Script scriptOf(std::string_view folded) {
    for (std::size_t at = 0; at < folded.size();) {
        const char32_t c = nextCodePoint(folded, at);
        if (c >= 'a' && c <= 'z') return Script::latin;
        if (c >= 0xC0 && c < 0x250) return Script::latin;
        if (c >= 0x400 && c < 0x530) return Script::cyrillic;
        if (c >= 0x80) return Script::other;
    }
    return Script::other;
}

}  // namespace cadastre::duplicates
