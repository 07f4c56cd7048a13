// Reallocations: applied whole, or refused by the database.
#include "profiles/money/money_store.h"

#include <gmock/gmock.h>

#include "schema/errors.h"
#include "tests/db/database_test.h"
#include "tests/db/small_government.h"

namespace cadastre::money {
namespace {

constexpr const char* kLine = "40000000-0000-0000-0000-000000000001";
constexpr const char* kYenLine = "40000000-0000-0000-0000-000000000002";
constexpr const char* kOtherLine = "40000000-0000-0000-0000-000000000003";
constexpr const char* kTarget = "60000000-0000-0000-0000-000000000001";

class ReallocationTest : public tests::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        execute(tests::smallGovernment());
        // A second line beside the first, both tied to the indicator and approved.
        execute(R"(
insert into record(uid, kind, holder_uid, holder_key, submission_id)
select '40000000-0000-0000-0000-000000000003', kind, holder_uid, 'L-3', submission_id from record where holder_key = 'L-1';
insert into cost_line(uid, holder_uid, holder_key, programme_uid, year, currency, planned, cost_status, content)
select '40000000-0000-0000-0000-000000000003', holder_uid, 'L-3', programme_uid, year, currency, 300, 'recorded', content
from cost_line where holder_key = 'L-1';
insert into record_version(uid, valid_from, submission_id, kind, holder_uid, content, content_hash)
select '40000000-0000-0000-0000-000000000003', valid_from, record_version.submission_id, kind, record.holder_uid,
       content || '{"planned": 300}', md5('3')::uuid from record_version join record using (uid, kind)
where holder_key = 'L-1';
insert into record(uid, kind, holder_key, submission_id)
select md5(line.uid::text)::uuid, 'indicator_link', line.holder_key, '00000000-0000-0000-0000-00000000000a' from cost_line line;
insert into indicator_link(uid, cost_line_uid, indicator_uid)
select md5(line.uid::text)::uuid, line.uid, '50000000-0000-0000-0000-000000000001' from cost_line line;
update cost_line set cost_status = 'approved';)");
    }

    void apply(const Reallocation& reallocation) const {
        WriteTransaction transaction(database(), {.actor = "finance"});
        applyReallocation(transaction, reallocation, "finance");
        transaction.commit();
    }

    [[nodiscard]] static Reallocation move(std::int64_t amount, const char* to = kOtherLine) {
        return {.reason = "less for the editor",
                .moves = {{kLine, to, amount}},
                .deltas = {{kTarget, "80", "85"}}};
    }

    [[nodiscard]] std::string plans() const {
        return valueOf(
            "select string_agg(holder_key || '=' || planned, ' ' order by holder_key) from cost_line");
    }
};

TEST_F(ReallocationTest, MovesMoneyAndTargetsTogetherAndRemembersTheStateBefore) {
    apply(move(4000));
    EXPECT_EQ(plans(), "L-1=6000 L-2=77 L-3=4300");
    EXPECT_EQ(valueOf("select target from indicator_value"), "85");
    EXPECT_EQ(valueOf("select string_agg(content->>'planned', ' ' order by recorded_at) from record_version"
                      " join record using (uid) where holder_key = 'L-1'"),
              "10000 6000");
    EXPECT_EQ(valueOf("select content->>'planned' from cost_line where holder_key = 'L-1'"), "6000");
    EXPECT_EQ(valueOf("select count(*) from submission where kind = 'reallocation' and actor = 'finance'"),
              "1");
}

TEST_F(ReallocationTest, IsRefusedWithoutAnIndicatorDelta) {
    Reallocation reallocation = move(4000);
    reallocation.deltas.clear();
    EXPECT_THROW(apply(reallocation), RuleViolation);
    reallocation.deltas = {{kTarget, "80", "80"}};
    EXPECT_THROW(apply(reallocation), RuleViolation);
    EXPECT_EQ(plans(), "L-1=10000 L-2=77 L-3=300");
    reallocation.zeroChangeReason = "the same services for less";
    reallocation.zeroChangeReviewer = "reviewer";
    apply(reallocation);
    EXPECT_EQ(plans(), "L-1=6000 L-2=77 L-3=4300");
}

TEST_F(ReallocationTest, IsRefusedBetweenCurrenciesAndBeyondThePlan) {
    EXPECT_THROW(apply(move(10, kYenLine)), RuleViolation);
    EXPECT_THROW(apply(move(10001)), RuleViolation);
    EXPECT_EQ(plans(), "L-1=10000 L-2=77 L-3=300");
}

TEST_F(ReallocationTest, IsRefusedWhenTheTargetHasChangedMeanwhile) {
    apply(move(100));
    EXPECT_THROW(apply(move(100)), UsageError);
    EXPECT_THROW(apply(move(100, "40000000-0000-0000-0000-00000000dead")), Error);
    EXPECT_EQ(plans(), "L-1=9900 L-2=77 L-3=400");
}

TEST_F(ReallocationTest, CannotEaseATargetWhosePeriodHasEnded) {
    Reallocation reallocation = move(100);
    reallocation.deltas = {{kTarget, "80", "75"}};
    EXPECT_THROW(apply(reallocation), RuleViolation);
}

TEST_F(ReallocationTest, StandsOnceItWasApplied) {
    apply(move(100));
    EXPECT_THROW(execute("update change_request set reason = 'other'"), RuleViolation);
    EXPECT_THROW(execute("update cost_line set planned = planned + 1 where holder_key = 'L-1'"),
                 RuleViolation);
}

}  // namespace
}  // namespace cadastre::money
