// The quadrant of the home page: every judged programme stands in one of its cells, with the money of its
// standing.
#include "reports/home_money.h"

#include <gmock/gmock.h>

#include "reports/money_store.h"
#include "reports/page_store.h"
#include "reports/page_words.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "tests/db/database_test.h"
#include "tests/db/small_government.h"

namespace cadastre::reports {
namespace {

class HomeMoneyTest : public tests::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        execute(tests::smallGovernment());
        WriteTransaction transaction(database(), {.actor = "test"}, Isolation::ReadCommitted);
        recount(transaction);
        transaction.commit();
    }

    nlohmann::json shown() const {
        ReadTransaction transaction(database());
        nlohmann::json data;
        addQuadrant(transaction, reader_, keptCounts(transaction), minorDigits(transaction), data);
        return data;
    }

    const Messages messages_ = Messages::load(shipped("schema/messages"));
    const Reader reader_{messages_, "en"};
};

TEST_F(HomeMoneyTest, EveryStandingIsShownOnceWithItsCount) {
    const auto data = shown();
    std::map<std::string, std::string> counts;
    for (const auto& row : data["quadrant"])
        for (const auto& cell : row["cells"])
            if (!cell["none"].get<bool>()) counts[cell["standing"]] = cell["count"];
    for (const auto& line : data["unjudged"])
        counts[line["standing"]] = line["count"];
    ReadTransaction transaction(database());
    std::map<std::string, std::int64_t> rows;
    for (const MoneySum& sum : moneySums(transaction, reader_))
        rows[sum.standing] += sum.rows;
    std::map<std::string, std::string> written;
    for (const auto& [standing, count] : rows)
        written[standing] = reports::written(count, "en");
    ASSERT_FALSE(written.empty());
    EXPECT_EQ(counts, written);
}

TEST_F(HomeMoneyTest, MoneyStandsBesideItsStanding) {
    const auto data = shown();
    bool priced = false;
    for (const auto& row : data["quadrant"])
        for (const auto& cell : row["cells"])
            for (const auto& money : cell["money"]) {
                priced = true;
                EXPECT_THAT(money.get<std::string>(), ::testing::ContainsRegex("^plan .+, paid .+$"));
            }
    EXPECT_TRUE(priced) << data.dump(1);
}

TEST_F(HomeMoneyTest, WithoutAnyResultThereIsNoQuadrant) {
    Counts kept;
    kept.counts.push_back({.measure = "execution",
                           .item = "untied",
                           .currency = {},
                           .amount = 3,
                           .moneyLow = {},
                           .moneyHigh = {}});
    ReadTransaction transaction(database());
    nlohmann::json data;
    addQuadrant(transaction, reader_, kept, {}, data);
    EXPECT_FALSE(data["has_quadrant"].get<bool>());
    ASSERT_EQ(data["unjudged"].size(), 1U);
    EXPECT_EQ(data["unjudged"][0]["count"], "3");
}

}  // namespace
}  // namespace cadastre::reports
