// The worklist of money as it is kept, and a programme in full, over the small government.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>
#include <set>

#include "reports/money_statements.h"
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
    countPicture(database(), past.times, {[](const Canceller&) {}, [](PictureStep) {}});
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

TEST_F(MoneyPagesTest, NarrowToWhatIsRatedInOneWayAndCountAsManyAsTheyList) {
    execute("update programme set self_rating = 'green' where holder_key = 'P-1'");
    WriteTransaction counting(database(), {.actor = "test"}, Isolation::ReadCommitted);
    keepExecution(counting, {});
    counting.commit();
    ReadTransaction transaction(database());
    const auto ratings = moneyRatings(transaction, today_);
    ASSERT_TRUE(ratings.contains("green"));
    std::int64_t counted = 0;
    for (const auto& [code, rating] : ratings)
        counted += rating.rows;
    EXPECT_EQ(counted, static_cast<std::int64_t>(moneyRows(transaction, today_, {}).size()));
    MoneyQuestion green;
    green.rating = "green";
    const auto rows = moneyRows(transaction, today_, green);
    EXPECT_EQ(static_cast<std::int64_t>(rows.size()), ratings.at("green").rows);
    for (const MoneyRow& row : rows)
        EXPECT_EQ(row.cells.value("self_rating", ""), "green");
    const std::string uid = valueOf("select uid::text from programme where holder_key = 'P-1'");
    EXPECT_EQ(moneyRowsOf(transaction, uid).size(), rows.size());
    EXPECT_TRUE(moneyRowsOf(transaction, "00000000-0000-7000-8000-00000000ffff").empty());
}

TEST_F(MoneyPagesTest, TellWhatAnOwnerSaidReportByReportAndByHowMuchItMoved) {
    execute(
        "insert into record_version (uid, valid_from, recorded_at, submission_id, kind, name, content, "
        "content_hash)"
        " select uid, said.day, now(), submission_id, 'programme', 'P', said.content::jsonb, "
        "md5(said.content)::uuid"
        " from record cross join (values"
        " ('2019-03-31'::date, '{\"self_rating\": \"green\", \"currency\": \"RUB\", \"development_cost\": "
        "1000,"
        " \"ends_on\": \"2021-01-01\"}'),"
        " ('2020-03-31', '{\"self_rating\": \"red\", \"currency\": \"RUB\", \"development_cost\": 1500,"
        " \"ends_on\": \"2021-01-03\"}')) said(day, content)"
        " where kind = 'programme' and holder_key = 'P-1'");
    const std::string uid = valueOf("select uid::text from programme where holder_key = 'P-1'");
    ReadTransaction transaction(database());
    const auto owner = moneyOwner(transaction, uid);
    ASSERT_TRUE(owner);
    const auto said = statementsOf(today_, {{"green", "Green"}, {"red", "Red"}}, {{"RUB", 2}}, *owner);
    ASSERT_GE(said.size(), 2U);
    EXPECT_EQ(said[0]["rating"]["name"], "Green");
    EXPECT_EQ(said[0]["cost_moved"], "");
    EXPECT_EQ(said[1]["rating"]["name"], "Red");
    EXPECT_EQ(said[1]["cost_moved"], "+50.0\u00a0%");
    EXPECT_EQ(said[1]["ends_moved"], "2 days later");
    ReadTransaction before(database());
    readAt(before, {.asOf = "2019-12-31", .knownAt = {}});
    const auto then = moneyOwner(before, uid);
    EXPECT_TRUE(!then || then->statements.size() < owner->statements.size());
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
