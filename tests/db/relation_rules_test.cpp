// Rules about what records say of each other and about money, and how a finding lives from run to run.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "profiles/checks/finding_store.h"
#include "reports/finding_words.h"
#include "schema/errors.h"
#include "schema/paths.h"
#include "tests/db/register_seed.h"

namespace cadastre::tests {
namespace {

using checks::Scope;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr Query findingsOf{"test.findings_of",
                           "select concat_ws(' ', record.holder_key, nullif(field, ''), nullif(detail, '')) "
                           "from finding join record using (uid) where rule = $1 and state = $2 order by 1"};
constexpr Query makeTouched{"test.make_touched",
                            "create temporary table touched_record on commit drop as "
                            "select uid from record where holder_key = any($1)"};

constexpr const char* longText =
    "Keeps the register of small vessels, their owners and their engines, and issues certificates";

class RelationRules : public SeededDatabaseTest {
  protected:
    void SetUp() override {
        SeededDatabaseTest::SetUp();
        subject("MIN");
        subject("SUB", "MIN");
    }
    checks::RuleOutcome run(const std::string& rule, const Scope& scope = Scope::all()) {
        WriteTransaction transaction(database(), {.actor = "test"});
        const auto outcome = checks::runRules(transaction, scope, {.rule = rule, .today = "2026-07-01"});
        transaction.commit();
        return outcome.rules.at(0);
    }
    std::vector<std::string> findings(const std::string& rule, const std::string& state = "open") {
        ReadTransaction transaction(database());
        std::vector<std::string> found;
        for (const Row row : transaction.run(findingsOf, rule, state))
            found.push_back(row.get<std::string>(0));
        return found;
    }
    std::vector<std::string> hits(const std::string& rule) {
        run(rule);
        return findings(rule);
    }
    /// Runs the rules as an import that touched these keys would.
    void runTouched(const std::vector<std::string>& keys) {
        WriteTransaction transaction(database(), {.actor = "test"});
        transaction.run(makeTouched, keys);
        checks::runRules(transaction, Scope::touched("00000000-0000-7000-8000-000000000001"),
                         {.today = "2026-07-01"});
        transaction.commit();
    }
    void purposeAsset(const std::string& key, const std::string& purpose, const std::string& relations = "") {
        asset(
            "MIN", key,
            fmt::format(R"({{"name": "{}", "purpose": "{}", "relations": [{}]}})", key, purpose, relations));
    }
    void integrates(const std::string& key, const std::string& other) {
        asset("MIN", key,
              fmt::format(R"({{"relations": [{{"kind": "integrates_with", "key": "{}"}}]}})", other));
    }
};

TEST_F(RelationRules, CopiedTextIsOneFindingForEachSystemAndNoneInsideAFamily) {
    purposeAsset("a", longText);
    purposeAsset("b", std::string(longText) + ".");
    purposeAsset("C", longText);
    purposeAsset("short1", "Accounting");
    purposeAsset("short2", "Accounting");
    const std::string standard =
        "Document flow of a municipality: letters, orders, contracts and their archive";
    purposeAsset("solution", standard);
    purposeAsset("instance1", standard, R"({"kind": "instance_of", "key": "solution"})");
    purposeAsset("instance2", standard, R"({"kind": "instance_of", "key": "solution"})");
    purposeAsset("part", standard, R"({"kind": "part_of", "key": "instance2"})");
    EXPECT_THAT(hits("copied-purpose"), UnorderedElementsAre("a purpose", "C purpose"));
    EXPECT_EQ(
        valueOf("select string_agg(arguments->>'others', ',') from finding where rule = 'copied-purpose'"),
        "1,1");

    purposeAsset("stranger", standard);
    EXPECT_THAT(hits("copied-purpose"),
                UnorderedElementsAre("a purpose", "C purpose", "stranger purpose", "solution purpose",
                                     "instance1 purpose", "instance2 purpose", "part purpose"));
}

TEST_F(RelationRules, ACopiedTextWhoseTwinIsNotShownSaysWhomToAsk) {
    purposeAsset("open", longText);
    purposeAsset("secret", longText);
    execute("update asset set sensitivity = 'center' where holder_key = 'secret'");
    hits("copied-purpose");
    const std::string arguments = valueOf(
        "select arguments from finding join record using (uid) "
        "where rule = 'copied-purpose' and holder_key = 'open'");
    ReadTransaction transaction(database());
    const Messages messages = Messages::load(shipped("schema/messages"));
    const reports::Reader reader{messages, "en"};
    const std::string sentence =
        reports::FindingWords(transaction, reader).sentence("copied-purpose", arguments);
    EXPECT_THAT(sentence, testing::HasSubstr("other systems too (1), which are not shown to everybody: ask"));
    EXPECT_THAT(sentence, testing::Not(testing::HasSubstr("…")));
}

TEST_F(RelationRules, TheExampleOfACopiedTextIsOneThatEverybodyMaySee) {
    for (const char* key : {"secret1", "secret2", "shown1", "shown2"})
        purposeAsset(key, longText);
    execute("update asset set sensitivity = 'center' where holder_key like 'secret%'");
    hits("copied-purpose");
    EXPECT_EQ(
        valueOf(
            "select string_agg(holder_key || ':' || left(arguments->>'example', 5), ' ' order by holder_key) "
            "from finding join record using (uid) where rule = 'copied-purpose'"),
        "secret1:shown secret2:shown shown1:shown shown2:shown");
}

TEST_F(RelationRules, AnIntegrationHasToBeStatedByBothSidesWhileBothLive) {
    asset("MIN", "quiet", "{}");
    asset("MIN", "gone", R"({"stage": "removed"})");
    integrates("talker", "quiet");
    integrates("mourner", "gone");
    integrates("left", "right");
    integrates("right", "left");
    integrates("left", "right");
    EXPECT_THAT(hits("integration-not-reciprocal"), ElementsAre("talker relations integrates_with:/quiet"));
}

TEST_F(RelationRules, TheOtherSideSettlesAFindingByStatingTheIntegration) {
    asset("MIN", "quiet", "{}");
    integrates("talker", "quiet");
    runTouched({"talker"});
    EXPECT_THAT(findings("integration-not-reciprocal"),
                ElementsAre("talker relations integrates_with:/quiet"));
    EXPECT_EQ(valueOf("select submission_id from finding where rule = 'integration-not-reciprocal'"),
              "00000000-0000-7000-8000-000000000001");
    integrates("quiet", "talker");
    runTouched({"quiet"});
    EXPECT_THAT(findings("integration-not-reciprocal"), IsEmpty());
    EXPECT_THAT(findings("integration-not-reciprocal", "closed"),
                ElementsAre("talker relations integrates_with:/quiet"));
}

TEST_F(RelationRules, AReferenceThatLeadsNowhereIsFoundUntilItsOtherEndArrives) {
    asset("MIN", "orphan", R"({"relations": [{"kind": "part_of", "key": "whole"}]})");
    EXPECT_THAT(hits("dangling-reference"), ElementsAre("orphan relations part_of:/whole"));
    asset("MIN", "whole", "{}");
    execute("update relation set other_uid = (select uid from record where holder_key = 'whole')");
    runTouched({"whole"});
    EXPECT_THAT(findings("dangling-reference"), IsEmpty());
}

TEST_F(RelationRules, ABodyIsSilentWhenNothingCameAndNoNilReturn) {
    execute(R"sql(
        insert into round select seed_record('round', null, '2026-Q1', '{}'), '2026-Q1', 'First quarter', '2026-01-01',
            '2026-03-31', '2026-04-20';
        insert into round select seed_record('round', null, '2026-Q2', '{}'), '2026-Q2', 'Second quarter', '2026-04-01',
            '2026-06-30', '2026-07-20';
        insert into round_duty select seed_record('round_duty', subject.code, round.code, '{}'), round.uid, subject.uid, null
            from round cross join subject)sql");
    subject("NIL");
    subject("FILED");
    execute(R"sql(
        insert into round_duty select seed_record('round_duty', subject.code, round.code, '{}'), round.uid, subject.uid,
            'information_system' from round cross join subject where subject.code in ('NIL', 'FILED');
        insert into nil_return select seed_record('nil_return', 'NIL', 'Q1', '{}'), round.uid, subject.uid, 'none'
            from round cross join subject where round.code = '2026-Q1' and subject.code = 'NIL';
        insert into submission (submission_id, kind, actor, subject_code, received_at, read_count, unchanged_count)
            values (gen_random_uuid(), 'import', 'test', 'SUB', '2026-03-01', 1, 1))sql");
    asset("FILED", "system", "{}");
    EXPECT_THAT(hits("silent-in-round"), ElementsAre("MIN 2026-Q1"));
}

TEST_F(RelationRules, AFindingClosesWhenMendedAndOpensAgainWithEachStepEntered) {
    asset("MIN", "a", R"({"mark": "imperial"})");
    EXPECT_EQ(run("unknown-code").opened, 1);
    EXPECT_EQ(run("unknown-code").opened, 0);
    asset("MIN", "a", R"({"mark": "state"})");
    EXPECT_EQ(run("unknown-code").closed, 1);
    asset("MIN", "a", R"({"mark": "imperial"})");
    EXPECT_EQ(run("unknown-code").opened, 1);
    EXPECT_EQ(valueOf("select string_agg(state || ' ' || note, ', ' order by entry_id) from finding_entry"),
              "closed no longer found, open found again");
    EXPECT_EQ(valueOf("select count(*) from finding"), "1");
    EXPECT_EQ(
        valueOf(
            "select owner.code || ' ' || due_on from finding join subject owner on owner.uid = owner_uid"),
        "MIN 2026-07-31");
}

TEST_F(RelationRules, ADismissedFindingStaysSoUntilItsEvidenceChangesOrTheJustificationExpires) {
    asset("MIN", "a", R"({"mark": "imperial"})");
    run("unknown-code");
    execute("update finding set state = 'dismissed'");
    auto outcome = run("unknown-code");
    EXPECT_EQ(outcome.dismissed, 1);
    EXPECT_EQ(outcome.open, 0);
    asset("MIN", "a", R"({"mark": "royal"})");
    EXPECT_EQ(run("unknown-code").opened, 1);

    execute(R"sql(
        update finding set state = 'dismissed';
        insert into document_content select encode(sha256('x'), 'hex'), 'x';
        insert into disposition (disposition_id, finding_id, disposition, reason, expires_on, document_sha256, actor,
                                 approver, submission_id)
            select gen_random_uuid(), finding_id, 'justified', 'heritage', '2026-06-30', encode(sha256('x'), 'hex'), 'a', 'b',
                   '00000000-0000-7000-8000-000000000001' from finding)sql");
    EXPECT_EQ(run("unknown-code").opened, 1);
}

TEST_F(RelationRules, ASubjectsScopeHoldsWhatIsBelowItAndNothingElse) {
    subject("OTHER");
    asset("SUB", "below", R"({"mark": "imperial"})");
    asset("OTHER", "beside", R"({"mark": "imperial"})");
    run("unknown-code", Scope::subject("MIN"));
    EXPECT_THAT(findings("unknown-code"), ElementsAre("below mark"));
    purposeAsset("first", longText);
    purposeAsset("second", longText);
    run("copied-purpose");
    EXPECT_EQ(run("copied-purpose", Scope::subject("OTHER")).open, 0) << "what others copied is not its own";
    EXPECT_THROW(run("unknown-code", Scope::subject("NOBODY")), UsageError);
    EXPECT_THROW(run("no-such-rule"), UsageError);
}

}  // namespace
}  // namespace cadastre::tests
