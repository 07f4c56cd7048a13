// Shares with intervals: against published figures, and against what plain sense demands.
#include "profiles/duplicates/labels/label_intervals.h"

#include <gtest/gtest.h>

#include <vector>

namespace cadastre::duplicates {
namespace {

constexpr double printed = 0.00005;  // the sources print four digits

TEST(LabelIntervals, AreWilsonsAsNewcombePrintsThem) {
    // Newcombe 1998, table I, method 3.
    const auto holds = [](double of, double hits, double low, double high) {
        const Interval interval = wilson(hits / of, of);
        EXPECT_NEAR(interval.low, low, printed) << hits << " of " << of;
        EXPECT_NEAR(interval.high, high, printed) << hits << " of " << of;
    };
    holds(263, 81, 0.2553, 0.3662);
    holds(148, 15, 0.0624, 0.1605);
    holds(20, 0, 0.0000, 0.1611);
    holds(29, 1, 0.0061, 0.1718);
}

TEST(LabelIntervals, OfOneStratumAreItsOwn) {
    const std::vector<StratumCount> one{{10'000, 148, 15}};
    const auto estimate = shareOf(one);
    ASSERT_TRUE(estimate);
    EXPECT_NEAR(estimate->share, 15.0 / 148, 1e-12);
    EXPECT_NEAR(estimate->interval.low, 0.0624, printed);
    EXPECT_NEAR(estimate->interval.high, 0.1605, printed);
}

TEST(LabelIntervals, LetEachStratumWeighWhatItHolds) {
    const std::vector<StratumCount> strata{{900, 10, 10}, {100, 10, 0}, {50, 0, 0}};
    EXPECT_NEAR(shareOf(strata)->share, 0.9, 1e-12) << "a stratum without an answer is left out";
}

TEST(LabelIntervals, EstimateNothingOfAStratumThatWasLabelledWhole) {
    const std::vector<StratumCount> counted{{20, 20, 19}};
    EXPECT_DOUBLE_EQ(shareOf(counted)->interval.low, 0.95);
    EXPECT_DOUBLE_EQ(shareOf(counted)->interval.high, 0.95);
}

TEST(LabelIntervals, SayNothingWithoutAnAnswer) {
    EXPECT_FALSE(shareOf(std::vector<StratumCount>{{100, 0, 0}}));
    EXPECT_FALSE(recallOf(std::vector<StratumCount>{{100, 10, 0}}, std::vector<StratumCount>{{100, 10, 0}}));
}

TEST(LabelIntervals, ReckonRecallFromWhatTheStrataHold) {
    // 100 found, all right; of 1,000 left out one in ten is one thing: half is found.
    const std::vector<StratumCount> found{{100, 100, 100}}, missed{{1'000, 100, 10}};
    const auto recall = recallOf(found, missed);
    ASSERT_TRUE(recall);
    EXPECT_NEAR(recall->share, 0.5, 1e-12);
    // What was found was counted, so the limits are those of the missed alone: 100 ∕ (100 + 1000 × limit).
    const Interval own = wilson(0.1, 100);
    EXPECT_NEAR(recall->interval.low, 100 / (100 + 1'000 * own.high), 1e-6);
    EXPECT_NEAR(recall->interval.high, 100 / (100 + 1'000 * own.low), 1e-6);
}

TEST(LabelIntervals, DoubtARecallOfWhichLittleWasLookedAt) {
    const std::vector<StratumCount> found{{100, 50, 50}};
    const auto few = recallOf(found, std::vector<StratumCount>{{10'000, 10, 0}});
    const auto many = recallOf(found, std::vector<StratumCount>{{10'000, 5'000, 0}});
    EXPECT_DOUBLE_EQ(few->share, 1);
    EXPECT_LT(few->interval.low, 0.1);
    EXPECT_GT(many->interval.low, 0.8);
}

std::vector<std::pair<int, int>> answers(int bothYes, int yesNo, int noYes, int bothNo) {
    std::vector<std::pair<int, int>> pairs;
    pairs.insert(pairs.end(), static_cast<std::size_t>(bothYes), {0, 0});
    pairs.insert(pairs.end(), static_cast<std::size_t>(yesNo), {0, 2});
    pairs.insert(pairs.end(), static_cast<std::size_t>(noYes), {2, 0});
    pairs.insert(pairs.end(), static_cast<std::size_t>(bothNo), {2, 2});
    return pairs;
}

TEST(Agreement, IsCohensKappa) {
    const Agreement agreement = agreementOf(answers(20, 5, 10, 15));
    EXPECT_EQ(agreement.agreed, 35);
    EXPECT_NEAR(agreement.expected, 0.5, 1e-12);
    EXPECT_NEAR(*agreement.kappa, 0.4, 1e-12);
    // σ = √(.7 × .3 ∕ 50) ∕ (1 − .5)
    EXPECT_NEAR(agreement.low, 0.4 - 1.959964 * 0.129615, 1e-5);
    EXPECT_EQ(kappaBand(*agreement.kappa), 1);
}

TEST(Agreement, HasNoKappaWhereAllAnswersAreOne) {
    EXPECT_FALSE(agreementOf(answers(7, 0, 0, 0)).kappa);
    EXPECT_FALSE(agreementOf({}).kappa);
}

}  // namespace
}  // namespace cadastre::duplicates
