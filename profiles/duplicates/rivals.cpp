// Sorting by row, and two ways to choose.
#include "profiles/duplicates/rivals.h"

#include <algorithm>
#include <numeric>

#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {

Rivals::Rivals(std::span<const RowPair> pairs, std::span<const float> bits, std::size_t rows, int threads)
    : starts_(rows + 1, 0), order_(pairs.size() * 2) {
    for (const RowPair& pair : pairs) {
        ++starts_[pair.left + 1];
        ++starts_[pair.right + 1];
    }
    std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
    std::vector<std::uint64_t> next(starts_.begin(), starts_.end() - 1);
    for (std::uint32_t p = 0; p < pairs.size(); ++p) {
        order_[next[pairs[p].left]++] = p;
        order_[next[pairs[p].right]++] = p;
    }
    constexpr std::size_t pieceRows = 4096;
    inParallel((rows + pieceRows - 1) / pieceRows, threads, [&]() {
        return [&](std::size_t piece) {
            for (std::size_t row = piece * pieceRows; row < std::min(rows, (piece + 1) * pieceRows); ++row) {
                std::sort(order_.begin() + static_cast<std::ptrdiff_t>(starts_[row]),
                          order_.begin() + static_cast<std::ptrdiff_t>(starts_[row + 1]),
                          [&](std::uint32_t a, std::uint32_t b) {
                              return bits[a] != bits[b] ? bits[a] > bits[b] : a < b;
                          });
            }
        };
    });
}

std::vector<std::uint32_t> mutualBest(std::span<const RowPair> pairs, const Rivals& rivals) {
    std::vector<std::uint32_t> chosen;
    for (std::uint32_t p = 0; p < pairs.size(); ++p) {
        if (rivals.of(pairs[p].left).front() == p && rivals.of(pairs[p].right).front() == p)
            chosen.push_back(p);
    }
    return chosen;
}

std::vector<std::uint32_t> uniqueMapping(std::span<const RowPair> pairs, std::span<const float> bits,
                                         std::size_t rows) {
    std::vector<std::uint32_t> order(pairs.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return bits[a] != bits[b] ? bits[a] > bits[b] : a < b;
    });
    std::vector<bool> taken(rows, false);
    std::vector<std::uint32_t> mapped;
    for (const std::uint32_t p : order) {
        if (taken[pairs[p].left] || taken[pairs[p].right]) continue;
        taken[pairs[p].left] = taken[pairs[p].right] = true;
        mapped.push_back(p);
    }
    return mapped;
}

}  // namespace cadastre::duplicates
