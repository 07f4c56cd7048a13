// What the rows of either of two tables find in their own table: where each thing stands once in a table that
// is a sibling and no match, and shows what chance reaches in the other one.
#pragma once

#include <array>
#include <cstddef>

#include "profiles/duplicates/matching.h"

namespace cadastre::duplicates {

/// Pairs within the rows [from, to) of a corpus, in which every `step`th of them looked for its rivals.
struct OwnTable {
    std::size_t from = 0, to = 0, step = 1;
    Matching siblings;

    /// Of the rows that looked, the share that has a sibling of `threshold` bits and more.
    double shareWithSibling(double threshold) const;
};

using OwnTables = std::array<OwnTable, 2>;  ///< left, right

/// About `most` rows of each table look for siblings. A table agrees with itself in how it writes dates or
/// abbreviates, where the other has habits of its own: so a level of agreement counts here as the one that as
/// many of the pairs `across` reach, where that is lower.
OwnTables siblingsOf(const Corpus& corpus, std::size_t leftRows, const Matching& across, std::size_t most,
                     const CandidateOptions& options);

}  // namespace cadastre::duplicates
