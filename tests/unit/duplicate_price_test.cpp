// What an overlap costs, recomputed by hand.
#include <gtest/gtest.h>

#include <limits>

#include "profiles/duplicates/register/price.h"

namespace cadastre::duplicates {
namespace {

MemberCost cost(std::int64_t running, std::int64_t development, int allocation = 1000) {
    return {running, development, "RUB", allocation};
}

TEST(Price, CountsAllButOneMember) {
    const Price price = priceOverlap(std::vector{cost(900, 100), cost(300, 0), cost(200, 0)}, 1000, 1000);
    ASSERT_EQ(price.ranges.size(), 1U);
    EXPECT_EQ(price.ranges[0].low, 500);    // the dearest, 1000, stays
    EXPECT_EQ(price.ranges[0].high, 1300);  // the cheapest, 200, stays
    EXPECT_NE(price.ranges[0].formula.find("(900 + 100)"), std::string::npos);
    EXPECT_EQ(price.ranges[0].total, 1500);
    EXPECT_EQ(price.ranges[0].staysLow, 1000);
    EXPECT_EQ(price.ranges[0].staysHigh, 200);
    ASSERT_EQ(price.ranges[0].terms.size(), 3U);
    EXPECT_EQ(price.ranges[0].terms[0].counted, 1000);
}

TEST(Price, LetsAMemberOfUnknownCostBeTheOneThatStays) {
    const Price price = priceOverlap(std::vector{cost(900, 100), MemberCost{}}, 1000, 1000);
    ASSERT_EQ(price.ranges.size(), 1U);
    EXPECT_EQ(price.ranges[0].low, 0);
    EXPECT_EQ(price.ranges[0].high, 1000);
    EXPECT_EQ(price.membersWithUnknownCost, 1);
}

TEST(Price, TakesAllocationAndOverlapIntoAccount) {
    const Price price = priceOverlap(std::vector{cost(1000, 0, 500), cost(1000, 0, 500)}, 400, 1000);
    EXPECT_EQ(price.ranges[0].low, 200);
    EXPECT_EQ(price.ranges[0].high, 500);
}

TEST(Price, KeepsCurrenciesApartAndUnknownsCounted) {
    MemberCost euros{100, std::nullopt, "EUR", 1000};
    const Price price = priceOverlap(std::vector{cost(100, 0), euros, MemberCost{}}, 1000, 1000);
    EXPECT_EQ(price.ranges.size(), 2U);
    EXPECT_EQ(price.ranges[0].currency, "EUR");
    EXPECT_EQ(price.membersWithKnownCost, 2);
    EXPECT_TRUE(priceOverlap(std::vector{MemberCost{}, MemberCost{}}, 0, 1000).ranges.empty());
}

TEST(Price, HoldsAbsurdSumsToSixtyFourBits) {
    const auto most = std::numeric_limits<std::int64_t>::max();
    const Price price = priceOverlap(std::vector{cost(most, most), cost(most, most)}, 1000, 1000);
    EXPECT_EQ(price.ranges[0].high, most);
}

TEST(Price, SharesTheRangeOutInProportionToCostToTheLastKopeck) {
    const Price price =
        priceOverlap(std::vector{cost(1001, 0), cost(333, 0), MemberCost{}, cost(7, 0)}, 333, 1000);
    ASSERT_EQ(price.shares.size(), 4U);
    EXPECT_FALSE(price.shares[2]) << "of an unknown cost nobody knows the share";
    std::int64_t low = 0, high = 0;
    for (const auto& share : price.shares) {
        if (!share) continue;
        EXPECT_LE(share->low, share->high);
        low += share->low;
        high += share->high;
    }
    EXPECT_EQ(low, price.ranges[0].low);
    EXPECT_EQ(high, price.ranges[0].high);
    EXPECT_GT(price.shares[0]->high, price.shares[1]->high);
}

TEST(Price, PutsThePlanAtStakeAndNotWhatExists) {
    const Price price =
        pricePlans(std::vector{cost(100, 900), cost(5000, 0), MemberCost{}}, {true, false, false}, 600, 1000);
    ASSERT_EQ(price.ranges.size(), 1U);
    EXPECT_EQ(price.ranges[0].low, 600);
    EXPECT_EQ(price.ranges[0].high, 1000);
    EXPECT_EQ(price.membersWithUnknownCost, 0) << "the plan's cost is known";
    EXPECT_FALSE(price.shares[1]);
    EXPECT_EQ(price.ranges[0].words.key, "duplicates.price.plans");
}

}  // namespace
}  // namespace cadastre::duplicates
