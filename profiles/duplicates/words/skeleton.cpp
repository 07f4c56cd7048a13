// Letter by letter to Latin, then the habits, longest first.
#include "profiles/duplicates/words/skeleton.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>
#include <stdexcept>

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

/// The letter of the English alphabet that a letter is when its marks are taken off, 0 for any other.
char withoutMarks(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString apart;
    icu::Normalizer2::getNFDInstance(status)->getDecomposition(static_cast<UChar32>(c), apart);
    const UChar32 letter = apart.isEmpty() ? 0 : apart.char32At(0);
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter) : '\0';
}

/// Letters whose sounds Latin ones write: of any script with an alphabet, and Latin letters that are more
/// than a letter with a mark (ł, æ, þ). Ideographs and kana are compared as they stand.
bool isSpelt(char32_t c) {
    const auto point = static_cast<UChar32>(c);
    constexpr char32_t firstLetter = 0xC0, firstKana = 0x3040, lastKana = 0x30FF, firstThai = 0x0E00,
                       lastLao = 0x0EFF, firstCyrillic = 0x400, lastCyrillic = 0x52F;
    return c >= firstLetter && (c < firstCyrillic || c > lastCyrillic) && (c < firstKana || c > lastKana) &&
           (c < firstThai || c > lastLao) && u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC) == 0 &&
           (U_GET_GC_MASK(point) & (U_GC_L_MASK | U_GC_M_MASK)) != 0;
}

/// What ICU's standard romanisation makes of letters outside English and Russian, for which no habits are
/// kept here; letters that it leaves as they are stay.
std::string inAscii(std::string_view letters) {
    static const auto toLatin = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(
            icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no transliteration into Latin letters");
        return made;
    }();
    icu::UnicodeString text = icu::UnicodeString::fromUTF8(
        icu::StringPiece(letters.data(), static_cast<std::int32_t>(letters.size())));
    toLatin->transliterate(text);
    std::string latin;
    text.toUTF8String(latin);
    return latin;
}

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
        } else if (const char letter = withoutMarks(c); letter != 0) {
            out += letter;
        } else if (isSpelt(c)) {
            std::size_t end = at;
            while (at < folded.size() && isSpelt(nextCodePoint(folded, at)))
                end = at;
            at = end;
            out += inAscii(folded.substr(start, end - start));
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
        if ((c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00)) return Script::latin;
        if (c >= 0x400 && c < 0x530) return Script::cyrillic;
        if (c >= 0x80) return Script::other;
    }
    return Script::other;
}

}  // namespace cadastre::duplicates
