// The engine's straight line: candidates → agreements → learnt weights → bits for every pair. Tables and the
// register both go through here.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "profiles/duplicates/candidates.h"
#include "profiles/duplicates/compare.h"
#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/score.h"

namespace cadastre::duplicates {

/// Candidate pairs with what they are worth. `bits` leaves the prior out.
struct Matching {
    std::vector<RowPair> pairs;
    PairLevels levels;
    EvidenceModel model;
    std::vector<float> bits;
};

/// Compares the left rows of a finished corpus with the rest, or all rows with each other when `leftRows` is
/// their number. Learns the weights from the pairs themselves: rows that chose each other stand for matches
/// as far as they score above what second choices reach, all other candidates for near misses.
Matching matchRows(const Corpus& corpus, std::size_t leftRows, const CandidateOptions& options,
                   const std::function<void(double)>& progress = {});

}  // namespace cadastre::duplicates
