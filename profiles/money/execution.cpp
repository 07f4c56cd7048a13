// Shares, verdicts and corners.
#include "profiles/money/execution.h"

#include <algorithm>

namespace cadastre::money {

std::optional<Direction> directionOf(std::string_view code) {
    if (code == "increase") return Direction::increase;
    if (code == "decrease") return Direction::decrease;
    if (code == "maintain") return Direction::maintain;
    return std::nullopt;
}

std::optional<double> shareReached(const Measurement& measurement) {
    const auto& [baseline, target, actual, direction, verdict, ended, weight] = measurement;
    if (!baseline || !target || !actual || direction == Direction::maintain || *target == *baseline)
        return std::nullopt;
    return (*actual - *baseline) / (*target - *baseline);
}

std::optional<bool> targetMet(const Measurement& measurement) {
    std::optional<bool> reached = measurement.verdict;
    if (measurement.target && measurement.actual) {
        const double ahead = *measurement.actual - *measurement.target;
        if (measurement.direction) {
            reached = measurement.direction == Direction::decrease ? ahead <= 0 : ahead >= 0;
        } else if (const auto share = shareReached(measurement)) {
            reached = *share >= 1;
        }
    }
    if (!measurement.ended && !reached.value_or(false)) return std::nullopt;
    return reached;
}

Results combine(std::span<const Measurement> measurements) {
    Results results;
    double weights = 0;
    double clipped = 0;
    double unclipped = 0;
    for (const Measurement& measurement : measurements) {
        ++results.indicators;
        const auto met = targetMet(measurement);
        const auto share = shareReached(measurement);
        if (met) ++results.judged;
        if (met.value_or(false)) ++results.met;
        if (!met && !share) ++results.unknown;
        if (!share) continue;
        ++results.measured;
        weights += measurement.weight;
        clipped += measurement.weight * std::clamp(*share, 0.0, 1.0);
        unclipped += measurement.weight * *share;
    }
    if (weights > 0) {
        results.share = clipped / weights;
        results.shareUnclipped = unclipped / weights;
    }
    return results;
}

std::string_view codeOf(Standing standing) {
    switch (standing) {
        case Standing::untied:
            return "untied";
        case Standing::spentTargetMissed:
            return "spent_target_missed";
        case Standing::targetMissed:
            return "target_missed";
        case Standing::notJudged:
            return "not_judged";
        case Standing::moneyAheadOfResult:
            return "money_ahead_of_result";
        case Standing::onTrack:
            return "on_track";
        case Standing::noMoney:
            break;
    }
    return "no_money";
}

Standing standingOf(const MoneyAndResults& subject, std::int64_t spentFrom) {
    const Results& results = subject.results;
    if (!subject.hasMoney) return Standing::noMoney;
    if (results.indicators == 0) return Standing::untied;
    if (results.judged == 0 && !results.share) return Standing::notJudged;
    // A target missed by one indicator is a target missed: the mean of the others doesn't heal it.
    if (results.met < results.judged)
        return subject.spent.value_or(0) >= spentFrom ? Standing::spentTargetMissed : Standing::targetMissed;
    const double reached = results.share.value_or(1.0);  // judged by verdicts alone, and all met
    if (subject.spent && static_cast<double>(*subject.spent) > reached * 10000)
        return Standing::moneyAheadOfResult;
    return Standing::onTrack;
}

}  // namespace cadastre::money
