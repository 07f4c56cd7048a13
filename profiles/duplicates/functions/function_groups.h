// From pairs to groups of units that do one work, each with the phrase that says which.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "profiles/duplicates/functions/functional.h"

namespace cadastre::duplicates {

struct FunctionGroup {
    std::vector<std::uint32_t> units;  ///< ascending; at least two
    std::uint32_t phrase = 0;          ///< what all of them are told by
    double points = 0;                 ///< the average pair's
};

/// Average linkage (UPGMA, Sokal & Michener 1958): two groups merge when the average pair across them is of
/// sameFunctionFrom points and more, the strongest pairs first. Single linkage would chain neighbouring
/// functions into one, complete linkage would split one function by the habits of its writers. Of large
/// groups, evenly spaced members stand for all.
///
/// A group is labelled by the heaviest phrase that tells at least half of its units, of two words where there
/// is one, and rather by one that systems are called by; a group that a larger one's label tells as well
/// joins that one, so that products do not part what one function joins, and so does a single unit that comes
/// half way (the merging of base clusters by overlap, Zamir & Etzioni 1998). Units that the label does not
/// tell leave, and a group is kept when its label is of two words and names a third of its units, or these
/// are unmistakably alike; of another one the parts that have such a name are kept: the description comes
/// first (Osiński & Weiss 2005).
std::vector<FunctionGroup> groupByFunction(const FunctionComparer& comparer,
                                           std::span<const ScoredPair> pairs);

}  // namespace cadastre::duplicates
