// Counting decoys.
#include "profiles/duplicates/threshold.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "profiles/duplicates/isotonic.h"

namespace cadastre::duplicates {

Calibration::Calibration(std::vector<float> accepted, std::vector<double> expectedFalse)
    : bits_(std::move(accepted)) {
    threshold_ = std::numeric_limits<float>::max();
    if (bits_.empty()) return;
    const std::size_t n = bits_.size();
    std::vector<double> localFalse, ones;
    double most = 0, total = 0;
    rates_.resize(n);
    for (std::size_t i = 0; i < n; ++i) {
        const double accepts = static_cast<double>(i + 1);
        expectedFalse[i] = std::clamp(std::max(most, expectedFalse[i]), 0.0, accepts);
        localFalse.push_back(expectedFalse[i] - most);
        ones.push_back(1);
        most = expectedFalse[i];
        rates_[i] = expectedFalse[i] / accepts;
        total = std::max(total, accepts - expectedFalse[i]);
    }
    for (std::size_t i = n - 1; i-- > 0;)
        rates_[i] = std::min(rates_[i], rates_[i + 1]);
    posteriors_ = neverFalling(localFalse, ones);
    for (double& p : posteriors_)
        p = std::clamp(1 - p, 0.0, 1.0);
    double best = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (i + 1 < n && bits_[i + 1] == bits_[i]) continue;
        const double accepts = static_cast<double>(i + 1);
        const double truths = accepts - expectedFalse[i];
        const double f = 2 * truths / (accepts + total);
        if (f <= best) continue;
        best = f;
        threshold_ = static_cast<double>(bits_[i]);
        precision_ = truths / accepts;
        recall_ = total > 0 ? truths / total : 0;
    }
}

double Calibration::falseAlarmRate(double bits) const {
    const auto above =
        std::lower_bound(bits_.begin(), bits_.end(), bits, [](float a, double b) { return a >= b; });
    return above == bits_.begin() ? 0 : rates_[static_cast<std::size_t>(above - bits_.begin()) - 1];
}

double Calibration::posterior(double bits) const {
    if (bits_.empty()) return 0;
    const auto below =
        std::lower_bound(bits_.begin(), bits_.end(), bits, [](float a, double b) { return a > b; });
    const auto place = static_cast<std::size_t>(below - bits_.begin());
    return posteriors_[std::min(place, bits_.size() - 1)];
}

Calibration calibrateMapping(std::span<const RowPair> pairs, std::span<const float> bits,
                             const Rivals& rivals, std::span<const std::uint32_t> mapped,
                             std::size_t leftRows) {
    constexpr float nobody = std::numeric_limits<float>::lowest();
    const std::size_t rows = rivals.rows();
    std::vector<float> own(rows, nobody);
    for (const std::uint32_t p : mapped)
        own[pairs[p].left] = own[pairs[p].right] = bits[p];
    // A row's decoy is the best pair it would have won had its own not existed; its next is the best it has
    // besides its own, won or not.
    std::vector<float> decoys, nexts;
    for (std::size_t row = 0; row < rows; ++row) {
        float decoy = nobody, next = nobody;
        for (const std::uint32_t p : rivals.of(row)) {
            const std::size_t other = pairs[p].left == row ? pairs[p].right : pairs[p].left;
            const bool mine = own[row] == bits[p] && own[other] == bits[p];
            if (mine) continue;
            if (next == nobody) next = bits[p];
            if (bits[p] < own[other]) continue;
            decoy = bits[p];
            break;
        }
        decoys.push_back(decoy);
        nexts.push_back(next);
    }
    // Storey's π0 on the smaller side: below λ there are only rows without a match.
    const std::size_t from = leftRows <= rows - leftRows ? 0 : leftRows;
    const std::size_t to = from == 0 ? leftRows : rows;
    std::vector<float> sideNexts(nexts.begin() + static_cast<std::ptrdiff_t>(from),
                                 nexts.begin() + static_cast<std::ptrdiff_t>(to));
    double share = 1;
    if (!sideNexts.empty()) {
        std::nth_element(sideNexts.begin(),
                         sideNexts.begin() + static_cast<std::ptrdiff_t>(sideNexts.size() / 2),
                         sideNexts.end());
        const float lambda = sideNexts[sideNexts.size() / 2];
        double ownBelow = 0, nextBelow = 0;
        for (std::size_t row = from; row < to; ++row) {
            ownBelow += own[row] <= lambda ? 1 : 0;
            nextBelow += nexts[row] <= lambda ? 1 : 0;
        }
        share = nextBelow > 0 ? std::min(1.0, ownBelow / nextBelow) : 1.0;
    }
    std::vector<float> sideDecoys(decoys.begin() + static_cast<std::ptrdiff_t>(from),
                                  decoys.begin() + static_cast<std::ptrdiff_t>(to));
    std::sort(sideDecoys.begin(), sideDecoys.end(), std::greater<>());
    std::vector<float> accepted;
    std::vector<double> expectedFalse;
    std::size_t d = 0;
    for (const std::uint32_t p : mapped) {
        while (d < sideDecoys.size() && sideDecoys[d] >= bits[p])
            ++d;
        accepted.push_back(bits[p]);
        expectedFalse.push_back(share * static_cast<double>(d));
    }
    return {std::move(accepted), std::move(expectedFalse)};
}

Calibration calibrateSelf(std::span<const float> bits, const Rivals& rivals,
                          std::span<const std::uint32_t> mutual) {
    constexpr std::size_t ranks = 8;
    std::array<std::vector<float>, ranks> ranked;  // ranked[k]: bits of every row's pair of rank k + 1
    for (std::size_t row = 0; row < rivals.rows(); ++row) {
        const auto own = rivals.of(row);
        for (std::size_t k = 0; k < std::min(ranks, own.size()); ++k)
            ranked[k].push_back(bits[own[k]]);
    }
    for (auto& scores : ranked)
        std::sort(scores.begin(), scores.end(), std::greater<>());
    std::vector<float> accepted;
    for (const std::uint32_t p : mutual)
        accepted.push_back(bits[p]);
    std::sort(accepted.begin(), accepted.end(), std::greater<>());
    std::array<std::size_t, ranks> above{};
    std::vector<double> expectedFalse;
    for (std::size_t i = 0; i < accepted.size(); ++i) {
        for (std::size_t k = 0; k < ranks; ++k) {
            while (above[k] < ranked[k].size() && ranked[k][above[k]] >= accepted[i])
                ++above[k];
        }
        // If chance alone ruled, D1 ∕ D2 ≈ D2 ∕ D3 ≈ …; take the rank that extrapolates to the fewest.
        double fewest = static_cast<double>(above[0]);
        for (std::size_t k = 1; k + 1 < ranks; ++k) {
            const double here = static_cast<double>(above[k]), below = static_cast<double>(above[k + 1]);
            if (below <= 0) {
                fewest = std::min(fewest, here == 0 ? 0.0 : fewest);
                continue;
            }
            fewest = std::min(fewest, here * std::pow(here / below, static_cast<double>(k)));
        }
        // D counts records, mutual pairs hold two of them.
        // Below zero bits the evidence itself speaks against a match: such pairs are all counted as false.
        expectedFalse.push_back(accepted[i] >= 0 ? fewest / 2 : static_cast<double>(i + 1));
    }
    return {std::move(accepted), std::move(expectedFalse)};
}

}  // namespace cadastre::duplicates
