// Counting decoys.
#include "profiles/duplicates/threshold.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

#include "profiles/duplicates/isotonic.h"

namespace cadastre::duplicates {

Calibration::Calibration(std::vector<float> accepted, std::vector<double> expectedFalse)
    : bits_(std::move(accepted)) {
    if (bits_.empty()) return;
    threshold_ = static_cast<double>(bits_.front()) + 1;  // above every pair, until one is believed
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
        // Laplace's rule of succession: from a hundred pairs nobody can tell one false in ten thousand.
        rates_[i] = (expectedFalse[i] + 1) / (accepts + 2);
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

Calibration::Calibration(Curve curve)
    : bits_(std::move(curve.bits)),
      rates_(std::move(curve.rates)),
      posteriors_(std::move(curve.posteriors)),
      threshold_(curve.thresholdBits),
      precision_(curve.precision),
      recall_(curve.recall) {
    if (rates_.size() != bits_.size() || posteriors_.size() != bits_.size())
        throw std::invalid_argument("a calibration's curve has rates for other scores than its own");
}

Calibration Calibration::shifted(double bits) const {
    if (bits == 0 || bits_.empty()) return *this;
    const auto truthsFrom = [&](double from) {
        const auto end = std::partition_point(bits_.begin(), bits_.end(),
                                              [&](float a) { return static_cast<double>(a) >= from; });
        return static_cast<double>(end - bits_.begin()) * (1 - falseAlarmRate(from));
    };
    Calibration moved = *this;
    moved.threshold_ += bits;
    const double all = recall_ > 0 ? truthsFrom(threshold_) / recall_ : 0;
    moved.precision_ = 1 - falseAlarmRate(moved.threshold_);
    moved.recall_ = all > 0 ? std::min(1.0, truthsFrom(moved.threshold_) / all) : 0;
    return moved;
}

Calibration::Curve Calibration::curve(std::size_t most) const {
    Curve curve{threshold_, precision_, recall_, {}, {}, {}};
    const std::size_t points = std::min(most, bits_.size());
    for (std::size_t i = 0; i < points; ++i) {
        const std::size_t place = points == 1 ? 0 : i * (bits_.size() - 1) / (points - 1);
        curve.bits.push_back(bits_[place]);
        curve.rates.push_back(rates_[place]);
        curve.posteriors.push_back(posteriors_[place]);
    }
    return curve;
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
                             const Rivals& rivals, std::span<const std::uint32_t> mapped, double priorBits,
                             double matchedShare) {
    constexpr float nobody = std::numeric_limits<float>::lowest();
    std::vector<float> own(rivals.rows(), nobody);
    for (const std::uint32_t p : mapped)
        own[pairs[p].left] = own[pairs[p].right] = bits[p];

    // 1 where a row's lead over its next choice is no greater than chance makes it, 0 where it is, ½ where
    // that can't be told.
    const auto leadIsChance = [&](std::uint32_t p, std::uint32_t row) {
        float second = nobody, third = nobody;
        for (const std::uint32_t rival : rivals.of(row)) {
            const std::uint32_t other = pairs[rival].left == row ? pairs[rival].right : pairs[rival].left;
            if (rival == p || own[other] > bits[p]) continue;  // taken by a better pair
            if (second == nobody) {
                second = bits[rival];
            } else {
                third = bits[rival];
                break;
            }
        }
        if (second == nobody) return 0.0;
        if (third == nobody) return 0.25;
        return bits[p] - second <= 2 * (second - third) ? 1.0 : 0.0;
    };
    std::vector<double> chance, ones(mapped.size(), 1);
    for (const std::uint32_t p : mapped)
        chance.push_back((leadIsChance(p, pairs[p].left) + leadIsChance(p, pairs[p].right)) / 2);
    const std::vector<double> share = neverFalling(chance, ones);
    // True matches too may lead by little, siblings being what they are: the surest half shows how often.
    constexpr double mostAmongTruths = 0.25, amongFalse = 0.5;
    const auto surest = static_cast<std::ptrdiff_t>((mapped.size() + 1) / 2);
    const double amongTruths =
        std::min(mostAmongTruths, std::accumulate(chance.begin(), chance.begin() + surest, 0.0) /
                                      std::max(1.0, static_cast<double>(surest)));
    // Fields agree together, so their summed bits overstate; and the more rows have a match, the more it is
    // the first choice that tells and the less the odds do.
    const double bitsPerDoubling = std::max(4.0, 12 * matchedShare);
    std::vector<float> accepted;
    std::vector<double> expectedFalse;
    double sum = 0;
    for (std::size_t i = 0; i < mapped.size(); ++i) {
        const double byLead = std::clamp((share[i] - amongTruths) / (amongFalse - amongTruths), 0.0, 1.0);
        const double byOdds =
            1 / (1 + std::exp2((static_cast<double>(bits[mapped[i]]) + priorBits) / bitsPerDoubling));
        sum += (byLead + byOdds) / 2;
        accepted.push_back(bits[mapped[i]]);
        expectedFalse.push_back(sum);
    }
    return {std::move(accepted), std::move(expectedFalse)};
}

Calibration calibrateSelf(std::span<const SelfScores> tables) {
    constexpr std::size_t ranks = 8;
    std::array<std::vector<float>, ranks> ranked;  // ranked[k]: bits of every row's pair of rank k + 1
    std::vector<float> accepted;
    for (const SelfScores& table : tables) {
        for (std::size_t row = 0; row < table.rivals.rows(); ++row) {
            const auto own = table.rivals.of(row);
            for (std::size_t k = 0; k < std::min(ranks, own.size()); ++k)
                ranked[k].push_back(table.bits[own[k]]);
        }
        for (const std::uint32_t p : table.mutual)
            accepted.push_back(table.bits[p]);
    }
    for (auto& scores : ranked)
        std::sort(scores.begin(), scores.end(), std::greater<>());
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
    // Where few second choices are left their ratio leaps; what all of the next pairs allow, these allow too.
    for (std::size_t i = expectedFalse.size(); i-- > 1;)
        expectedFalse[i - 1] = std::min(expectedFalse[i - 1], expectedFalse[i]);
    return {std::move(accepted), std::move(expectedFalse)};
}

Calibration calibrateByProbability(std::vector<float> accepted, std::span<const float> probabilities) {
    std::vector<double> expectedFalse;
    expectedFalse.reserve(accepted.size());
    double sum = 0;
    for (const float probability : probabilities) {
        sum += 1 - static_cast<double>(probability);
        expectedFalse.push_back(sum);
    }
    return {std::move(accepted), std::move(expectedFalse)};
}

double beyondChance(std::span<const float> bits, const Rivals& rivals, double threshold) {
    constexpr std::size_t ranks = 3;
    std::array<std::vector<float>, ranks> ranked;  // falling bits of first, second and third choices
    for (std::size_t row = 0; row < rivals.rows(); ++row) {
        const auto own = rivals.of(row);
        for (std::size_t k = 0; k < std::min(ranks, own.size()); ++k)
            ranked[k].push_back(bits[own[k]]);
    }
    for (auto& scores : ranked)
        std::sort(scores.begin(), scores.end(), std::greater<>());
    const auto rows = static_cast<double>(ranked[0].size());
    const auto reaching = [&](std::size_t rank, double from) {
        const auto end = std::partition_point(ranked[rank].begin(), ranked[rank].end(), [&](float score) {
            return static_cast<double>(score) >= from;
        });
        return static_cast<double>(end - ranked[rank].begin());
    };
    const auto mostlyTrue = [&](double from) {
        const double first = reaching(0, from), second = reaching(1, from), third = reaching(2, from);
        const double fall = std::min(1.0, (third + 0.5) / (second + 1));
        double byChance = 0;
        constexpr int rounds = 50;  // the share without match and what chance gives them settle each other
        for (int round = 0; round < rounds; ++round) {
            const double unmatched = 1 - std::max(0.0, first - byChance) / rows;
            byChance = std::min(first, unmatched * second / (1 - unmatched + unmatched * fall));
        }
        return byChance <= first / 2;
    };
    if (rows == 0 || mostlyTrue(threshold)) return threshold;
    constexpr std::size_t steps = 400;
    const auto accepted = static_cast<std::size_t>(reaching(0, threshold));
    for (std::size_t step = 1; step < steps; ++step) {
        const auto from = static_cast<double>(ranked[0][accepted - 1 - accepted * step / steps]);
        if (mostlyTrue(from)) return from;
    }
    return static_cast<double>(ranked[0].front()) + 1;
}

}  // namespace cadastre::duplicates
