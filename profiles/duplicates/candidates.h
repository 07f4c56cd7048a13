// Which pairs are worth a close look: the union of small lists from unlike views of a record. No single view
// finds everything; together, and searched from both sides, they do. Never all pairs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "profiles/duplicates/corpus.h"

namespace cadastre::duplicates {

/// A pair of rows, left < right.
struct RowPair {
    std::uint32_t left = 0, right = 0;
    friend auto operator<=>(const RowPair&, const RowPair&) = default;
};

struct CandidateOptions {
    std::size_t perList = 10;           ///< rivals a row takes from each view
    std::size_t postingBudget = 4'000;  ///< postings read for one row in one view
    int threads = 1;
    /// The records of one register: looked up by pairs of their names' frequent words too, and by 3-grams
    /// only where those can be read. Tables nobody knows may have nothing but misspelt names in common.
    bool ofRegister = false;
};

/// Pairs of one corpus, ordered, each once. Where `leftRows` < rows the corpus holds two tables and pairs
/// cross between them; otherwise it is compared with itself. Views: words of all columns, character 3-grams
/// of names and codes, and joined codes.
std::vector<RowPair> candidatePairs(const Corpus& corpus, std::size_t leftRows,
                                    const CandidateOptions& options);

/// Pairs within one of the tables of a corpus, found in the same way: of its rows [from, to) about `most`,
/// evenly spaced, look for rivals among all of them.
std::vector<RowPair> siblingPairs(const Corpus& corpus, std::size_t from, std::size_t to, std::size_t most,
                                  const CandidateOptions& options);

}  // namespace cadastre::duplicates
