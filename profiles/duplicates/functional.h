// Same function, other system: a question of its own, answered by function codes where they are right and by
// the words of purpose where they are not. A typical solution enters as one unit, so that one described
// instance speaks for all of them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "profiles/duplicates/corpus.h"

namespace cadastre::duplicates {

/// What is compared: systems, or whole families of them.
struct FunctionalUnits {
    NumberRows codes;  ///< by unit: numbers of function codes, ascending
    NumberRows terms;  ///< by unit: different terms of names and purposes, ascending
    std::size_t codeCount = 0;
    std::size_t termCount = 0;
};

struct FunctionalPair {
    std::uint32_t left = 0, right = 0;  ///< units, left < right
    float score = 0;                    ///< 0…1
    float byCodes = 0, byText = 0;      ///< what each sense says alone

    /// The points of the score that are owed to codes.
    float codePart() const { return std::min(score, 0.5F * byCodes); }
};

/// A code that a unit's neighbours in text carry and it does not.
struct ProposedCode {
    std::uint32_t unit = 0;
    std::uint32_t code = 0;
    float support = 0;          ///< share of the neighbours' votes
    std::uint32_t witness = 0;  ///< the nearest unit that carries it
};

/// Scores pairs of units. Codes count by containment (a system whose whole function lies inside another's is
/// its duplicate, however much else the other does) and rarity; texts by cosine, in which a word that hardly
/// any unit has weighs half: it names a product or a slip of the pen, not a function.
class FunctionComparer {
  public:
    explicit FunctionComparer(const FunctionalUnits& units);
    FunctionalPair compare(std::uint32_t left, std::uint32_t right) const;
    /// Rarity in bits, as weighed.
    float termRarity(std::uint32_t term) const { return termRarity_[term]; }
    float codeRarity(std::uint32_t code) const { return codeRarity_[code]; }

  private:
    const FunctionalUnits& units_;
    std::vector<float> codeRarity_, termRarity_;
};

/// From this score on two systems are said to do the same work.
constexpr float sameFunctionFrom = 0.5F;

struct FunctionalFindings {
    std::vector<FunctionalPair> pairs;   ///< scored sameFunctionFrom and above, ordered
    std::vector<ProposedCode> proposed;  ///< by unit
};

/// Finds pairs of units that do the same work, and units filed under a function their text does not speak of.
/// `classifierOf[code]` numbers the classifier of a code: only codes of one classifier contradict each other.
FunctionalFindings compareFunctions(const FunctionalUnits& units, const FunctionComparer& comparer,
                                    const std::vector<std::uint32_t>& classifierOf, int threads);

}  // namespace cadastre::duplicates
