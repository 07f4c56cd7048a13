// The import as a whole: what is taken in, what is unchanged, what is refused and what then remains.
#include <gmock/gmock.h>

#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

TEST_F(ImportTest, TakesSubjectsAndAssetsInAndSaysSo) {
    const auto verdict = import({subject("A"), asset("A", "1"), asset("A", "2")});
    EXPECT_EQ(told(verdict), "");
    EXPECT_EQ(counts(verdict), "3 = 3 + 0 + 0");
    EXPECT_EQ(valueOf("select string_agg(holder_key || ' ' || name || ' ' || stage, ', ' order by "
                      "holder_key) from asset"),
              "1 System 1 in_operation, 2 System 2 in_operation");
    EXPECT_EQ(valueOf("select count(*) from record_version"), "3");
    EXPECT_EQ(valueOf("select read_count || ' ' || accepted_count from submission"), "3 3");
    EXPECT_EQ(valueOf("select name from submission_file"), "records.csv");
}

TEST_F(ImportTest, FindsTheSameFileUnchanged) {
    const std::vector<RecordOf> file{
        subject("A"), asset("A", "1").event("established", "2019-01-01").event("commissioned", "2020-02-03"),
        asset("A", "2").relation("uses", "", "1").function("cofog", "01.1")};
    import(file);
    const auto verdict = import(file);
    EXPECT_EQ(counts(verdict), "3 = 0 + 3 + 0");
    EXPECT_EQ(valueOf("select count(*) from record_version"), "3");
    EXPECT_EQ(valueOf("select count(*) from event"), "3");
    EXPECT_EQ(valueOf("select count(*) from relation where other_uid is not null"), "1");
    EXPECT_EQ(valueOf("select count(*) from submission"), "2");
}

TEST_F(ImportTest, LetsAByProductBringASubjectInButNotRenameIt) {
    import({subject("A").byProduct(), asset("A", "1")});
    const auto verdict = import({RecordOf("subject", "", "A").text("name", "BODY A").byProduct()});
    EXPECT_EQ(counts(verdict), "1 = 0 + 1 + 0");
    EXPECT_EQ(valueOf("select name from subject"), "Body A");
    import({RecordOf("subject", "", "A").text("name", "Body of A")});
    EXPECT_EQ(valueOf("select name from subject"), "Body of A") << "its own record renames it";
}

TEST_F(ImportTest, RefusesAllForOneBlockingProblemAndLeavesNothing) {
    const auto verdict = import({subject("A"), asset("A", "1"), asset("B", "2")});
    EXPECT_EQ(told(verdict), "unknown-subject@3");
    EXPECT_EQ(counts(verdict), "3 = 0 + 0 + 3");
    EXPECT_TRUE(verdict.refused);
    EXPECT_EQ(valueOf("select (select count(*) from record) + (select count(*) from submission)"), "0");
}

TEST_F(ImportTest, ChecksTheWholeFileBeforeItRefuses) {
    const auto verdict =
        import({subject("A"), asset("A", ""), asset("A", "2", "").text("stage", "flying"),
                RecordOf("spaceship", "A", "3"), asset("B", "4"), asset("A", "5").from("2999-01-01"),
                RecordOf("asset", "A", "6").text("class", "poem"), asset("A", "2")});
    EXPECT_EQ(told(verdict),
              "key-missing@2 unknown-record-kind@4 unknown-subject@5 valid-from-in-future@6 unknown-class@7 "
              "key-given-twice@8");
    EXPECT_EQ(counts(verdict), "8 = 0 + 0 + 8");
}

TEST_F(ImportTest, TellsWhatTheRulesSayOfTheOthersWhenItRefusesAll) {
    const auto verdict = import({subject("A"), asset("A", "1", "flying"), asset("B", "2")});
    EXPECT_EQ(told(verdict), "unknown-subject@3");
    EXPECT_THAT(rulesOf(verdict), testing::Contains("unknown-code@2"));
    EXPECT_EQ(counts(verdict), "3 = 0 + 0 + 3");
    EXPECT_TRUE(verdict.refused);
    EXPECT_EQ(verdict.submissionId, "");
    EXPECT_EQ(valueOf("select (select count(*) from record) + (select count(*) from finding)"), "0");
}

TEST_F(ImportTest, ChecksWhatCouldBeReadOfADamagedRecord) {
    const auto verdict = importText(
        "record_kind,subject,key,class,name,yearly_cost,currency\n"
        "asset,NOBODY,1,software,A,12 000,RUB\n"
        "asset,NOBODY,2,software,B,much,RUB\n");
    EXPECT_EQ(told(verdict), "unknown-subject@1 not-a-number@1 not-a-number@2");
    EXPECT_EQ(counts(verdict), "2 = 0 + 0 + 2");
}

TEST_F(ImportTest, NeverRegistersADamagedRecord) {
    ImportRequest request;
    request.accept = Accept::good;
    const auto verdict = importText(
        "record_kind,subject,key,class,name,founded_on\n"
        "subject,,A,,Body A,\n"
        "subject,,B,,Body B,sometime\n"
        "asset,A,1,software,System 1,\n"
        "asset,B,2,software,System 2,\n",
        request);
    EXPECT_EQ(told(verdict), "not-a-date@2 unknown-subject@4");
    EXPECT_EQ(counts(verdict), "4 = 2 + 0 + 2");
    EXPECT_EQ(valueOf("select string_agg(code, ' ') from subject"), "A");
    EXPECT_EQ(valueOf("select string_agg(holder_key, ' ') from asset"), "1");
}

TEST_F(ImportTest, LoadsTheGoodRecordsWhenAskedTo) {
    ImportRequest request;
    request.accept = Accept::good;
    const auto verdict = import({subject("A"), asset("A", "1"), asset("A", "")}, request);
    EXPECT_EQ(told(verdict), "key-missing@3");
    EXPECT_EQ(counts(verdict), "3 = 2 + 0 + 1");
    EXPECT_FALSE(verdict.refused);
    EXPECT_FALSE(verdict.good());
    EXPECT_EQ(valueOf("select count(*) from asset"), "1");
}

TEST_F(ImportTest, RefusesWhatLeansOnARefusedRecord) {
    ImportRequest request;
    request.accept = Accept::good;
    const auto verdict =
        import({subject("A"), subject("B").from("2999-01-01"), asset("A", "1"), asset("B", "2")}, request);
    EXPECT_EQ(told(verdict), "valid-from-in-future@2 unknown-subject@4");
    EXPECT_EQ(counts(verdict), "4 = 2 + 0 + 2");
}

TEST_F(ImportTest, RollsADryRunBack) {
    ImportRequest request;
    request.dryRun = true;
    const auto verdict = import({subject("A"), asset("A", "1")}, request);
    EXPECT_EQ(counts(verdict), "2 = 2 + 0 + 0");
    EXPECT_EQ(verdict.submissionId, "");
    EXPECT_EQ(valueOf("select (select count(*) from record) + (select count(*) from submission)"), "0");
}

TEST_F(ImportTest, LetsByProductsRepeatAndKeepsTheFirst) {
    const auto verdict =
        import({subject("A").byProduct(), RecordOf("subject", "", "A").text("name", "Other").byProduct(),
                asset("A", "1")});
    EXPECT_EQ(counts(verdict), "3 = 2 + 1 + 0");
    EXPECT_EQ(valueOf("select name from subject"), "Body A");
}

TEST_F(ImportTest, PrefersARecordStatedOnPurposeToAByProduct) {
    import({RecordOf("subject", "", "A").text("name", "Guess").byProduct(), subject("A")});
    EXPECT_EQ(valueOf("select name from subject"), "Body A");
}

TEST_F(ImportTest, KeepsAVersionForEachDayStated) {
    const auto named = [](const char* name, const char* day) {
        return RecordOf("asset", "A", "1").text("class", "software").text("name", name).from(day);
    };
    const std::vector<RecordOf> file{subject("A"), named("new", "2023-01-01"), named("old", "2021-01-01"),
                                     named("middle", "2022-01-01")};
    EXPECT_EQ(counts(import(file)), "4 = 4 + 0 + 0");
    EXPECT_EQ(valueOf("select name from asset"), "new");
    EXPECT_EQ(
        valueOf("select name from (select distinct on (uid) * from record_version where kind = 'asset' and "
                "valid_from <= '2022-06-01' order by uid, valid_from desc, recorded_at desc) state"),
        "middle");
    EXPECT_EQ(counts(import(file)), "4 = 0 + 4 + 0");
}

TEST_F(ImportTest, TakesInWhatWasTrueEarlierWithoutChangingTheNewest) {
    import({subject("A"), asset("A", "1").from("2022-01-01")});
    const auto verdict = import({asset("A", "1", "creating").from("2020-01-01")});
    EXPECT_EQ(counts(verdict), "1 = 1 + 0 + 0");
    EXPECT_EQ(valueOf("select stage from asset"), "in_operation");
    EXPECT_EQ(valueOf("select count(*) from record_version where kind = 'asset'"), "2");
}

TEST_F(ImportTest, GoesBackToAnEarlierStateWhenTheFileSaysSo) {
    const auto named = [](const char* name, const char* day) {
        return RecordOf("asset", "A", "1").text("class", "software").text("name", name).from(day);
    };
    import({subject("A"), named("one", "2021-01-01")});
    import({named("two", "2022-01-01"), named("one", "2023-01-01")});
    EXPECT_EQ(valueOf("select name from asset"), "one");
    EXPECT_EQ(valueOf("select count(*) from record_version where kind = 'asset'"), "3");
}

TEST_F(ImportTest, ResolvesAReferenceWhenItsOtherEndArrives) {
    import({subject("A"), asset("A", "1").relation("part_of", "B", "9"),
            RecordOf("project", "A", "P").text("programme", "B/G")});
    EXPECT_EQ(valueOf("select count(*) from relation where other_uid is null"), "1");
    EXPECT_EQ(
        valueOf("select other_kind || ' ' || other_subject || ' ' || other_key from dangling_reference"),
        "programme B G");
    import({subject("B"), asset("B", "9"), RecordOf("programme", "B", "G")});
    EXPECT_EQ(valueOf("select holder_key from relation join record on record.uid = other_uid"), "9");
    EXPECT_EQ(
        valueOf("select programme.holder_key from project join programme on programme.uid = programme_uid"),
        "G");
    EXPECT_EQ(valueOf("select count(*) from dangling_reference"), "0");
}

TEST_F(ImportTest, KeepsTheIdentifierThroughATransfer) {
    import({subject("A"), subject("B"), asset("A", "1")});
    const auto before = valueOf("select uid from asset");
    const auto verdict = import({asset("B", "77").event("transferred", "2024-05-01", "", "A/1")});
    EXPECT_EQ(counts(verdict), "1 = 1 + 0 + 0");
    EXPECT_EQ(
        valueOf(
            "select asset.uid || ' ' || code || ' ' || holder_key from asset join subject on subject.uid = "
            "holder_uid"),
        before + " B 77");
    EXPECT_EQ(counts(import({asset("B", "77").event("transferred", "2024-05-01", "", "A/1")})),
              "1 = 0 + 1 + 0");
}

TEST_F(ImportTest, MakesOmittedAssetsOfACompleteFileFindingsAndNeverDeletions) {
    ImportRequest complete;
    complete.complete = true;
    import({subject("A"), subject("B"), asset("A", "1"), asset("A", "2"), asset("B", "3")});
    const auto verdict = import({asset("A", "1")}, complete);
    EXPECT_EQ(verdict.omitted, 1);
    EXPECT_EQ(valueOf("select holder_key from finding join record using (uid) where rule = 'omitted' and "
                      "state = 'open'"),
              "2");
    EXPECT_EQ(valueOf("select count(*) from asset"), "3");
    EXPECT_EQ(import({asset("A", "1"), asset("A", "2")}, complete).omitted, 0);
    EXPECT_EQ(valueOf("select state from finding where rule = 'omitted'"), "closed");
}

TEST_F(ImportTest, KeepsUnknownWithheldAndZeroApart) {
    auto made = asset("A", "1");
    made.number("users_actual", "0");
    made.record.fields.emplace_back("users_planned",
                                    importers::Value{importers::Value::Kind::unknown, "2030-01-01"});
    made.record.fields.emplace_back("purpose",
                                    importers::Value{importers::Value::Kind::withheld, "§ 43 \"x\""});
    import({subject("A"), made});
    EXPECT_EQ(valueOf("select content ->> 'users_actual' from asset"), "0");
    EXPECT_EQ(valueOf("select content -> 'unknown' ->> 'users_planned' from asset"), "2030-01-01");
    EXPECT_EQ(valueOf("select content -> 'withheld' ->> 'purpose' from asset"), "§ 43 \"x\"");
    EXPECT_EQ(valueOf("select purpose from asset"), "");
}

TEST_F(ImportTest, TellsFindingsWithTheRecordsTheyStandAgainst) {
    const auto verdict = import({subject("A"), asset("A", "1"), asset("A", "2")});
    EXPECT_EQ(verdict.counts.accepted, 3);
    const auto found = std::ranges::find(verdict.problems, "function-unmapped",
                                         [](const auto& group) { return group.first.rule; });
    ASSERT_NE(found, verdict.problems.end());
    EXPECT_TRUE(found->isFinding);
    EXPECT_EQ(found->file, "records.csv");
    EXPECT_THAT(found->records, ::testing::ElementsAre(2, 3));
    EXPECT_THAT(found->lines, ::testing::ElementsAre(3, 4));
    EXPECT_EQ(found->first.severity, "warning");
}

TEST_F(ImportTest, RefusesACycleOfSubjectsByTheRuleThatTheDatabaseHolds) {
    const auto verdict = import({subject("A").text("parent", "B"), subject("B").text("parent", "A")});
    EXPECT_EQ(told(verdict), "subject-tree-has-no-cycle@1 subject-tree-has-no-cycle@2");
    EXPECT_EQ(counts(verdict), "2 = 0 + 0 + 2");
    EXPECT_EQ(valueOf("select count(*) from submission"), "0");
}

}  // namespace
}  // namespace cadastre::tests
