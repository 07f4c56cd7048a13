// What can be told of a word at a glance, without reading its letters. Two records set their words against
// each other by the hundred, and nearly all of them can't be one word: a shape says so out of one line of the
// cache, where the letters would be a walk through memory.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "profiles/duplicates/words/vocabulary.h"

namespace cadastre::duplicates {

/// Longer texts are of this size to a shape: it then says nothing of their letters.
constexpr std::uint8_t tooLong = 65;

struct TermShape {
    std::uint32_t rowsWith = 0;  ///< how many rows have the term
    std::uint32_t letters = 0;   ///< which bytes its text holds, by their last five bits
    std::uint16_t digits = 0;    ///< which digits the word that stands for it holds
    std::uint8_t size = 0;       ///< bytes of its text, `tooLong` at most
    char first = 0;              ///< first byte of its text
    bool isCode = false, hasDigit = false;
};

struct WordShape {
    std::uint32_t term = 0;
    std::uint8_t size = 0;              ///< bytes, `tooLong` at most
    std::uint8_t begins = 0, ends = 0;  ///< of the first and the last two bytes; 0 where there is one
    char initial = 0;                   ///< first byte of its first letter in Latin; 0 where that is silent
};

/// The fewest edits that can make one term of the other: each letter that only one has takes one (the bag
/// distance of Bartolini, Ciaccia & Patella 2002, of sets). 0 where a shape doesn't know.
int fewestEdits(const TermShape& one, const TermShape& other);
/// False where `whole` can't begin with `first` and end with `second`.
bool mayBeJoinedOf(const WordShape& whole, const WordShape& first, const WordShape& second);

class WordShapes {
  public:
    /// Looks at every word of a finished vocabulary; `rowsWith` is by term.
    void look(const Vocabulary& vocabulary, const std::vector<std::uint32_t>& rowsWith);

    const TermShape& ofTerm(std::uint32_t term) const { return terms_[term]; }
    const WordShape& ofWord(std::uint32_t word) const { return words_[word]; }

  private:
    std::vector<TermShape> terms_;
    std::vector<WordShape> words_;
};

}  // namespace cadastre::duplicates
