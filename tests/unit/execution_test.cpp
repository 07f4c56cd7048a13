#include "profiles/money/execution.h"

#include <gtest/gtest.h>

#include <array>

namespace cadastre::money {
namespace {

Measurement measured(double baseline, double target, double actual,
                     Direction direction = Direction::increase) {
    return {.baseline = baseline, .target = target, .actual = actual, .direction = direction, .verdict = {}};
}

TEST(Execution, MeasuresTheWayFromBaselineToTarget) {
    EXPECT_DOUBLE_EQ(*shareReached(measured(60, 80, 70)), 0.5);
    EXPECT_DOUBLE_EQ(*shareReached(measured(10, 4, 7, Direction::decrease)), 0.5);
    EXPECT_DOUBLE_EQ(*shareReached(measured(0, 10, 15)), 1.5);
    EXPECT_DOUBLE_EQ(*shareReached(measured(10, 20, 5)), -0.5);
}

TEST(Execution, CallsUnknownUnknownAndNotZero) {
    Measurement measurement = measured(60, 80, 70);
    measurement.actual.reset();
    EXPECT_EQ(shareReached(measurement), std::nullopt);
    EXPECT_EQ(targetMet(measurement), std::nullopt);
    EXPECT_EQ(shareReached(measured(5, 5, 9)), std::nullopt);
}

TEST(Execution, JudgesALevelThatIsToBeKeptByPassOrFail) {
    EXPECT_EQ(shareReached(measured(99, 99.9, 99.95, Direction::maintain)), std::nullopt);
    EXPECT_EQ(targetMet(measured(99, 99.9, 99.95, Direction::maintain)), true);
    EXPECT_EQ(targetMet(measured(99, 99.9, 99.5, Direction::maintain)), false);
}

TEST(Execution, DoesNotCallATargetMissedWhileItsPeriodRuns) {
    Measurement measurement = measured(60, 80, 70);
    measurement.ended = false;
    EXPECT_EQ(targetMet(measurement), std::nullopt);
    measurement.actual = 81;
    EXPECT_EQ(targetMet(measurement), true);
}

TEST(Execution, ClipsEachShareForTheMeanAndShowsItUnclippedBeside) {
    std::array measurements{measured(0, 10, 20), measured(0, 10, 5), Measurement{}};
    measurements[1].weight = 3;
    const Results results = combine(measurements);
    EXPECT_EQ(results.indicators, 3);
    EXPECT_EQ(results.measured, 2);
    EXPECT_EQ(results.met, 1);
    EXPECT_EQ(results.judged, 2);
    EXPECT_EQ(results.unknown, 1);
    EXPECT_DOUBLE_EQ(*results.share, (1 + 3 * 0.5) / 4);
    EXPECT_DOUBLE_EQ(*results.shareUnclipped, (2 + 3 * 0.5) / 4);
}

TEST(Execution, CountsStatedVerdictsWhereNothingElseIsKnown) {
    Measurement met;
    met.verdict = true;
    Measurement missed;
    missed.verdict = false;
    const Results results = combine(std::array{met, missed, missed, Measurement{}});
    EXPECT_EQ(results.judged, 3);
    EXPECT_EQ(results.met, 1);
    EXPECT_EQ(results.unknown, 1);
    EXPECT_EQ(results.share, std::nullopt);
}

TEST(Execution, PutsMoneyWithoutIndicatorsFirstAndSpentWithTargetMissedNext) {
    const auto standing = [](std::optional<std::int64_t> spent, std::optional<Measurement> measurement) {
        MoneyAndResults subject{.hasMoney = true, .spent = spent, .results = {}};
        if (measurement) subject.results = combine(std::array{*measurement});
        return standingOf(subject, 9000);
    };
    EXPECT_EQ(standing(10000, std::nullopt), Standing::untied);
    EXPECT_EQ(standing(9000, measured(0, 10, 9)), Standing::spentTargetMissed);
    EXPECT_EQ(standing(8999, measured(0, 10, 9)), Standing::targetMissed);
    EXPECT_EQ(standing(std::nullopt, measured(0, 10, 9)), Standing::targetMissed);
    Measurement running = measured(0, 10, 8);
    running.ended = false;
    EXPECT_EQ(standing(8999, running), Standing::moneyAheadOfResult);
    EXPECT_EQ(standing(8000, running), Standing::onTrack);
    EXPECT_EQ(standing(10000, measured(0, 10, 10)), Standing::onTrack);
    EXPECT_EQ(standing(10000, Measurement{}), Standing::notJudged);
    EXPECT_EQ(standingOf({}, 9000), Standing::noMoney);
}

}  // namespace
}  // namespace cadastre::money
