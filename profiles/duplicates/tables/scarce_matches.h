// Two tables of which few rows, or none, have a match: there the likest pairs are siblings, and a mixture
// takes siblings for matches. The tables' own siblings show what chance reaches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "profiles/duplicates/tables/competition.h"
#include "profiles/duplicates/tables/siblings.h"
#include "profiles/duplicates/threshold.h"

namespace cadastre::duplicates {

/// What was left of the pairs across two tables once they had competed with siblings.
struct ScarceMatches {
    EvidenceModel model;
    std::vector<std::uint32_t> mapped;       ///< numbers of pairs, each row once, in falling order of bits
    std::vector<float> bits, probabilities;  ///< beside it: what speaks for a pair, and that it matches
    Calibration calibration;  ///< of these; believes none of them where chance would do the same

    /// How many pairs the calibration accepts, and how many of them are expected to match.
    std::size_t accepted() const;
    double truths() const;
};

/// How much of the pairs of `threshold` bits and more is chance, 0…1: of the two tables' judgements the one
/// that finds less. Where only one table holds siblings as alike as what is taken for matches, it repeats
/// things. Weighs the siblings with the model.
double shareOfChance(const Matching& across, const Rivals& rivals, OwnTables& tables,
                     const EvidenceModel& model, double threshold, int threads);

/// Learns the weights anew from the pairs that win their competition with siblings beyond doubt, all others
/// and the siblings standing for near misses; again and again, as Percolator does (Käll et al. 2007). Of the
/// models it can start from the one that ends with the most pairs is kept. Weighs `across` with what it
/// learnt.
ScarceMatches learnScarce(const Corpus& corpus, std::size_t leftRows, Matching& across,
                          std::span<const EvidenceModel> starts, const CandidateOptions& options);

}  // namespace cadastre::duplicates
