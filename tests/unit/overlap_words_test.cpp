// The money of a group as sentences: the steps that the engine kept, in the reader's amounts.
#include "reports/overlap_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "profiles/duplicates/register/price.h"
#include "schema/paths.h"

namespace cadastre::reports {
namespace {

using duplicates::MemberCost;
using testing::HasSubstr;
using testing::Not;

DuplicateGroupInFull groupOf(const std::vector<MemberCost>& costs, int low, int high) {
    DuplicateGroupInFull full;
    const duplicates::Price price = duplicates::priceOverlap(costs, low, high);
    full.explanation = duplicates::toJson(price);
    full.group.unknownCosts = price.membersWithUnknownCost;
    full.group.members = static_cast<std::int64_t>(costs.size());
    for (const MemberCost& cost : costs) {
        DuplicateMember member;
        member.uid = cost.uid;
        member.name = "System " + cost.uid;
        full.members.push_back(member);
    }
    return full;
}

const Messages& messages() {
    static const Messages loaded = Messages::load(shipped("schema/messages"));
    return loaded;
}

const std::vector<MemberCost>& twoKnown() {
    static const std::vector<MemberCost> costs{{100'000'000, 50'000'000, "RUB", 1000, "one"},
                                               {80'000'000, std::nullopt, "RUB", 500, "two"}};
    return costs;
}

TEST(OverlapWords, SayEveryStepInTheReadersAmounts) {
    const Reader reader{messages(), "en"};
    const auto told = pricesInWords(reader, {{"RUB", 2}}, groupOf(twoKnown(), 729, 1000))[0];
    EXPECT_THAT(told["total"], HasSubstr("1,900,000\u00a0RUB"));
    EXPECT_EQ(told["low"],
              "At least: the dearest one stays, 1,500,000\u00a0RUB; of the other 400,000\u00a0RUB, 72.9 % "
              "overlaps: "
              "291,600\u00a0RUB.");
    EXPECT_THAT(told["high"],
                HasSubstr("of the other 1,500,000\u00a0RUB, 100 % overlaps: 1,500,000\u00a0RUB"));
    ASSERT_EQ(told["terms"].size(), 2U);
    EXPECT_EQ(told["terms"][1]["name"], "System two");
    EXPECT_EQ(told["terms"][1]["counted"], "400,000\u00a0RUB");
}

TEST(OverlapWords, SayWhichRecordsCountOnceAndWhichSystemsGoTogether) {
    const std::vector<MemberCost> costs{{500'000'000, std::nullopt, "RUB", 1000, "one", {1, 1}},
                                        {400'000'000, std::nullopt, "RUB", 1000, "copy", {1, 1}},
                                        {300'000'000, std::nullopt, "RUB", 1000, "instance", {0, 1}},
                                        {100'000'000, std::nullopt, "RUB", 1000, "other"}};
    const auto told = pricesInWords(Reader{messages(), "en"}, {{"RUB", 2}}, groupOf(costs, 1000, 1000))[0];
    const auto total = told["total"].get<std::string>();
    EXPECT_THAT(total, HasSubstr("The cost of 3 systems is known: 9,000,000\u00a0RUB"));
    EXPECT_THAT(total,
                HasSubstr("2 records are one system, counted once: «System one», 5,000,000\u00a0RUB."));
    EXPECT_THAT(total,
                HasSubstr("2 systems are one solution, which stays or goes as a whole: «System one» and "
                          "its like, 8,000,000\u00a0RUB together."));
    EXPECT_EQ(told["terms"][1]["counted"], "0\u00a0RUB");
    const auto russian = pricesInWords(Reader{messages(), "ru"}, {{"RUB", 2}}, groupOf(costs, 1000, 1000))[0];
    EXPECT_THAT(russian["total"].get<std::string>(), HasSubstr("2 записи — это одна система"));
}

// 76.6 % of 1,234,567.89 is no amount that anybody counted to the hundredth.
TEST(OverlapWords, GiveEstimatesInWholeUnitsOfMoney) {
    const Reader reader{messages(), "en"};
    const std::vector<MemberCost> costs{{200'000'000, std::nullopt, "RUB", 1000, "one"},
                                        {123'456'789, std::nullopt, "RUB", 1000, "two"}};
    const auto told = pricesInWords(reader, {{"RUB", 2}}, groupOf(costs, 766, 1000))[0];
    EXPECT_THAT(told["low"].get<std::string>(), HasSubstr("76.6 % overlaps: 945,679\u00a0RUB."));
    EXPECT_THAT(told["range"].get<std::string>(), testing::StartsWith("945,679"));
    EXPECT_EQ(told["terms"][1]["counted"], "1,234,567.89\u00a0RUB") << "what is stated is said as stated";
}

TEST(OverlapWords, LeaveNoEnglishOnARussianPage) {
    const Reader reader{messages(), "ru"};
    const auto full = groupOf(twoKnown(), 729, 1000);
    const auto told = pricesInWords(reader, {{"RUB", 2}}, full)[0];
    for (const char* sentence : {"total", "low", "high"}) {
        EXPECT_THAT(told[sentence].get<std::string>(), Not(HasSubstr("stays")));
        EXPECT_THAT(told[sentence].get<std::string>(), Not(testing::ContainsRegex("\\{[a-z]+\\}")));
    }
    EXPECT_THAT(told["low"].get<std::string>(), HasSubstr("72,9 %"));
}

TEST(OverlapWords, CountWhoseCostHasNotBeenReported) {
    const Reader reader{messages(), "en"};
    auto costs = twoKnown();
    EXPECT_EQ(unknownCostsInWords(reader, groupOf(costs, 0, 1000).group),
              "The cost of every system is known.");
    costs.push_back({std::nullopt, std::nullopt, "", 1000, "three"});
    const auto full = groupOf(costs, 0, 1000);
    EXPECT_THAT(unknownCostsInWords(reader, full.group),
                HasSubstr("cost of 1 of the 3 systems has not been reported"));
    EXPECT_THAT(pricesInWords(reader, {{"RUB", 2}}, full)[0]["high"].get<std::string>(),
                HasSubstr("one whose cost is unknown or in another currency stays"));
}

}  // namespace
}  // namespace cadastre::reports
