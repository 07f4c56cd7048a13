// Pictures of other days: counted when they are asked for, read under the names of today's counts, and told
// from those of a register that has changed since.
#include <numeric>

#include "reports/count_store.h"
#include "reports/coverage_store.h"
#include "reports/page_store.h"
#include "reports/picture_store.h"
#include "schema/messages.h"
#include "schema/paths.h"
#include "tests/db/database_test.h"
#include "tests/db/small_government.h"

namespace cadastre::reports {
namespace {

// What happened since is told at once by the newest submission, whatever the server's statistics follow.
constexpr const char* change =
    "insert into submission (submission_id, kind, actor) values ('ffffffff-ffff-7fff-bfff-ffffffffffff', "
    "'decision', 'test')";

class PictureTest : public tests::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        execute(tests::smallGovernment());
        WriteTransaction transaction(database(), {.actor = "test"}, Isolation::ReadCommitted);
        recount(transaction);
        transaction.commit();
    }
    void count(const Times& times) const {
        countPicture(database(), times, {[](const Canceller&) {}, [](PictureStep) {}});
    }
    std::int64_t assetsAt(const Times& times, bool old = true) const {
        ReadTransaction transaction(database());
        if (old) takeOldPictures(transaction);
        readAt(transaction, times);
        return keptCounts(transaction, times).amount("assets");
    }
    static std::int64_t pairsIn(const std::vector<CoverageSum>& sums) {
        return std::accumulate(
            sums.begin(), sums.end(), std::int64_t{0},
            [](std::int64_t before, const CoverageSum& sum) { return before + sum.pairs; });
    }
    std::int64_t pictures() const { return std::stoll(valueOf("select count(*) from past_picture")); }
};

TEST_F(PictureTest, ATimeThatNobodyCountedIsSaidToBeMissing) {
    EXPECT_THROW(assetsAt({.asOf = "1999-01-01"}), NotCounted);
    try {
        assetsAt({.asOf = "1999-01-01"});
    } catch (const NotCounted& missing) {
        EXPECT_EQ(missing.times().asOf, "1999-01-01");
    }
}

TEST_F(PictureTest, EachTimeHasItsOwnNumbersAndTodayKeepsIts) {
    const std::string today = valueOf("select current_date::text");
    count({.asOf = "1999-01-01"});
    count({.asOf = today});
    EXPECT_EQ(assetsAt({.asOf = "1999-01-01"}), 0);
    EXPECT_EQ(assetsAt({.asOf = today}), std::stoll(valueOf("select count(*) from asset")));
    EXPECT_EQ(assetsAt({}), std::stoll(valueOf("select count(*) from asset")));
    ReadTransaction transaction(database());
    const auto pairsToday = pairsIn(pairSums(transaction, {}, {}));
    takeOldPictures(transaction);
    readAt(transaction, {.asOf = today});
    EXPECT_EQ(pairsIn(pairSums(transaction, {.asOf = today}, {})), pairsToday);
}

TEST_F(PictureTest, AStepIsReadAsSoonAsItIsThere) {
    const Times times{.asOf = "2025-06-01"};
    std::vector<PictureStep> told;
    const auto counted = [&](PictureStep step) {
        told.push_back(step);
        ReadTransaction transaction(database());
        readAt(transaction, times);
        for (const PictureStep each : allPictureSteps)
            EXPECT_EQ(hasPicture(transaction, times, each), each <= step);
        EXPECT_EQ(pictureProgress(transaction, times).counted.size(), told.size());
    };
    countPicture(database(), times, {[](const Canceller&) {}, counted});
    EXPECT_EQ(told, std::vector(allPictureSteps.begin(), allPictureSteps.end()));
    ReadTransaction transaction(database());
    EXPECT_EQ(pictureProgress(transaction, {.asOf = "2025-06-02"}).seconds.size(), allPictureSteps.size())
        << "what it took is told to whoever waits for another day";
}

TEST_F(PictureTest, ATimeBeforeTheRegisterIsCalledThat) {
    const Messages messages = Messages::load(shipped("schema/messages"));
    ReadTransaction transaction(database());
    const auto before = [&](const Times& times) {
        return beforeTheRegister(transaction, Reader{messages, "en", times});
    };
    EXPECT_EQ(before({}).words, "");
    EXPECT_EQ(before({.asOf = "2025-06-01"}).words, "");
    EXPECT_NE(before({.asOf = "2025-01-09"}).words, "");
    EXPECT_FALSE(before({.asOf = "2025-01-09"}).nothingKnown);
    EXPECT_TRUE(before({.asOf = "2025-06-01", .knownAt = "2025-01-09T00:00:00Z"}).nothingKnown);
}

TEST_F(PictureTest, AnOldPictureIsTakenOnlyWhereThatIsPermitted) {
    const Times times{.asOf = "2020-01-01"};
    count(times);
    execute(change);
    EXPECT_THROW(assetsAt(times, false), NotCounted);
    EXPECT_NO_THROW(assetsAt(times, true));
}

TEST_F(PictureTest, ATimeIsCountedAnewInItsOwnPlaceAndTheOldestGo) {
    count({.asOf = "2020-01-01"});
    execute(change);
    count({.asOf = "2020-01-01"});
    EXPECT_EQ(pictures(), 1);
    for (int day = 10; day < 20; ++day)
        count({.asOf = "2020-01-" + std::to_string(day)});
    EXPECT_EQ(pictures(), 8);
    EXPECT_THROW(assetsAt({.asOf = "2020-01-01"}), NotCounted);
}

}  // namespace
}  // namespace cadastre::reports
