// Matching by ICU: case folding, transliteration and bounded regular expressions.
#include "importers/text_match.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/regex.h>
#include <unicode/stringpiece.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace cadastre::importers {
namespace {

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

icu::StringPiece pieceOf(std::string_view text) {
    return {text.data(), static_cast<std::int32_t>(text.size())};
}

void require(UErrorCode error, const char* what) {
    if (U_FAILURE(error)) throw std::runtime_error(std::string(what) + ": " + u_errorName(error));
}

/// Bytes of the UTF-8 character that starts with `first`.
std::size_t characterLength(char first) {
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

std::string toAsciiLetters(std::string_view text) {
    UErrorCode error = U_ZERO_ERROR;
    static const std::unique_ptr<icu::Transliterator> toLatin(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, error));
    require(error, "transliteration");
    icu::UnicodeString letters = icu::UnicodeString::fromUTF8(pieceOf(text));
    toLatin->transliterate(letters);
    std::string result;
    return letters.toUTF8String(result);
}

std::size_t editDistance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({changed, row[j] + 1, row[j - 1] + 1}));
        }
    }
    return row[b.size()];
}

}  // namespace

std::string_view nearest(std::string_view word, std::span<const std::string> known) {
    constexpr std::size_t kLongest = 64;
    std::size_t least = 3;
    std::string_view meant;
    for (const std::string& candidate : known) {
        if (candidate.size() > kLongest || word.size() > kLongest) continue;
        const std::size_t distance = editDistance(word, candidate);
        if (distance < least) {
            least = distance;
            meant = candidate;
        }
    }
    return meant;
}

std::string foldCase(std::string_view text) {
    if (isAscii(text)) {
        std::string folded(text);
        for (char& c : folded) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
        }
        return folded;
    }
    std::string folded;
    icu::StringByteSink<std::string> sink(&folded);
    UErrorCode error = U_ZERO_ERROR;
    icu::CaseMap::utf8Fold(0, pieceOf(text), sink, nullptr, error);
    require(error, "case folding");
    return folded;
}

std::string upperCase(std::string_view text) {
    std::string upper;
    icu::StringByteSink<std::string> sink(&upper);
    UErrorCode error = U_ZERO_ERROR;
    icu::CaseMap::utf8ToUpper("", 0, pieceOf(text), sink, nullptr, error);
    require(error, "upper case");
    return upper;
}

std::string slug(std::string_view text) {
    std::string result;
    for (const char c : foldCase(isAscii(text) ? std::string(text) : toAsciiLetters(text))) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            result += c;
        } else if (!result.empty() && result.back() != '-') {
            result += '-';
        }
    }
    if (result.ends_with('-')) result.pop_back();
    return result;
}

bool Glob::matches(std::string_view folded) const {
    const std::string_view pattern = folded_;
    std::size_t inText = 0, inPattern = 0;
    std::size_t star = std::string_view::npos, starText = 0;
    while (inText < folded.size()) {
        if (inPattern < pattern.size() && pattern[inPattern] == '*') {
            star = inPattern++;
            starText = inText;
        } else if (inPattern < pattern.size() && pattern[inPattern] == '?') {
            ++inPattern;
            inText += characterLength(folded[inText]);
        } else if (inPattern < pattern.size() && pattern[inPattern] == folded[inText]) {
            ++inPattern;
            ++inText;
        } else if (star != std::string_view::npos) {
            inPattern = star + 1;
            inText = ++starText;
        } else {
            return false;
        }
    }
    while (inPattern < pattern.size() && pattern[inPattern] == '*')
        ++inPattern;
    return inPattern == pattern.size();
}

bool matchesAny(const std::vector<Glob>& words, std::string_view text) {
    if (words.empty()) return false;
    const std::string folded = foldCase(text);
    return std::any_of(words.begin(), words.end(),
                       [&folded](const Glob& word) { return word.matches(folded); });
}

struct Pattern::Compiled {
    std::unique_ptr<icu::RegexPattern> pattern;
};

Pattern::Pattern(std::string_view expression) : compiled_(std::make_unique<Compiled>()) {
    UErrorCode error = U_ZERO_ERROR;
    UParseError where{};
    compiled_->pattern.reset(
        icu::RegexPattern::compile(icu::UnicodeString::fromUTF8(pieceOf(expression)), 0, where, error));
    if (U_FAILURE(error)) {
        throw std::invalid_argument("wrong at character " + std::to_string(where.offset) + " (" +
                                    u_errorName(error) + ")");
    }
}

Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

std::optional<std::string> Pattern::find(std::string_view text) const {
    constexpr std::int32_t kSteps = 1000;  // of some thousand engine steps each: about a second
    constexpr std::int32_t kStackBytes = 1 << 20;
    UErrorCode error = U_ZERO_ERROR;
    const icu::UnicodeString subject = icu::UnicodeString::fromUTF8(pieceOf(text));
    const std::unique_ptr<icu::RegexMatcher> matcher(compiled_->pattern->matcher(subject, error));
    require(error, "pattern");
    matcher->setTimeLimit(kSteps, error);
    matcher->setStackLimit(kStackBytes, error);
    const bool found = matcher->find(error) != 0;
    require(error, "pattern needs too much time");
    if (!found) return std::nullopt;
    const icu::UnicodeString group = matcher->group(matcher->groupCount() > 0 ? 1 : 0, error);
    require(error, "pattern");
    std::string result;
    return group.toUTF8String(result);
}

}  // namespace cadastre::importers
