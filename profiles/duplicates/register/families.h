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

/// One name with fewer bodies than this is no family but, perhaps, one thing entered several times.
constexpr std::size_t smallestFamily = 4;
/// Names cut from one template of three words and more are a family from this number on; two words in common
/// may be no more than what the systems are about.
constexpr std::size_t smallestTemplateFamily = 3;

struct TemplateFamily {
    std::vector<std::uint32_t> rows;  ///< ascending
    bool longTemplate = false;        ///< three words and more in common
};

/// Groups rows by the template most of their candidate pairs share: the words two names have in common, where
/// these carry at least half of both names, or a third where they are three and more.
/// @param rivals  the pairs of every row
/// @param nameColumn  the column that holds the name
/// @return families of at least `smallest` rows, by first row
std::vector<TemplateFamily> familiesOf(const Corpus& corpus, std::span<const RowPair> pairs,
                                       const Rivals& rivals, std::size_t nameColumn, std::size_t smallest,
                                       int threads);

}  // namespace cadastre::duplicates
