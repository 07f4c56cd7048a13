// The worklist of money as it is kept, and a programme in full, over the small government.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "reports/money_store.h"
#include "reports/page_store.h"
#include "reports/picture_store.h"
#include "reports/report_store.h"
#include "reports/untied_store.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "tests/db/database_test.h"
#include "tests/db/small_government.h"

namespace cadastre::reports {
namespace {

class MoneyPagesTest : public tests::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        execute(tests::smallGovernment());
        WriteTransaction transaction(database(), {.actor = "test"}, Isolation::ReadCommitted);
        keepExecution(transaction, {});
        keepUntied(transaction);
        transaction.commit();
    }

    const Messages messages_ = Messages::load(shipped("schema/messages"));
    const Reader today_{messages_, "en"};
};

TEST_F(MoneyPagesTest, KeepEveryRowOfTheExecutionReportOnce) {
    ReadTransaction transaction(database());
    std::map<std::string, int> reported;
    const auto rows = forEachRow(transaction, {.report = "execution"}, [&](std::span<const Cell> cells) {
        ++reported[std::string(cells[0].value_or(""))];
    });
    ASSERT_GT(rows, 0);
    std::map<std::string, int> kept;
    for (const MoneyRow& row : moneyRows(transaction, today_, {}))
        ++kept[row.cells.value("standing", "")];
    EXPECT_EQ(kept, reported);
    std::int64_t summed = 0;
    for (const MoneySum& sum : moneySums(transaction, today_))
        summed += sum.rows;
    EXPECT_EQ(summed, rows);
}

TEST_F(MoneyPagesTest, SayTheSameOfAnotherTimeInWhichNothingWasDifferent) {
    const Reader past{messages_, "en", {.asOf = valueOf("select current_date::text"), .knownAt = {}}};
    countPicture(database(), past.times, [](const Canceller&) {});
    ReadTransaction transaction(database());
    const auto kept = moneyRows(transaction, today_, {});
    takeOldPictures(transaction);
    readAt(transaction, past.times);
    const auto judged = moneyRows(transaction, past, {});
    ASSERT_EQ(judged.size(), kept.size());
    for (std::size_t at = 0; at < kept.size(); ++at)
        EXPECT_EQ(judged[at].cells, kept[at].cells);
}

TEST_F(MoneyPagesTest, ListTheMoneyWithoutAnIndicatorOnceInPagesThatGoOn) {
    execute("delete from indicator_link; delete from indicator_value; delete from indicator");
    const std::string before = valueOf("select count(*)::text from kept_untied");
    WriteTransaction transaction(database(), {.actor = "test"}, Isolation::ReadCommitted);
    keepUntied(transaction);
    std::vector<std::string> listed;
    for (const char* kind : {"programme", "cost_line"}) {
        UntiedQuestion question{kind, {}, 0, {}};
        for (auto found = untiedMoney(transaction, today_, question); !found.empty();
             found = untiedMoney(transaction, today_, question)) {
            listed.push_back(found.front().uid);
            question.currency = found.front().currency;
            question.amount = found.front().amount;
            question.uid = found.front().uid;
        }
    }
    transaction.commit();
    EXPECT_EQ(std::to_string(listed.size()), valueOf("select count(*)::text from untied_money"));
    EXPECT_EQ(std::to_string(std::set(listed.begin(), listed.end()).size()),
              valueOf("select count(*)::text from kept_untied"));
    EXPECT_GT(listed.size(), std::stoul(before));
}

TEST_F(MoneyPagesTest, NarrowByStandingAndGoOnAfterAPosition) {
    ReadTransaction transaction(database());
    const auto all = moneyRows(transaction, today_, {});
    ASSERT_GT(all.size(), 1U);
    MoneyQuestion behindFirst;
    behindFirst.after = all.front().position;
    EXPECT_EQ(moneyRows(transaction, today_, behindFirst).size(), all.size() - 1);
    MoneyQuestion narrowed;
    narrowed.standing = all.back().cells.value("standing", "");
    for (const MoneyRow& row : moneyRows(transaction, today_, narrowed))
        EXPECT_EQ(row.cells.value("standing", ""), narrowed.standing);
}

TEST_F(MoneyPagesTest, ShowAnOwnerOfAnotherTimeWithItsLinesItsIndicatorsAndItsProjects) {
    const Times today{.asOf = valueOf("select current_date::text"), .knownAt = {}};
    const auto described = [](const MoneyOwner& owner) {
        std::string text = owner.name;
        for (const MoneyYear& year : owner.years)
            text += fmt::format(" {}:{}:{}:{}", year.year.value_or(0), year.planned.value_or(0), year.lines,
                                year.untied);
        for (const MoneyIndicator& indicator : owner.indicators)
            text += fmt::format(" {}:{}", indicator.name, indicator.values.size());
        for (const MoneyPart& project : owner.projects)
            text += " " + project.name;
        return text;
    };
    ReadTransaction now(database());
    ReadTransaction then(database());
    readAt(then, today);
    std::size_t shown = 0;
    std::string uids = valueOf(
        "select string_agg(uid::text, ' ') from (select uid from programme union all "
        "select uid from project) owner");
    for (std::size_t at = 0; at < uids.size(); at += 37) {
        const std::string uid = uids.substr(at, 36);
        const auto here = moneyOwner(now, uid);
        const auto there = moneyOwner(then, uid);
        ASSERT_TRUE(here && there) << uid;
        EXPECT_EQ(described(*there), described(*here));
        shown += here->years.size() + here->indicators.size() + here->projects.size();
    }
    EXPECT_GT(shown, 2U);
}

TEST_F(MoneyPagesTest, ShowEachOwnerWithTheYearsThatItsReportAddsUp) {
    ReadTransaction transaction(database());
    std::map<std::string, std::int64_t> lines;
    forEachRow(transaction, {.report = "programmes"}, [&](std::span<const Cell> cells) {
        lines[std::string(*cells[0])] += std::stoll(std::string(*cells[13]));
    });
    ASSERT_FALSE(lines.empty());
    for (const auto& [uid, count] : lines) {
        const auto owner = moneyOwner(transaction, uid);
        ASSERT_TRUE(owner) << uid;
        std::int64_t shown = 0;
        for (const MoneyYear& year : owner->years)
            shown += year.lines;
        EXPECT_EQ(shown, count) << owner->name;
    }
    EXPECT_FALSE(moneyOwner(transaction, "00000000-0000-7000-8000-00000000ffff"));
    EXPECT_FALSE(moneyOwner(transaction, "' or true"));
}

}  // namespace
}  // namespace cadastre::reports
