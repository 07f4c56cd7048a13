// Folding, cutting, skeletons. ASCII and Cyrillic, nearly all of a register, take a short path; the rest
// goes through ICU.
#include "profiles/duplicates/text.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <unordered_set>

namespace cadastre::duplicates {
namespace {

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"  // ICU's macro narrows on purpose
/// Decodes the code point at `at` and moves past it; −1 for bytes that are no UTF-8.
UChar32 decode(std::string_view text, std::size_t& at) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, text.size(), c);
    return c;
}
#pragma GCC diagnostic pop

/// The same, with broken bytes read as U+FFFD.
char32_t nextCodePoint(std::string_view text, std::size_t& at) {
    const UChar32 c = decode(text, at);
    return c < 0 ? U'\uFFFD' : static_cast<char32_t>(c);
}

bool isAsciiAlnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}
bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Writes the folded form of ASCII and basic Cyrillic; false when the text holds anything else.
bool foldQuickly(std::string_view text, std::string& out) {
    out.resize(text.size());
    std::size_t to = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c < 0x80) {
            out[to++] = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
            ++i;
            continue;
        }
        if ((c != 0xD0 && c != 0xD1) || i + 1 >= text.size()) return false;
        const auto d = static_cast<unsigned char>(text[i + 1]);
        if ((d & 0xC0) != 0x80) return false;
        unsigned cp = ((c & 0x1FU) << 6U) | (d & 0x3FU);
        if (cp < 0x400 || cp > 0x45F) return false;
        if (cp < 0x410) {
            cp += 0x50;
        } else if (cp < 0x430) {
            cp += 0x20;
        }
        if (cp == 0x451) cp = 0x435;  // ё → е
        out[to++] = static_cast<char>(0xC0U | (cp >> 6U));
        out[to++] = static_cast<char>(0x80U | (cp & 0x3FU));
        i += 2;
    }
    out.resize(to);
    return true;
}

enum class CharacterClass : std::uint8_t { separator, joiner, letter, digit, spaceless };

CharacterClass classOf(char32_t c) {
    if (c < 0x80) {
        const char a = static_cast<char>(c);
        if (isDigit(a)) return CharacterClass::digit;
        if (isAsciiAlnum(a)) return CharacterClass::letter;
        return a == '-' || a == '.' || a == '/' || a == '_' || a == '\'' ? CharacterClass::joiner
                                                                         : CharacterClass::separator;
    }
    if (c >= 0x430 && c <= 0x45F) return CharacterClass::letter;
    if (c == 0x2019 || c == 0x2010 || c == 0x2011) return CharacterClass::joiner;
    const auto point = static_cast<UChar32>(c);
    if (u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC) || (c >= 0x3040 && c <= 0x30FF) ||
        (c >= 0x0E00 && c <= 0x0EFF)) {
        return CharacterClass::spaceless;
    }
    if (u_isdigit(point)) return CharacterClass::digit;
    const auto mask = U_GET_GC_MASK(point);
    return (mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0 ? CharacterClass::letter
                                                                   : CharacterClass::separator;
}

}  // namespace

std::string_view WordCutter::fold(std::string_view utf8) {
    if (foldQuickly(utf8, folded_)) return folded_;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC case folding data");
    folded_.clear();
    icu::StringByteSink<std::string> sink(&folded_);
    folding->normalizeUTF8(0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())), sink,
                           nullptr, status);
    if (U_FAILURE(status)) throw std::runtime_error("text can't be normalised");
    for (std::size_t i = 0; i + 1 < folded_.size(); ++i) {  // ё → е
        if (folded_[i] == '\xD1' && folded_[i + 1] == '\x91') {
            folded_[i] = '\xD0';
            folded_[i + 1] = '\xB5';
        }
    }
    return folded_;
}

/// parts_ holds the pieces between joiners of one chunk such as "ps-lx350h".
void WordCutter::takeChunk(std::string_view chunk) {
    std::size_t length = 0;
    bool single = true;
    for (const std::string_view part : parts_) {
        length += part.size();
        single = single && part.size() == 1;
    }
    constexpr std::size_t longestCode = 24;
    const bool severalParts = parts_.size() > 1 && length <= longestCode;
    const bool initials = severalParts && single;                                    // U.S.A.
    const bool elided = severalParts && chunk.find('\'') != std::string_view::npos;  // O'Neil
    const bool code = severalParts && length >= 4 && hasDigit(chunk);                // PS-LX350H, 4.1.2
    if (!initials && !elided && !code) words_.insert(words_.end(), parts_.begin(), parts_.end());
    if (initials || elided || code) {
        const std::size_t start = joined_.size();
        for (const std::string_view part : parts_)
            joined_ += part;
        words_.push_back(std::string_view(joined_).substr(start));
    }
    parts_.clear();
}

const std::vector<std::string_view>& WordCutter::cut(std::string_view utf8, std::size_t limit) {
    words_.clear();
    joined_.clear();
    const std::string_view text = fold(utf8);
    joined_.reserve(text.size());  // never reallocates below: words_ points into it
    constexpr std::size_t nowhere = std::string_view::npos;
    std::size_t chunk = nowhere, word = nowhere, pairStart = nowhere;
    bool paired = false;
    const auto endWord = [&](std::size_t end) {
        if (word != nowhere) parts_.push_back(text.substr(word, end - word));
        word = nowhere;
    };
    const auto endChunk = [&](std::size_t end) {
        endWord(end);
        if (chunk != nowhere) takeChunk(text.substr(chunk, end - chunk));
        chunk = nowhere;
    };
    for (std::size_t at = 0; at < text.size() && words_.size() < limit;) {
        const std::size_t start = at;
        const CharacterClass kind = classOf(nextCodePoint(text, at));
        if (kind == CharacterClass::letter || kind == CharacterClass::digit) {
            if (chunk == nowhere) chunk = start;
            if (word == nowhere) word = start;
        } else if (kind == CharacterClass::joiner && word != nowhere) {
            endWord(start);
        } else {
            endChunk(start);
        }
        if (kind == CharacterClass::spaceless) {
            if (pairStart != nowhere) words_.push_back(text.substr(pairStart, at - pairStart));
            paired = pairStart != nowhere;
            pairStart = start;
        } else if (pairStart != nowhere) {
            if (!paired) words_.push_back(text.substr(pairStart, start - pairStart));
            pairStart = nowhere;
            paired = false;
        }
    }
    if (pairStart != nowhere && !paired) words_.push_back(text.substr(pairStart));
    endChunk(text.size());
    return words_;
}

bool hasDigit(std::string_view folded) {
    return std::any_of(folded.begin(), folded.end(), isDigit);
}

bool isCode(std::string_view folded) {
    const auto digits = static_cast<std::size_t>(std::count_if(folded.begin(), folded.end(), isDigit));
    return digits > 0 && folded.size() >= 3 && (digits < folded.size() || digits >= 5);
}

std::string_view WordCutter::squeeze(std::string_view utf8) {
    const std::string_view text = fold(utf8);
    joined_.clear();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const CharacterClass kind = classOf(nextCodePoint(text, at));
        if (kind != CharacterClass::separator && kind != CharacterClass::joiner) {
            joined_.append(text.substr(start, at - start));
        }
    }
    return joined_;
}

std::optional<std::size_t> firstInvalidUtf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
        } else if (decode(text, at) < 0) {
            return start;
        }
    }
    return std::nullopt;
}

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
            const bool doubled = !skeleton.empty() && skeleton.back() == c && !isDigit(c);
            if (!doubled) skeleton += c;
        }
        i += taken;
    }
    return skeleton;
}

bool isSystemKindWord(std::string_view folded) {
    static const std::unordered_set<std::string_view> words = {"аис",
                                                               "фгис",
                                                               "гис",
                                                               "ис",
                                                               "иас",
                                                               "аиас",
                                                               "мис",
                                                               "система",
                                                               "системы",
                                                               "системе",
                                                               "систему",
                                                               "системой",
                                                               "информационная",
                                                               "информационной",
                                                               "информационную",
                                                               "информационные",
                                                               "информационных",
                                                               "информационный",
                                                               "автоматизированная",
                                                               "автоматизированной",
                                                               "автоматизированную",
                                                               "государственная",
                                                               "государственной",
                                                               "государственную",
                                                               "муниципальная",
                                                               "муниципальной",
                                                               "федеральная",
                                                               "федеральной",
                                                               "ведомственная",
                                                               "портал",
                                                               "подсистема",
                                                               "подсистемы",
                                                               "комплекс",
                                                               "программный",
                                                               "ais",
                                                               "is",
                                                               "it",
                                                               "system",
                                                               "systems",
                                                               "information",
                                                               "automated",
                                                               "portal",
                                                               "platform",
                                                               "application",
                                                               "subsystem",
                                                               "software",
                                                               "рис",
                                                               "ргис",
                                                               "вис",
                                                               "еис",
                                                               "егис",
                                                               "еас",
                                                               "ас",
                                                               "пк",
                                                               "апк",
                                                               "региональная",
                                                               "региональной",
                                                               "ведомственной",
                                                               "единая",
                                                               "единой",
                                                               "аналитическая",
                                                               "аналитической",
                                                               "информационно",
                                                               "vis",
                                                               "ias",
                                                               "ris",
                                                               "rgis",
                                                               "eis",
                                                               "regional",
                                                               "departmental",
                                                               "unified",
                                                               "süsteem",
                                                               "süsteemi",
                                                               "infosüsteem",
                                                               "infosüsteemi",
                                                               "infosüsteemid",
                                                               "portaal",
                                                               "alamsüsteem",
                                                               "rakendus",
                                                               "andmekogu",
                                                               "gis",
                                                               "fgis",
                                                               "sistema",
                                                               "informacionnaya",
                                                               "informatsionnaya",
                                                               "avtomatizirovannaya"};
    return words.contains(folded);
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

std::string latinLanguage(const std::function<std::uint64_t(std::string_view)>& countOf) {
    struct Language {
        std::string_view stemmer;  // empty: none in Snowball
        std::array<std::string_view, 8> functionWords;
    };
    static constexpr std::array<Language, 12> languages = {{
        {"english", {"the", "of", "and", "for", "with", "to", "by", "from"}},
        {"german", {"der", "die", "und", "das", "für", "mit", "von", "zur"}},
        {"french", {"le", "les", "des", "et", "pour", "du", "dans", "aux"}},
        {"spanish", {"el", "los", "las", "y", "del", "por", "para", "una"}},
        {"italian", {"il", "di", "della", "per", "gli", "che", "degli", "una"}},
        {"portuguese", {"do", "da", "dos", "para", "uma", "em", "não", "os"}},
        {"dutch", {"het", "een", "van", "voor", "met", "de", "bij", "naar"}},
        {"swedish", {"och", "för", "av", "att", "på", "till", "som", "ett"}},
        {"danish", {"og", "af", "til", "på", "det", "som", "med", "ved"}},
        {"finnish", {"ja", "on", "sekä", "että", "tai", "ovat", "joka", "myös"}},
        {"", {"ja", "ning", "on", "või", "mis", "kui", "ka", "et"}},
        {"", {"i", "w", "na", "z", "do", "oraz", "dla", "się"}},
    }};
    std::uint64_t best = 0, second = 0;
    std::string_view chosen;
    for (const Language& language : languages) {
        std::uint64_t spoken = 0;
        for (const std::string_view word : language.functionWords)
            spoken += countOf(word);
        if (spoken > best) {
            second = best;
            best = spoken;
            chosen = language.stemmer;
        } else {
            second = std::max(second, spoken);
        }
    }
    return best > 2 * second ? std::string(chosen) : std::string();
}

}  // namespace cadastre::duplicates
