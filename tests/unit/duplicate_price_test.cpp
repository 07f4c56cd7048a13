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

MemberCost entryOf(std::uint32_t system, std::uint32_t solution, std::int64_t running) {
    return {running, std::nullopt, "RUB", 1000, std::to_string(running), {system, solution}};
}

TEST(Price, CountsRecordsOfOneSystemOnceAndSharesItOutAmongThem) {
    const std::vector<MemberCost> costs = {entryOf(1, 1, 300), entryOf(1, 1, 400), entryOf(1, 1, 100),
                                           entryOf(0, 0, 50), entryOf(0, 0, 20)};
    const Price price = priceOverlap(costs, 1000, 1000);
    ASSERT_EQ(price.ranges.size(), 1U);
    const MoneyRange& range = price.ranges[0];
    EXPECT_EQ(range.total, 470) << "the dearest entry of the first one, and the two others";
    EXPECT_EQ(range.systemsCounted, 3);
    EXPECT_EQ(range.low, 70);
    EXPECT_EQ(range.high, 450);
    EXPECT_NE(range.formula.find("max((300 + 0) × 1.000, (400 + 0) × 1.000, (100 + 0) × 1.000)"),
              std::string::npos);
    ASSERT_EQ(range.copies.size(), 1U);
    EXPECT_EQ(range.copies[0].uid, "400");
    EXPECT_EQ(range.copies[0].members, 3U);
    EXPECT_EQ(range.copies[0].counted, 400);
    EXPECT_TRUE(range.solutions.empty()) << "copies are no instances";
    std::int64_t low = 0, high = 0, counted = 0;
    for (const auto& share : price.shares) {
        ASSERT_TRUE(share);
        low += share->low;
        high += share->high;
    }
    for (const CostTerm& term : range.terms)
        counted += term.counted;
    EXPECT_EQ(low, 70);
    EXPECT_EQ(high, 450);
    EXPECT_EQ(counted, 470) << "the column that is shown adds up to the total";
}

TEST(Price, LetsInstancesOfOneSolutionStayOrGoTogether) {
    const Price price = priceOverlap(std::vector{entryOf(0, 1, 30), entryOf(0, 1, 40), entryOf(2, 1, 10),
                                                 entryOf(2, 1, 10), entryOf(0, 0, 50)},
                                     1000, 1000);
    ASSERT_EQ(price.ranges.size(), 1U);
    EXPECT_EQ(price.ranges[0].total, 130);
    EXPECT_EQ(price.ranges[0].staysLow, 80) << "the solution as a whole is the dearest";
    EXPECT_EQ(price.ranges[0].staysHigh, 50);
    ASSERT_EQ(price.ranges[0].solutions.size(), 1U);
    EXPECT_EQ(price.ranges[0].solutions[0].members, 3U);
    EXPECT_EQ(price.ranges[0].solutions[0].counted, 80);
}

TEST(Price, LetsASolutionOfUnknownCostStayButNotACopyOfOne) {
    MemberCost unknownCopy = entryOf(1, 1, 0);
    unknownCopy.yearlyRunningCost.reset();
    EXPECT_EQ(priceOverlap(std::vector{entryOf(1, 1, 30), unknownCopy, entryOf(0, 0, 50)}, 1000, 1000)
                  .ranges.at(0)
                  .staysHigh,
              30);
    EXPECT_EQ(priceOverlap(std::vector{entryOf(0, 0, 30), MemberCost{}}, 1000, 1000).ranges.at(0).staysHigh,
              0);
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
