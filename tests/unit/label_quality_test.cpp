// From a register to a sample of pairs, and from labels to what they say of the search.
#include "profiles/duplicates/labels/label_quality.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <numeric>
#include <set>

#include "profiles/duplicates/labels/label_refit.h"
#include "profiles/duplicates/labels/pair_sample.h"
#include "profiles/duplicates/labels/reservoir.h"
#include "tests/unit/register_assets.h"

namespace cadastre::duplicates {
namespace {

using small::Asset;
using small::background;
using small::findIn;
using small::numberOf;

constexpr std::size_t stratum(std::string_view code) {
    return *stratumWith(code);
}

TEST(Reservoir, DrawsEveryItemEquallyOften) {
    constexpr std::uint64_t items = 50;
    constexpr int rounds = 4'000;
    std::map<std::uint64_t, int> drawn;
    for (int round = 0; round < rounds; ++round) {
        Reservoir<std::uint64_t> reservoir(5, static_cast<std::uint64_t>(round));
        std::uint64_t first = 0;
        for (const std::uint64_t run : {std::uint64_t{1}, std::uint64_t{29}, std::uint64_t{20}}) {
            reservoir.pass(run, [&](std::uint64_t k) { return first + k; });
            first += run;
        }
        EXPECT_EQ(reservoir.passed(), items);
        EXPECT_EQ(std::set(reservoir.items().begin(), reservoir.items().end()).size(), 5U);
        for (const std::uint64_t item : reservoir.items())
            ++drawn[item];
    }
    // 400 expected of each, with a standard deviation of 19.
    for (std::uint64_t item = 0; item < items; ++item)
        EXPECT_NEAR(drawn[item], 400, 95) << item;
}

TEST(Reservoir, KeepsAllOfAShortStream) {
    Reservoir<std::uint64_t> reservoir(10, 1);
    reservoir.pass(3, [](std::uint64_t k) { return k; });
    EXPECT_THAT(reservoir.items(), testing::ElementsAre(0, 1, 2));
}

/// A register with things entered twice, and what was drawn from it.
struct Sampled {
    explicit Sampled(std::uint64_t seed) : sampler(seed, 40) {
        std::vector<Asset> assets = background();
        for (std::uint32_t i = 0; i < 4; ++i) {
            for (const std::uint32_t copy : {0U, 10U}) {
                assets.push_back({.number = 1 + i + copy,
                                  .subject = 1 + i + copy,
                                  .name = "Учёт путевых листов автобазы номер " + std::to_string(400 + i),
                                  .shortName = "",
                                  .purpose = "Учёт выезда, пробега и топлива автомобилей автобазы " +
                                             std::to_string(400 + i)});
            }
        }
        RegisterOptions options;
        options.sampler = &sampler;
        findings = findIn(assets, options);
        rows = assets.size() - 4;  // four pairs read the same
    }
    PairSampler sampler;
    RegisterFindings findings;
    std::size_t rows = 0;
};

TEST(PairSample, CountsEveryPairOfWordingsInOneStratum) {
    const Sampled sampled(7);
    const PairSample sample = sampled.sampler.sample();
    const std::uint64_t all =
        std::accumulate(sample.populations.begin(), sample.populations.end(), std::uint64_t{0});
    EXPECT_EQ(all, sampled.rows * (sampled.rows - 1) / 2);
    EXPECT_EQ(sample.pairs.size(), 40U);
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    for (const SampledPair& pair : sample.pairs) {
        const auto [one, other] = std::minmax({numberOf(pair.one), numberOf(pair.other)});
        EXPECT_NE(one, other);
        EXPECT_TRUE(seen.emplace(one, other).second) << "a pair is drawn once";
    }
}

TEST(PairSample, IsTheSameForTheSameSeedAndAnotherForAnother) {
    const auto numbersOf = [](const PairSample& sample) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> numbers;
        for (const SampledPair& pair : sample.pairs)
            numbers.emplace_back(numberOf(pair.one), numberOf(pair.other));
        return numbers;
    };
    EXPECT_EQ(numbersOf(Sampled(7).sampler.sample()), numbersOf(Sampled(7).sampler.sample()));
    EXPECT_NE(numbersOf(Sampled(7).sampler.sample()), numbersOf(Sampled(8).sampler.sample()));
}

LabelledPair labelled(std::string_view code, LabelAnswer label, std::optional<double> bits = {}) {
    return {stratum(code), bits, LabelState::agreed, {label, label}, label};
}

TEST(LabelQuality, JudgesEachClaimByWhatItClaims) {
    LabelledRound round;
    for (const char* code : {"object_near", "functional_weak", "left_far"})
        round.populations[stratum(code)] = 100;
    round.pairs = {labelled("object_near", LabelAnswer::same),
                   labelled("object_near", LabelAnswer::sameFunction),
                   labelled("functional_weak", LabelAnswer::sameFunction),
                   labelled("functional_weak", LabelAnswer::same),
                   labelled("left_far", LabelAnswer::different),
                   labelled("left_far", LabelAnswer::cannotTell)};
    round.pairs.push_back({stratum("left_far"),
                           {},
                           LabelState::disputed,
                           {LabelAnswer::same, LabelAnswer::different},
                           std::nullopt});
    round.pairs.push_back({stratum("left_far"), {}, LabelState::open, {LabelAnswer::same}, std::nullopt});
    const LabelQuality quality = qualityOf(round);
    EXPECT_DOUBLE_EQ(quality.precisionOfThings->share, 0.5) << "the same function is not the same thing";
    EXPECT_DOUBLE_EQ(quality.precisionOfWork->share, 1) << "what is one thing does one work";
    // 50 of the objects are one thing, and 50 of the functional ones: half is found.
    EXPECT_DOUBLE_EQ(quality.recallOfThings->share, 0.5);
    EXPECT_EQ(quality.labelled, 5);
    EXPECT_EQ(quality.cannotTell, 1);
    EXPECT_EQ(quality.disputed, 1);
    EXPECT_EQ(quality.open, 1);
    EXPECT_EQ(quality.agreement.pairs, 7) << "those with two answers";
}

/// Things down to five bits below the threshold, and nothing else between minus ten and plus ten.
LabelledRound tooStrict() {
    LabelledRound round;
    round.populations[stratum("object_clear")] = round.populations[stratum("left_below")] = 400;
    round.populations[stratum("left_near")] = 100;
    for (int i = 0; i < 30; ++i) {
        const double step = 0.1 * i;
        round.pairs.push_back(labelled("object_clear", LabelAnswer::same, 5 + step));
        round.pairs.push_back(labelled("left_near", LabelAnswer::same, -1 - step));
        round.pairs.push_back(labelled("left_below", LabelAnswer::different, -6 - step));
    }
    return round;
}

TEST(ThresholdRefit, LowersAThresholdThatMissesWhatPeopleCallOneThing) {
    const auto refit = refitThreshold(tooStrict());
    ASSERT_TRUE(refit);
    EXPECT_LT(refit->shiftBits, -3.8);
    EXPECT_GT(refit->shiftBits, -6);
    EXPECT_NEAR(refit->before.recall.share, 0.8, 1e-9) << "400 of 500 things stand above";
    EXPECT_DOUBLE_EQ(refit->after.recall.share, 1);
    EXPECT_DOUBLE_EQ(refit->after.precision.share, 1);
    EXPECT_TRUE(refit->isBetter());
    EXPECT_EQ(refit->chosenOn + refit->heldOut, 90);
}

TEST(ThresholdRefit, LeavesAThresholdThatIsRight) {
    LabelledRound round = tooStrict();
    for (LabelledPair& pair : round.pairs) {
        if (pair.stratum == stratum("left_near")) pair.label = LabelAnswer::different;
    }
    const auto refit = refitThreshold(round);
    ASSERT_TRUE(refit);
    EXPECT_DOUBLE_EQ(refit->shiftBits, 0);
    EXPECT_FALSE(refit->isBetter());
}

TEST(ThresholdRefit, WantsEnoughLabels) {
    LabelledRound round = tooStrict();
    round.pairs.resize(30);
    EXPECT_FALSE(refitThreshold(round));
}

}  // namespace
}  // namespace cadastre::duplicates
