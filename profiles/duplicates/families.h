// Typical solutions: groups of records cut from one template ("register of X of region A, B, C …"). A family
// is one observation, not n² alerts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "profiles/duplicates/candidates.h"
#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/rivals.h"

namespace cadastre::duplicates {

/// Fewer like records than this are no family.
constexpr std::size_t smallestFamily = 4;

/// Groups rows by the template most of their candidate pairs share: the words two names have in common, where
/// these carry at least half of both names and each name has words of its own (or is the template itself).
/// @param rivals  the pairs of every row
/// @param nameColumn  the column that holds the name
/// @return groups of at least `smallest` rows, rows ascending, groups by first row
std::vector<std::vector<std::uint32_t>> familiesOf(const Corpus& corpus, std::span<const RowPair> pairs,
                                                   const Rivals& rivals, std::size_t nameColumn,
                                                   std::size_t smallest, int threads);

}  // namespace cadastre::duplicates
