// Triangles tell repetition.
#include "profiles/duplicates/tables/structure.h"

#include <algorithm>

namespace cadastre::duplicates {

Repeats repeatsOf(const Matching& matching, const Rivals& rivals, std::size_t leftRows, double threshold,
                  const std::function<double(RowPair)>& bitsOf) {
    struct Side {
        double matched = 0, withTwo = 0, shared = 0;
        bool repeats() const {
            // Families of siblings share a few; where both tables repeat, a row's two may each prefer a copy.
            constexpr double enoughRows = 0.06, mostOfThem = 0.6;
            return shared > 2 && shared >= enoughRows * matched &&
                   (shared >= mostOfThem * withTwo || share() >= moreThanSiblings);
        }
        double share() const { return matched > 0 ? shared / matched : 0; }
    };
    Side left, right;
    for (std::uint32_t row = 0; row < rivals.rows(); ++row) {
        const auto own = rivals.of(row);
        const auto accepted = [&](std::size_t rank) {
            return rank < own.size() && static_cast<double>(matching.bits[own[rank]]) >= threshold;
        };
        if (!accepted(0)) continue;
        Side& others = row < leftRows ? right : left;
        ++others.matched;
        if (!accepted(1)) continue;
        ++others.withTwo;
        const auto other = [&](std::uint32_t p) {
            const RowPair pair = matching.pairs[p];
            return pair.left == row ? pair.right : pair.left;
        };
        const std::uint32_t first = other(own[0]), second = other(own[1]);
        const bool alike = bitsOf({std::min(first, second), std::max(first, second)}) >= threshold;
        if (alike && rivals.of(second).front() == own[1]) ++others.shared;
    }
    return {left.repeats(), right.repeats(), left.share(), right.share()};
}

}  // namespace cadastre::duplicates
