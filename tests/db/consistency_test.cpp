// Each query of schema/checks returns nothing for a sound register and its row for a broken one.
#include <gmock/gmock.h>

#include <set>

#include "profiles/checks/finding_store.h"
#include "schema/migrate.h"
#include "schema/paths.h"
#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Consistency : public ImportTest {
  protected:
    void SetUp() override {
        ImportTest::SetUp();
        import({subject("MIN"), asset("MIN", "whole").function("cofog", "01"),
                asset("MIN", "part").relation("part_of", "MIN", "whole"), asset("MIN", "other")});
    }
    /// Names of the checks that find something after this statement, which is not kept.
    std::vector<std::string> brokenBy(const std::string& sql) {
        WriteTransaction transaction(database(), {.actor = "test"});
        transaction.connection().script("test.break", sql);
        std::vector<std::string> names;
        for (const BrokenCheck& check : runChecks(transaction, shipped("schema/checks")))
            names.push_back(check.name);
        return names;
    }
};

TEST_F(Consistency, HoldsAfterAnImport) {
    EXPECT_THAT(brokenBy("select 1"), IsEmpty());
}

TEST_F(Consistency, SeesARowThatDoesNotFollowItsVersion) {
    EXPECT_THAT(
        brokenBy("update asset set content = content || '{\"mark\": \"state\"}' where holder_key = 'other'"),
        ElementsAre("asset_follows_its_newest_version"));
    EXPECT_THAT(brokenBy("delete from asset where holder_key = 'other'"), ElementsAre("asset_is_not_lost"));
    EXPECT_THAT(brokenBy("update asset set holder_key = 'else' where holder_key = 'other'"),
                ElementsAre("asset_is_known_by_its_key"));
}

TEST_F(Consistency, SeesFunctionsAndRelationsThatNobodyStated) {
    EXPECT_THAT(brokenBy("delete from asset_function"), ElementsAre("function_is_stated"));
    EXPECT_THAT(
        brokenBy(
            "insert into asset_function select uid, 'cofog', '02' from asset where holder_key = 'whole'"),
        ElementsAre("function_is_stated"));
    EXPECT_THAT(brokenBy("update relation set other_key = 'nobody'"), ElementsAre("relation_is_stated"));
    EXPECT_THAT(brokenBy("update relation set other_uid = (select uid from subject)"),
                ElementsAre("relation_is_stated"));
}

TEST_F(Consistency, SeesARecordOfWhichNothingWasSaid) {
    EXPECT_THAT(brokenBy("insert into record (uid, kind, holder_key, submission_id) select "
                         "gen_random_uuid(), 'subject', 'ghost', "
                         "submission_id from submission limit 1"),
                ElementsAre("record_has_a_version"));
    EXPECT_THAT(brokenBy("alter table event disable trigger event_append_only; delete from event"),
                ElementsAre("asset_has_an_opening_event"));
}

TEST_F(Consistency, SeesAFindingThatIsNotWhereItsEntriesSay) {
    EXPECT_THAT(brokenBy("update finding set state = 'closed'"),
                ElementsAre("finding_stands_at_its_last_entry"));
    EXPECT_THAT(brokenBy("update finding set severity = 'blocking'"), ElementsAre("finding_is_not_blocking"));
}

TEST_F(Consistency, SeesAGroupWithoutMembersAndACodeListWithoutCodes) {
    EXPECT_THAT(brokenBy("insert into duplicate_run (run_id, started_at, model_version, options) values "
                         "('00000000-0000-7000-8000-000000000009', now(), '1', '{}');"
                         "insert into duplicate_cluster (cluster_id, kind, run_id, state, score, "
                         "explanation, member_hash, "
                         "compared_hash) select gen_random_uuid(), 'object', run_id, 'candidate', 1, '{}', "
                         "gen_random_uuid(), "
                         "gen_random_uuid() from duplicate_run"),
                ElementsAre("duplicate_group_has_members"));
    EXPECT_THAT(brokenBy("delete from code where code_list = 'system_mark'"),
                ElementsAre("code_list_exists"));
}

TEST_F(Consistency, SeesMoneyThatHangsOnWhatIsNoAsset) {
    EXPECT_THAT(
        brokenBy(
            "insert into record (uid, kind, holder_uid, holder_key, submission_id) select gen_random_uuid(), "
            "'project', "
            "subject.uid, 'p', submission_id from subject cross join (select submission_id from submission "
            "limit 1) s;"
            "insert into record_version (uid, valid_from, submission_id, kind, content, content_hash) select "
            "uid, "
            "current_date, submission_id, kind, '{}', gen_random_uuid() from record where kind = 'project';"
            "insert into project (uid, holder_uid, holder_key, name, asset_uid, content) select record.uid, "
            "subject.uid, "
            "'p', 'p', subject.uid, '{}' from record cross join subject where record.kind = 'project'"),
        ElementsAre("money_hangs_together"));
}

TEST_F(Consistency, SeesALineThatCountsForAnotherProject) {
    import({RecordOf("project", "MIN", "P"),
            RecordOf("cost_line", "MIN", "L").text("project", "P").number("year", "2026")});
    EXPECT_THAT(brokenBy("alter table cost_line disable trigger keep_counted_owners;"
                         "update cost_line set counted_project_uid = null"),
                ElementsAre("cost_line_counts_for_its_owners"));
}

TEST_F(Consistency, SeesMoneyThatNobodyLookedAt) {
    EXPECT_THAT(brokenBy("insert into money_to_check (lines, owners) values ('{}', '{}')"),
                ElementsAre("money_was_looked_at"));
}

TEST_F(Consistency, AnAssetsVerdictsFollowItsFindings) {
    EXPECT_EQ(valueOf("select present || ' ' || reliable || ' ' || (complete < 100) from asset_verdict join "
                      "asset using (uid) "
                      "where holder_key = 'whole'"),
              "stated doubtful true");
    execute("update finding set state = 'dismissed'");
    EXPECT_EQ(valueOf("select reliable || ' ' || complete from asset_verdict join asset using (uid) where "
                      "holder_key = 'whole'"),
              "undisputed 100");
}

}  // namespace
}  // namespace cadastre::tests
