// Folding and cutting. ASCII and Cyrillic, nearly all of a register, take a short path; the rest
// goes through ICU.
#include "profiles/duplicates/words/text.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <stdexcept>

#include "profiles/duplicates/words/code_points.h"

namespace cadastre::duplicates {
namespace {

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

/// Words side by side rather than a code, although there is a digit: "python3-trustme", «1С-Бухгалтерия». One
/// of them is too long for a piece of a code, and none is a bare number, as in "9-point" or "7256-ddeck".
bool areWords(const std::vector<std::string_view>& parts) {
    constexpr std::size_t longWord = 5;
    bool hasLongWord = false;
    for (const std::string_view part : parts) {
        std::size_t letters = 0, digits = 0;
        for (std::size_t at = 0; at < part.size();)
            ++(classOf(nextCodePoint(part, at)) == CharacterClass::digit ? digits : letters);
        if (letters == 0) return false;
        hasLongWord = hasLongWord || (digits == 0 && letters >= longWord);
    }
    return hasLongWord;
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
    const bool code = severalParts && length >= 4 && hasDigit(chunk) &&              // PS-LX350H, 4.1.2
                      !areWords(parts_);
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
        } else if (decodeCodePoint(text, at) < 0) {
            return start;
        }
    }
    return std::nullopt;
}

}  // namespace cadastre::duplicates
