// A few rows of a collection too great or too lively to be compared in place, cut out as a small Corpus whose
// terms weigh what they weigh in the whole: so one pair is compared, scored and explained by the very code
// that compares millions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "profiles/duplicates/corpus.h"

namespace cadastre::duplicates {

class CorpusExcerpt {
  public:
    /// Columns of kind name or text. `rowsInWhole`: rows of the whole collection.
    CorpusExcerpt(const std::vector<std::pair<std::string, ColumnKind>>& columns, std::size_t rowsInWhole);

    /// The next term: its text, and how many rows of the whole have it. Each once: nothing is looked up. The
    /// weak term is number 0 and there from the start. Terms that come in the order of the whole's numbers
    /// are summed in its order.
    std::uint32_t addTerm(std::string_view text, std::uint32_t rowsWith);
    void countWeakTerm(std::uint32_t rowsWith);
    /// The next word, of a term; each once.
    std::uint32_t addWord(std::string_view text, std::uint32_t term);
    /// The word that stands for the term.
    void setWordOf(std::uint32_t term, std::uint32_t word);
    /// The next row: its words, in reading order, by column.
    void addRow(std::span<const std::vector<std::uint32_t>> columns);

    /// Call once, after the last row.
    Corpus take();

  private:
    Corpus corpus_;
    std::size_t rowsInWhole_;
};

}  // namespace cadastre::duplicates
