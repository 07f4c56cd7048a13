// The life of assets as an import enters it.
#include <algorithm>

#include "profiles/submissions/submission_store.h"
#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

using HistoryTest = ImportTest;

TEST_F(HistoryTest, OpensHonestlyWhereHistoryIsNotKnown) {
    import({subject("A"), asset("A", "1", "suspended"), asset("A", "2", "")});
    EXPECT_EQ(history("1"), "first_recorded none>suspended");
    EXPECT_EQ(history("2"), "first_recorded");
}

TEST_F(HistoryTest, EntersStatedStepsInTheirOrder) {
    import({subject("A"), asset("A", "1", "developing")
                              .event("established", "2018-01-01")
                              .event("trial_started", "2019-01-01")
                              .event("commissioned", "2020-01-01")
                              .event("confirmed", "2020-06-01")
                              .event("development_started", "2021-01-01")});
    EXPECT_EQ(history("1"),
              "established none>creating, trial_started creating>trial, commissioned trial>in_operation, "
              "confirmed, development_started in_operation>developing");
}

TEST_F(HistoryTest, OpensBeforeAStatedStepThatNothingCanBegin) {
    import({subject("A"), asset("A", "1").event("commissioned", "2020-01-01")});
    EXPECT_EQ(history("1"), "first_recorded none>in_operation, commissioned");
}

TEST_F(HistoryTest, CorrectsTheStageWhereTheLastEventDoesNotLeadToIt) {
    import({subject("A"), asset("A", "1", "decommissioned").event("established", "2018-01-01")});
    EXPECT_EQ(history("1"), "established none>creating, correction creating>decommissioned");
}

class RefusedStep : public ImportTest {
  protected:
    [[nodiscard]] std::string open() const {
        return valueOf(
            "select coalesce(string_agg(value || ' ' || (arguments ->> 'before_stage') || '>' || "
            "(arguments ->> 'after_stage') || ' ' || (arguments ->> 'on'), ', '), '') "
            "from finding where rule = 'step-not-allowed' and state = 'open'");
    }
};

TEST_F(RefusedStep, IsEnteredAsStatedAndStaysAFinding) {
    const auto verdict =
        import({subject("A"), asset("A", "1", "removed").event("planned").event("removed", "2020-01-01")});
    EXPECT_EQ(counts(verdict), "2 = 2 + 0 + 0");
    EXPECT_EQ(history("1"), "planned none>planned, correction planned>removed, removed");
    const auto told = std::ranges::find_if(
        verdict.problems, [](const auto& problem) { return problem.first.rule == "step-not-allowed"; });
    ASSERT_NE(told, verdict.problems.end());
    EXPECT_TRUE(told->isFinding);
    EXPECT_EQ(told->records, std::vector<std::int64_t>{2});
    EXPECT_EQ(open(), "removed planned>removed 2020-01-01");
    import({asset("A", "2")});
    EXPECT_EQ(open(), "removed planned>removed 2020-01-01") << "it isn't over with the next import";
}

TEST_F(RefusedStep, IsSettledByACorrectionThatSaysWhy) {
    import({subject("A"), asset("A", "1", "removed").event("planned").event("removed", "2020-01-01")});
    import({asset("A", "1", "removed").event("correction", "2020-02-01", "removed", "act 7 allowed it")});
    EXPECT_EQ(open(), "");
}

TEST_F(RefusedStep, GoesWithTheImportThatStatedIt) {
    import({subject("A"), asset("A", "1", "planned").event("planned", "2019-01-01")});
    const auto stated = import({asset("A", "1", "removed").event("removed", "2020-01-01")});
    EXPECT_EQ(open(), "removed planned>removed 2020-01-01");
    WriteTransaction transaction(database(), {.actor = "test"});
    submissions::undoSubmission(transaction, stated.submissionId, "test", "");
    transaction.commit();
    EXPECT_EQ(open(), "");
}

TEST_F(HistoryTest, OpensWithAStatedFirstRecordAndKeepsWhatWasBeforeItAsFacts) {
    import({subject("A"), asset("A", "1", "decommissioned")
                              .event("established", "2001-01-01")
                              .event("commissioned", "2002-01-01")
                              .event("first_recorded", "2010-01-01", "in_operation")
                              .event("decommissioning_started", "2015-01-01")
                              .event("decommissioned", "2016-01-01")});
    EXPECT_EQ(history("1"),
              "first_recorded none>in_operation, established, commissioned, "
              "decommissioning_started in_operation>decommissioning, decommissioned "
              "decommissioning>decommissioned");
}

TEST_F(HistoryTest, OpensAtTheStageOfTheStateWhereAFirstRecordNamesNone) {
    import({subject("A"), asset("A", "1", "decommissioned")
                              .event("decommissioned", "2016-01-01")
                              .event("first_recorded", "2010-01-01")});
    EXPECT_EQ(history("1"), "first_recorded none>decommissioned, decommissioned");
}

TEST_F(HistoryTest, MakesAChangedStageWithoutAnEventACorrection) {
    import({subject("A"), asset("A", "1", "creating")});
    import({asset("A", "1")});
    EXPECT_EQ(history("1"), "first_recorded none>creating, correction creating>in_operation");
}

TEST_F(HistoryTest, AddsOnlyEventsThatAreNew) {
    import({subject("A"), asset("A", "1", "creating").event("established", "2018-01-01")});
    const auto verdict =
        import({asset("A", "1").event("established", "2018-01-01").event("commissioned", "2020-01-01")});
    EXPECT_EQ(counts(verdict), "1 = 1 + 0 + 0");
    EXPECT_EQ(history("1"), "established none>creating, commissioned creating>in_operation");
}

TEST_F(HistoryTest, HasAnEventRestOnItsDocumentWhicheverComesFirst) {
    const auto named = [&] {
        return valueOf(
            "select string_agg(event.document_stated || ' ' || coalesce(holder_key, '-'), ', ' order by "
            "event_id)"
            " from event left join record on record.uid = coalesce(event.document_uid,"
            " document_named(event.uid, event.document_stated))");
    };
    import({subject("A"), subject("B"),
            asset("A", "1", "creating").event("established", "2018-01-01", "", "", "ORDER"),
            RecordOf("document", "A", "ORDER").text("title", "Order 1"),
            asset("A", "2", "creating").event("established", "2018-01-01", "", "", "B/ORDER")});
    EXPECT_EQ(named(), "ORDER ORDER, B/ORDER -");
    import({RecordOf("document", "B", "ORDER").text("title", "Order of B")});
    EXPECT_EQ(named(), "ORDER ORDER, B/ORDER ORDER");
    EXPECT_EQ(valueOf("select count(*) from event where document_uid is not null"), "1");
}

TEST_F(HistoryTest, TakesAnOldEventToldLateAsAFactThatMovesNothing) {
    import({subject("A"),
            asset("A", "1").event("established", "2018-01-01").event("commissioned", "2020-01-01")});
    const auto verdict = import({asset("A", "1").event("trial_started", "2019-01-01")});
    EXPECT_EQ(counts(verdict), "1 = 1 + 0 + 0");
    EXPECT_EQ(history("1"), "established none>creating, commissioned creating>in_operation, trial_started");
}

TEST_F(HistoryTest, LearnsAStageThatWasNotKnown) {
    import({subject("A"), asset("A", "1", "")});
    import({asset("A", "1")});
    EXPECT_EQ(history("1"), "first_recorded, correction none>in_operation");
}

TEST_F(HistoryTest, FollowsTheStagesOfSeveralVersions) {
    import(
        {subject("A"), asset("A", "1", "creating").from("2020-01-01"), asset("A", "1").from("2022-01-01")});
    EXPECT_EQ(history("1"), "first_recorded none>creating, correction creating>in_operation");
}

}  // namespace
}  // namespace cadastre::tests
