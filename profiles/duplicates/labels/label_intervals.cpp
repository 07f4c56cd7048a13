// Plain arithmetic.
#include "profiles/duplicates/labels/label_intervals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace cadastre::duplicates {
namespace {

constexpr double z = 1.959963984540054;  // 97.5 % of the normal distribution lie below it

/// A stratum's share times what one unit of it counts.
struct Term {
    double factor = 0;
    StratumCount count;
};

/// The sum of the terms with its limits: distances to the strata's own limits add up as squares.
std::array<double, 3> sumWithLimits(std::span<const Term> terms) {
    double sum = 0, below = 0, above = 0;
    for (const Term& term : terms) {
        const double share = term.count.share();
        const Interval own = term.count.interval();
        const double down = term.factor * (share - (term.factor >= 0 ? own.low : own.high));
        const double up = term.factor * ((term.factor >= 0 ? own.high : own.low) - share);
        sum += term.factor * share;
        below += down * down;
        above += up * up;
    }
    return {sum - std::sqrt(below), sum, sum + std::sqrt(above)};
}

std::vector<Term> termsOf(std::span<const StratumCount> strata, double factor) {
    std::vector<Term> terms;
    for (const StratumCount& stratum : strata) {
        if (stratum.told > 0) terms.push_back({factor * static_cast<double>(stratum.population), stratum});
    }
    return terms;
}

}  // namespace

Interval wilson(double share, double of) {
    if (of <= 0) return {};
    const double squared = z * z / of;
    const double middle = (share + squared / 2) / (1 + squared);
    const double half = z / (1 + squared) * std::sqrt(share * (1 - share) / of + squared / (4 * of));
    return {std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

Interval StratumCount::interval() const {
    if (told > 0 && static_cast<std::uint64_t>(told) >= population) return {share(), share()};
    return wilson(share(), static_cast<double>(told));
}

std::optional<Estimate> shareOf(std::span<const StratumCount> strata) {
    double all = 0;
    for (const StratumCount& stratum : strata)
        all += stratum.told > 0 ? static_cast<double>(stratum.population) : 0;
    if (all == 0) return std::nullopt;
    const auto [low, share, high] = sumWithLimits(termsOf(strata, 1 / all));
    return Estimate{share, {std::max(0.0, low), std::min(1.0, high)}};
}

std::optional<Estimate> recallOf(std::span<const StratumCount> found, std::span<const StratumCount> missed) {
    const double hits = sumWithLimits(termsOf(found, 1))[1], misses = sumWithLimits(termsOf(missed, 1))[1];
    if (hits + misses <= 0) return std::nullopt;
    const auto limitsAt = [&](double recall) {
        std::vector<Term> terms = termsOf(found, 1 - recall);
        const std::vector<Term> others = termsOf(missed, -recall);
        terms.insert(terms.end(), others.begin(), others.end());
        return sumWithLimits(terms);
    };
    // Both limits of found − recall × all fall as the recall rises; bisection finds where they cross nought.
    const auto crossing = [&](std::size_t limit) {
        double low = 0, high = 1;
        constexpr int steps = 60;
        for (int step = 0; step < steps; ++step) {
            const double middle = (low + high) / 2;
            (limitsAt(middle).at(limit) > 0 ? low : high) = middle;
        }
        return high;
    };
    const double recall = hits / (hits + misses);
    return Estimate{recall, {std::min(crossing(0), recall), std::max(crossing(2), recall)}};
}

int kappaBand(double kappa) {
    constexpr std::array<double, 4> from{0.2, 0.4, 0.6, 0.8};
    return static_cast<int>(
        std::count_if(from.begin(), from.end(), [&](double each) { return kappa > each; }));
}

Agreement agreementOf(std::span<const std::pair<int, int>> answers) {
    constexpr std::size_t kinds = 4;
    Agreement agreement;
    std::array<double, kinds> ones{}, others{};
    for (const auto& [one, other] : answers) {
        ++agreement.pairs;
        agreement.agreed += one == other ? 1 : 0;
        ones.at(static_cast<std::size_t>(one)) += 1;
        others.at(static_cast<std::size_t>(other)) += 1;
    }
    if (agreement.pairs == 0) return agreement;
    const auto pairs = static_cast<double>(agreement.pairs);
    for (std::size_t kind = 0; kind < kinds; ++kind)
        agreement.expected += ones[kind] / pairs * (others[kind] / pairs);
    if (agreement.expected >= 1) return agreement;
    const double observed = static_cast<double>(agreement.agreed) / pairs, room = 1 - agreement.expected;
    agreement.kappa = (observed - agreement.expected) / room;
    const double half = z * std::sqrt(observed * (1 - observed) / pairs) / room;
    agreement.low = std::max(-1.0, *agreement.kappa - half);
    agreement.high = std::min(1.0, *agreement.kappa + half);
    return agreement;
}

}  // namespace cadastre::duplicates
