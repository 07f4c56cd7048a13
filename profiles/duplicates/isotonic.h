// Isotonic regression: the closest sequence that never falls.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace cadastre::duplicates {

/// Pool-adjacent-violators (Ayer, Brunk, Ewing, Reid & Silverman 1955): weighted least squares fit of a
/// non-decreasing sequence to `values`. Weights are positive.
inline std::vector<double> neverFalling(std::span<const double> values, std::span<const double> weights) {
    struct Block {
        double mean, weight;
        std::size_t length;
    };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < values.size(); ++i) {
        blocks.push_back({values[i], weights[i], 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].mean > blocks.back().mean) {
            const Block last = blocks.back();
            blocks.pop_back();
            Block& kept = blocks.back();
            kept.mean = (kept.mean * kept.weight + last.mean * last.weight) / (kept.weight + last.weight);
            kept.weight += last.weight;
            kept.length += last.length;
        }
    }
    std::vector<double> fit;
    fit.reserve(values.size());
    for (const Block& block : blocks)
        fit.insert(fit.end(), block.length, block.mean);
    return fit;
}

}  // namespace cadastre::duplicates
