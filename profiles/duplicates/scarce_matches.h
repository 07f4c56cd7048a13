// Two tables of which few rows, or none, have a match: there the likest pairs are siblings, and a mixture
// takes siblings for matches. The tables' own siblings show what chance reaches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "profiles/duplicates/competition.h"
#include "profiles/duplicates/threshold.h"

namespace cadastre::duplicates {

/// What was left of the pairs across two tables once they had competed with siblings.
struct ScarceMatches {
    EvidenceModel model;
    std::vector<std::uint32_t> mapped;  ///< numbers of pairs, each row once, in falling order of bits
    std::vector<float> probabilities;   ///< beside it: that the pair matches
    Calibration calibration;            ///< of these; believes none of them where chance would do the same
};

/// Whether most of the pairs of `threshold` bits and more are chance, judged by some thousand rows of each
/// table: both tables hold siblings as alike as what is taken for matches. Where only one does, it repeats
/// things.
bool mostlyChance(const Corpus& corpus, std::size_t leftRows, const Matching& across, const Rivals& rivals,
                  const EvidenceModel& model, double threshold, const CandidateOptions& options);

/// Learns the weights anew from the pairs that win their competition with siblings beyond doubt, all others
/// and the siblings standing for near misses; again and again, as Percolator does (Käll et al. 2007). Weighs
/// `across` with what it learnt.
ScarceMatches learnScarce(const Corpus& corpus, std::size_t leftRows, Matching& across,
                          const EvidenceModel& model, const CandidateOptions& options);

}  // namespace cadastre::duplicates
