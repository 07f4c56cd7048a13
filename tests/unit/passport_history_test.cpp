// Where the values of a passport come from, and what two states differ in.
#include "reports/passport_history.h"

#include <gtest/gtest.h>

#include <chrono>

namespace {

using namespace cadastre::reports;
using nlohmann::json;
using namespace std::chrono_literals;

cadastre::Date day(int number) {
    return cadastre::Date(std::chrono::sys_days(std::chrono::year(2025) / 1 / 1) + std::chrono::days(number));
}

PassportVersion version(int validFrom, int recorded, json content, bool ended = false) {
    PassportVersion made;
    made.validFrom = day(validFrom);
    made.recordedAt = cadastre::Instant(std::chrono::sys_days(day(recorded)));
    made.content = std::move(content);
    made.ended = ended;
    return made;
}

TEST(FieldOrigin, IsTheFirstOfTheStatesThatSayTheSameWithoutABreak) {
    const std::vector<PassportVersion> versions{
        version(30, 30, {{"name", "New"}, {"stage", "planned"}}),
        version(20, 20, {{"name", "New"}, {"stage", "creating"}}),
        version(10, 10, {{"name", "Old"}, {"stage", "planned"}}),
        version(0, 0, {{"name", "New"}}),
    };
    EXPECT_EQ(originOf(versions, "name").since, day(20));
    EXPECT_EQ(originOf(versions, "name").version, 1U);
    EXPECT_EQ(originOf(versions, "stage").since, day(30));
}

TEST(FieldOrigin, OfOneDayIsTheVersionThatFirstSaidWhatHolds) {
    const std::vector<PassportVersion> versions{
        version(10, 40, {{"name", "B"}}),
        version(10, 30, {{"name", "B"}}),
        version(10, 20, {{"name", "A"}}),
        version(10, 10, {{"name", "B"}}),
    };
    EXPECT_EQ(originOf(versions, "name").version, 1U);
}

TEST(FieldOrigin, PassesOverWhatWasCorrectedBeforeItWasTrue) {
    // The day 10 was first told wrongly and corrected on day 40; what holds is said of it since then.
    const std::vector<PassportVersion> versions{
        version(10, 40, {{"name", "B"}}),
        version(20, 20, {{"name", "B"}}),
        version(10, 10, {{"name", "A"}}),
    };
    const FieldOrigin origin = originOf(versions, "name");
    EXPECT_EQ(origin.since, day(10));
    EXPECT_EQ(origin.version, 0U);
}

TEST(FieldOrigin, StartsAnewWhereTheRecordHadEnded) {
    const std::vector<PassportVersion> versions{
        version(30, 30, {{"name", "A"}}),
        version(20, 20, {{"name", "A"}}, true),
        version(10, 10, {{"name", "A"}}),
    };
    EXPECT_EQ(originOf(versions, "name").since, day(30));
}

TEST(FieldOrigin, TellsWhoTookAValueAway) {
    const std::vector<PassportVersion> versions{
        version(30, 30, json::object()),
        version(20, 20, json::object()),
        version(10, 10, {{"name", "A"}}),
    };
    EXPECT_EQ(originOf(versions, "name").version, 1U);
}

TEST(Differences, CountAValueThatIsSaidToBeUnknownAsThatField) {
    const json before{{"name", "A"}, {"founded_on", "2020-01-01"}, {"currency", "EUR"}};
    const json after{{"name", "A"}, {"unknown", {{"founded_on", "2027-01-01"}}}, {"currency", "USD"}};
    const auto differences = differencesBetween(before, after);
    ASSERT_EQ(differences.size(), 2U);
    EXPECT_EQ(differences[0].field, "currency");
    EXPECT_EQ(differences[1].field, "founded_on");
    EXPECT_EQ(differences[1].after, json({{"unknown", "2027-01-01"}}));
    EXPECT_EQ(differences[1].currencyBefore, "EUR");
    EXPECT_EQ(differences[1].currencyAfter, "USD");
}

TEST(Differences, OfAHistoryLeaveTheFirstVersionWithout) {
    std::vector<PassportVersion> versions{version(20, 20, {{"name", "B"}}), version(10, 10, {{"name", "A"}})};
    tellDifferences(versions);
    ASSERT_EQ(versions[0].differences.size(), 1U);
    EXPECT_EQ(versions[0].differences[0].before, "A");
    EXPECT_TRUE(versions[1].differences.empty());
}

}  // namespace
