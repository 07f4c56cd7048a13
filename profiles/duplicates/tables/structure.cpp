// Triangles tell repetition.
#include "profiles/duplicates/tables/structure.h"

#include <algorithm>
#include <vector>

namespace cadastre::duplicates {
namespace {

/// The probability that one of `ones` is above one of `others`, ties counted half (Mann & Whitney 1947).
double standsAbove(const std::vector<float>& ones, std::vector<float> others) {
    std::sort(others.begin(), others.end());
    double above = 0;
    for (const float one : ones) {
        const auto [first, last] = std::equal_range(others.begin(), others.end(), one);
        above += static_cast<double>((first - others.begin()) + (last - others.begin())) / 2;
    }
    return above / static_cast<double>(ones.size()) / static_cast<double>(others.size());
}

}  // namespace

Repeats repeatsOf(const Matching& matching, const Rivals& rivals, std::size_t leftRows, double threshold,
                  const std::function<double(RowPair)>& bitsOf) {
    struct Side {
        double matched = 0, withTwo = 0, shared = 0;
        std::vector<float> alone, paired;  ///< bits of only matches, and of the two of one thing
        bool repeats() const {
            // Families of siblings share a few; where both tables repeat, a row's two may each prefer a copy.
            constexpr double enoughRows = 0.06, mostOfThem = 0.6;
            return shared > 2 && shared >= enoughRows * matched &&
                   (shared >= mostOfThem * withTwo || share() >= moreThanSiblings) && drawnAlike();
        }
        double share() const { return matched > 0 ? shared / matched : 0; }
        /// Copies are drawn alike: a row's only match stands above the two that another row finds as often as
        /// below. A match beside a sibling of its own is the better of the two, always, so that an only match
        /// stands above them three times out of four. Where most of one table's things are not in the other,
        /// siblings have no match of their own to prefer, and nothing else tells them from copies.
        bool drawnAlike() const {
            constexpr std::size_t enough = 10;
            constexpr double halfway = (1.0 / 2 + 3.0 / 4) / 2;
            return std::min(alone.size(), paired.size() / 2) < enough || standsAbove(alone, paired) < halfway;
        }
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
        if (!accepted(1)) {
            others.alone.push_back(matching.bits[own[0]]);
            continue;
        }
        ++others.withTwo;
        const auto other = [&](std::uint32_t p) {
            const RowPair pair = matching.pairs[p];
            return pair.left == row ? pair.right : pair.left;
        };
        const std::uint32_t first = other(own[0]), second = other(own[1]);
        const bool alike = bitsOf({std::min(first, second), std::max(first, second)}) >= threshold;
        if (!alike || rivals.of(second).front() != own[1]) continue;
        ++others.shared;
        others.paired.insert(others.paired.end(), {matching.bits[own[0]], matching.bits[own[1]]});
    }
    return {left.repeats(), right.repeats(), left.share(), right.share()};
}

}  // namespace cadastre::duplicates
