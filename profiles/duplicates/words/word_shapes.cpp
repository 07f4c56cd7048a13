// One pass over the vocabulary, and the two bounds that shapes allow.
#include "profiles/duplicates/words/word_shapes.h"

#include <algorithm>
#include <bit>

#include "profiles/duplicates/words/skeleton.h"

namespace cadastre::duplicates {
namespace {

std::uint8_t sizeOf(std::string_view text) {
    return static_cast<std::uint8_t>(std::min<std::size_t>(text.size(), tooLong));
}

/// 1 … 255 of two bytes, 0 of fewer.
std::uint8_t hashOf(std::string_view two) {
    constexpr unsigned factor = 37, values = 255;
    if (two.size() < 2) return 0;
    const unsigned a = static_cast<unsigned char>(two[0]), b = static_cast<unsigned char>(two[1]);
    return static_cast<std::uint8_t>((a * factor + b) % values + 1);
}

std::uint16_t digitsIn(std::string_view text) {
    unsigned digits = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') digits |= 1U << static_cast<unsigned>(c - '0');
    }
    return static_cast<std::uint16_t>(digits);
}

std::uint32_t lettersIn(std::string_view text) {
    constexpr unsigned lastFiveBits = 31;
    std::uint32_t letters = 0;
    for (const char c : text)
        letters |= 1U << (static_cast<unsigned char>(c) & lastFiveBits);
    return letters;
}

}  // namespace

int fewestEdits(const TermShape& one, const TermShape& other) {
    if (one.size == tooLong || other.size == tooLong) return 0;
    return std::max(std::popcount(one.letters & ~other.letters), std::popcount(other.letters & ~one.letters));
}

bool mayBeJoinedOf(const WordShape& whole, const WordShape& first, const WordShape& second) {
    const auto differ = [](std::uint8_t a, std::uint8_t b) { return a != 0 && b != 0 && a != b; };
    if (differ(whole.begins, first.begins) || differ(whole.ends, second.ends)) return false;
    return whole.size == tooLong || whole.size >= first.size + second.size;
}

void WordShapes::look(const Vocabulary& vocabulary, const std::vector<std::uint32_t>& rowsWith) {
    words_.resize(vocabulary.words());
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
        const std::string_view text = vocabulary.wordText(word), letter = firstLetterOf(text);
        words_[word] = {vocabulary.termOf(word), sizeOf(text), hashOf(text.substr(0, 2)),
                        text.size() < 2 ? std::uint8_t{0} : hashOf(text.substr(text.size() - 2)),
                        letter.empty() ? '\0' : letter.front()};
    }
    terms_.resize(vocabulary.terms());
    for (std::uint32_t term = 0; term < terms_.size(); ++term) {
        const std::string_view text = vocabulary.termText(term);
        const std::uint32_t word = vocabulary.wordOf(term);
        terms_[term] = {rowsWith[term],
                        lettersIn(text),
                        word < words_.size() ? digitsIn(vocabulary.wordText(word)) : std::uint16_t{0},
                        sizeOf(text),
                        text.empty() ? '\0' : text.front(),
                        vocabulary.isCodeTerm(term),
                        vocabulary.hasDigitTerm(term)};
    }
}

}  // namespace cadastre::duplicates
