// The engine's straight line: candidates → agreements → learnt weights → bits for every pair. Tables and the
// register both go through here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "profiles/duplicates/candidates.h"
#include "profiles/duplicates/compare.h"
#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/score.h"

namespace cadastre::duplicates {

/// Candidate pairs of one corpus with what they are worth. `bits` leaves the prior out.
struct Matching {
    std::size_t rows = 0;
    std::vector<RowPair> pairs;
    PairLevels levels;
    std::vector<std::uint8_t> vetoed;  ///< by pair: 1 where the veto spoke; empty without a veto
    std::vector<float> bits;           ///< empty until weighed; vetoedBits where vetoed
};

/// Below anything that evidence can say.
constexpr float vetoedBits = -1000;

/// What a caller knows about its records that no pair of one thing can break. A vetoed pair is learnt from as
/// a near miss. Called from several threads.
using Veto = std::function<bool(const Level* levels, const PairComparer& comparer)>;

/// Finds the candidates among a finished corpus and compares them: its left rows with the rest, or all rows
/// with each other when `leftRows` is their number.
Matching comparePairs(const Corpus& corpus, std::size_t leftRows, const CandidateOptions& options,
                      const Veto& veto = {}, const std::function<void(double)>& progress = {});

/// Compares pairs that were found elsewhere.
Matching compareThese(const Corpus& corpus, std::vector<RowPair> found, int threads, const Veto& veto = {});

/// Gives every pair its bits.
void weighPairs(Matching& matching, const EvidenceModel& model, int threads);

/// What a mutual choice teaches: as much as it stands out from second choices, or that weighed with its own
/// odds (the posterior of the E-step, the share of matches among candidates being the prior). Odds keep out
/// siblings that chose each other for want of others; they are no guide where hardly a column tells anything.
enum class Choices { asMade, byOdds };

/// Learns the weights from the pairs themselves and weighs them: rows that chose each other stand for matches
/// as far as they score above what second choices reach, all other candidates for near misses. Several
/// corpora of the same columns are learnt from together, so that one without any match can't mislead.
EvidenceModel learnWeights(std::span<Matching> matchings, int threads, Choices choices = Choices::asMade);

}  // namespace cadastre::duplicates
