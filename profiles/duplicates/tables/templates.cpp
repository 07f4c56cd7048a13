// Mutual choices, held against each other once more.
#include "profiles/duplicates/tables/templates.h"

#include <vector>

namespace cadastre::duplicates {

bool holdsTemplates(const Corpus& corpus, const Matching& matching, const Rivals& rivals, double threshold) {
    PairComparer comparer(corpus);
    std::vector<Level> levels(comparer.features());
    constexpr std::size_t fewest = 20;
    std::size_t chosen = 0, contradicted = 0;
    for (const std::uint32_t p : mutualBest(matching.pairs, rivals)) {
        if (static_cast<double>(matching.bits[p]) < threshold) continue;
        comparer.compare(matching.pairs[p].left, matching.pairs[p].right, levels.data());
        ++chosen;
        contradicted += comparer.contradictions() > 0 ? 1 : 0;
    }
    return chosen >= fewest && 2 * contradicted > chosen;
}

}  // namespace cadastre::duplicates
