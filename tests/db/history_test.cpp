// The life of assets as an import enters it.
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

TEST_F(HistoryTest, WarnsOfAStepThatIsNotAllowedAndGoesOn) {
    const auto verdict =
        import({subject("A"), asset("A", "1", "removed").event("planned").event("removed", "2020-01-01")});
    EXPECT_EQ(told(verdict), "step-not-allowed@2");
    EXPECT_EQ(counts(verdict), "2 = 2 + 0 + 0");
    EXPECT_EQ(history("1"), "planned none>planned, correction planned>removed, removed");
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
