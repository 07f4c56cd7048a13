// The pairs of each row in order of score: who is its best, who the next, and which pairs chose each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "profiles/duplicates/candidates.h"

namespace cadastre::duplicates {

/// Every row's pairs, best first (ties by pair number).
class Rivals {
  public:
    Rivals(std::span<const RowPair> pairs, std::span<const float> bits, std::size_t rows, int threads = 1);

    /// Numbers of the row's pairs, best first.
    std::span<const std::uint32_t> of(std::size_t row) const {
        return std::span(order_).subspan(starts_[row], starts_[row + 1] - starts_[row]);
    }
    std::size_t rows() const { return starts_.size() - 1; }

  private:
    std::vector<std::uint64_t> starts_;
    std::vector<std::uint32_t> order_;
};

/// Numbers of the pairs that are the best of both their rows, ascending.
std::vector<std::uint32_t> mutualBest(std::span<const RowPair> pairs, const Rivals& rivals);

/// Unique mapping (Papadakis et al. 2023: among eight bipartite matchings the best where both sides are
/// clean): pairs in falling order of bits, each row once. Returns pair numbers in that order.
std::vector<std::uint32_t> uniqueMapping(std::span<const RowPair> pairs, std::span<const float> bits,
                                         std::size_t rows);

}  // namespace cadastre::duplicates
