// What is packed is read as it was found, to the last bit; the price is made of what the members cost.
#include "profiles/duplicates/register/kept_clusters.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace cadastre::duplicates {
namespace {

Uid uidOf(std::uint8_t number) {
    Uid uid{};
    uid.back() = number;
    return uid;
}

FoundMember member(std::uint8_t number, std::optional<std::int64_t> cost = {}) {
    FoundMember found;
    found.uid = uidOf(number);
    found.score = 1.0 / 3;
    found.recordedAt = 1'700'000'000'000'000 - number;
    found.yearlyRunningCost = cost;
    found.currency = "RUB";
    return found;
}

FoundCluster clusterOf(FindingKind kind, const std::vector<FoundMember>& members, Pricing pricing = {}) {
    FoundCluster cluster;
    cluster.kind = kind;
    cluster.members = members;
    cluster.pricing = pricing;
    return cluster;
}

Explanation fullExplanation() {
    Explanation why;
    why.left = "00000000-0000-0000-0000-0000000000aB";  // no spelling of ours: a text like any other
    why.right = "00000000-0000-0000-0000-000000000002";
    why.priorBits = -0.1;
    why.score = 12.5;
    why.margin = -0.0;
    why.falseAlarmRate = 1e-9;
    why.parts = {{"name", "АИС  «Лес» ", " ", -1, 0.1, static_cast<double>(0.1F), -3},
                 {"codes", "", "a b", 1, 0, 0, 0}};
    why.matched = {"лес", ""};
    why.fuzzy = {{"лес", "лесс", 7.25}};
    why.conflict = {{"тверь", "рязань", 7.25}};
    why.codes = {{"cofog:01.3.1", 4.5}};
    why.rival = "00000000-0000-0000-0000-000000000003";
    why.rivalName = "Соперник";
    why.bitsAboveThreshold = 12.5;
    why.wouldHaveToDiffer = {"name"};
    why.sentence = {"duplicates.why.shared", {{"left", "a"}, {"right", "b"}}};
    why.wouldNotBeFlagged = {"", {}};
    return why;
}

TEST(KeptClusters, AreReadAsTheyWereFound) {
    FoundCluster found = clusterOf(FindingKind::functional, {member(2), member(1)});
    found.explanation = fullExplanation();
    found.functionalScore = 2.0 / 3;
    found.proposedCode = "typical:1";
    found.sharedFunctions = {"typical:1", "cofog:01"};
    KeptClusters kept;
    kept.add(found);
    const DuplicateCluster read = kept[0];
    EXPECT_EQ(read.kind, FindingKind::functional);
    EXPECT_EQ(toJson(read.explanation).dump(), toJson(found.explanation).dump());
    EXPECT_EQ(read.explanation.bitsAboveThreshold, 12.5);
    EXPECT_FALSE(read.identityScore);
    EXPECT_EQ(read.functionalScore, 2.0 / 3);
    EXPECT_EQ(read.proposedCode, "typical:1");
    EXPECT_EQ(read.sharedFunctions, found.sharedFunctions);
    ASSERT_EQ(read.members.size(), 2U);
    EXPECT_EQ(read.members[0].uid, uidOf(1)) << "ordered by uid";
    EXPECT_EQ(read.members[0].score, 1.0 / 3);
    EXPECT_EQ(read.members[0].recordedAt, 1'699'999'999'999'999);
    EXPECT_FALSE(read.members[0].money);
}

TEST(KeptClusters, ArePricedByWhatTheirMembersCost) {
    KeptClusters kept;
    kept.add(
        clusterOf(FindingKind::object, {member(2, 300), member(1, 900)}, {Pricing::How::overlap, 500, 1000}));
    const DuplicateCluster read = kept[0];
    ASSERT_EQ(read.price.ranges.size(), 1U);
    EXPECT_EQ(read.price.ranges[0].low, 150);
    EXPECT_EQ(read.price.ranges[0].high, 900);
    EXPECT_EQ(read.price.ranges[0].formula,
              "([(300 + 0) × 1.000 + (900 + 0) × 1.000] − 900 … 300) × 0.500 … 1.000");
    ASSERT_TRUE(read.members[0].money && read.members[1].money);
    EXPECT_EQ(read.members[0].money->high + read.members[1].money->high, 900);
    EXPECT_GT(read.members[0].money->high, read.members[1].money->high) << "the dearer one bears more";
    EXPECT_EQ(read.members[0].currency, "RUB");
}

TEST(KeptClusters, LetPlansAloneBeAtStakeBesideWhatExists) {
    FoundMember plan = member(1, 700);
    plan.planned = true;
    KeptClusters kept;
    kept.add(clusterOf(FindingKind::planned, {plan, member(2, 5000)}, {Pricing::How::plans, 1000, 1000}));
    const DuplicateCluster read = kept[0];
    ASSERT_EQ(read.price.ranges.size(), 1U);
    EXPECT_EQ(read.price.ranges[0].high, 700);
    EXPECT_FALSE(read.members[1].money);
}

TEST(KeptClusters, CountKnownCostsOfWhatIsSharedWithoutPricingIt) {
    KeptClusters kept;
    kept.add(clusterOf(FindingKind::reuse, {member(1, 10), member(2)}, {Pricing::How::shared, 0, 0}));
    EXPECT_TRUE(kept[0].price.ranges.empty());
    EXPECT_EQ(kept[0].price.membersWithKnownCost, 1);
    EXPECT_EQ(kept[0].price.membersWithUnknownCost, 1);
    EXPECT_FALSE(kept[0].members[0].money);
}

TEST(KeptClusters, StandInTheOrderOfKindThenMembers) {
    KeptClusters kept;
    kept.add(clusterOf(FindingKind::family, {member(1), member(2)}));
    kept.add(clusterOf(FindingKind::object, {member(5), member(3)}));
    kept.add(clusterOf(FindingKind::object, {member(4), member(3)}));
    kept.sort();
    EXPECT_EQ(kept[0].members[1].uid, uidOf(4));
    EXPECT_EQ(kept[1].members[1].uid, uidOf(5));
    EXPECT_EQ(kept[2].kind, FindingKind::family);
}

TEST(KeptClusters, HoldMoreThanAPieceOfMemoryDoes) {
    KeptClusters kept;
    constexpr int clusters = 40'000;
    for (int i = 0; i < clusters; ++i) {
        FoundCluster found = clusterOf(FindingKind::object, {member(1), member(2)});
        found.explanation.rivalName = "соперник " + std::to_string(i);
        kept.add(found);
    }
    ASSERT_EQ(kept.size(), static_cast<std::size_t>(clusters));
    int next = 0;
    for (const DuplicateCluster& cluster : kept)
        ASSERT_EQ(cluster.explanation.rivalName, "соперник " + std::to_string(next++));
}

}  // namespace
}  // namespace cadastre::duplicates
