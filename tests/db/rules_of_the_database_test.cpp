// Tries to break, straight from SQL, each rule of the domain that the database itself holds.
#include <fmt/format.h>

#include "schema/errors.h"
#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

class RulesOfTheDatabase : public ImportTest {
  protected:
    /// The constraint that refuses the statements, checked as at commit; "" when they are taken.
    [[nodiscard]] std::string refusedBy(const std::string& sql) const {
        try {
            execute(sql);
            return {};
        } catch (const RuleViolation& violation) {
            return violation.constraint();
        }
    }
    /// A subject, a programme with a project, a measurable indicator and an approved line linked to it.
    void approvedLine() const {
        const auto verdict = import({subject("A"), RecordOf("programme", "A", "G"),
                                     RecordOf("project", "A", "P").text("programme", "G"),
                                     line("L").text("cost_status", "approved"),
                                     line("M").text("cost_status", "approved"), line("N"),
                                     RecordOf("indicator", "A", "I")
                                         .text("unit", "%")
                                         .text("direction", "increase")
                                         .text("source", "survey")
                                         .number("baseline", "10"),
                                     RecordOf("indicator_value", "A", "V")
                                         .text("indicator", "I")
                                         .text("period", "2020")
                                         .text("period_ends_on", "2020-12-31")
                                         .number("target", "20"),
                                     link("K", "L"), link("K2", "M")});
        ASSERT_EQ(told(verdict), "");
    }
    static RecordOf line(const std::string& key) {
        return RecordOf("cost_line", "A", key)
            .text("project", "P")
            .number("year", "2026")
            .text("currency", "RUB")
            .number("planned", "100");
    }
    static RecordOf link(const std::string& key, const std::string& line) {
        return RecordOf("indicator_link", "A", key).text("cost_line", line).text("indicator", "I");
    }
    /// A change request in which `between` stands between its entry and its end.
    static std::string reallocation(const std::string& between) {
        return "insert into submission (submission_id, kind, actor) values "
               "('00000000-0000-7000-8000-000000000001', 'reallocation', 'test'); "
               "insert into change_request (change_request_id, submission_id, reason) values "
               "('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 'shift'); "
               "insert into money_move select '00000000-0000-7000-8000-000000000002', 1, a.uid, b.uid, 30 "
               "from cost_line a, cost_line b where a.holder_key = 'L' and b.holder_key = 'M'; " +
               between +
               "select set_config('cadastre.change_request', '00000000-0000-7000-8000-000000000002', true); "
               "update cost_line set planned = planned - 30 where holder_key = 'L'; "
               "update cost_line set planned = planned + 30 where holder_key = 'M'";
    }
};

TEST_F(RulesOfTheDatabase, KeepHistoryAppendOnly) {
    import({subject("A"), asset("A", "1")});
    for (const char* table : {"record_version", "event", "submission", "submission_file"}) {
        EXPECT_EQ(refusedBy(fmt::format("delete from {}", table)), "append_only") << table;
        EXPECT_EQ(refusedBy(fmt::format("truncate {} cascade", table)), "append_only") << table;
    }
    EXPECT_EQ(refusedBy("update record_version set valid_from = '1999-01-01'"), "append_only");
    EXPECT_EQ(refusedBy("update event set note = 'never'"), "append_only");
    EXPECT_EQ(refusedBy("update submission set actor = 'somebody else'"), "append_only");
}

TEST_F(RulesOfTheDatabase, LetNoTwoStatesOfARecordStandAtOneDayAndMoment) {
    import({subject("A"), asset("A", "1")});
    EXPECT_EQ(refusedBy("insert into record_version select * from record_version"), "record_version_pkey");
}

TEST_F(RulesOfTheDatabase, LetAKeyStandOnceForAKindAndHolder) {
    import({subject("A"), asset("A", "1")});
    const auto again = [](const char* kind) {
        return fmt::format(
            "insert into record select gen_random_uuid(), kind, holder_uid, holder_key, submission_id from "
            "record where kind = '{}'",
            kind);
    };
    EXPECT_EQ(refusedBy(again("asset")), "holder_key_is_unique");
    EXPECT_EQ(refusedBy(again("subject")), "holder_key_is_unique");
}

TEST_F(RulesOfTheDatabase, LetTheLifeCycleTakeOnlyStepsThatItKnows) {
    import({subject("A"), asset("A", "1", "creating")});
    const auto step = [](const char* kind, const char* before, const char* after) {
        return fmt::format(
            "insert into event (uid, event_kind, stage_before, stage_after, submission_id) select uid, '{}', "
            "'{}', '{}', submission_id from asset",
            kind, before, after);
    };
    EXPECT_EQ(refusedBy(step("decommissioned", "creating", "decommissioned")), "stage_transition_is_allowed");
    EXPECT_EQ(refusedBy(step("planned", "creating", "planned")), "stage_transition_is_allowed");
    EXPECT_EQ(refusedBy(step("correction", "creating", "planned")), "");
    EXPECT_EQ(refusedBy(step("commissioned", "creating", "in_operation")), "event_continues_the_history");
    EXPECT_EQ(refusedBy(step("established", "planned", "creating")), "");
    EXPECT_EQ(refusedBy(step("first_recorded", "none", "trial")), "one_opening_event");
}

TEST_F(RulesOfTheDatabase, LetNoSubjectStandAboveItself) {
    import({subject("A"), subject("B").text("parent", "A"), subject("C").text("parent", "B")});
    EXPECT_EQ(
        refusedBy(
            "update subject set parent_uid = (select uid from subject where code = 'C') where code = 'A'"),
        "subject_tree_has_no_cycle");
    EXPECT_EQ(refusedBy("update subject set parent_uid = uid where code = 'A'"), "subject_check");
}

TEST_F(RulesOfTheDatabase, LetNoMoneyStandWithoutACurrency) {
    import({subject("A"), asset("A", "1")});
    EXPECT_EQ(refusedBy("update asset set yearly_cost = 5"), "asset_check");
}

TEST_F(RulesOfTheDatabase, ApproveNoLineWithoutAMeasurableIndicator) {
    approvedLine();
    EXPECT_EQ(refusedBy("update cost_line set cost_status = 'approved' where holder_key = 'N'"),
              "approved_line_has_an_indicator");
    EXPECT_EQ(refusedBy("update cost_line set cost_status = 'committed' where holder_key = 'N'"),
              "approved_line_has_an_indicator");
    for (const char* part : {"unit", "direction", "source"}) {
        EXPECT_EQ(refusedBy(fmt::format("update indicator set {} = null", part)),
                  "approved_line_has_an_indicator")
            << part;
    }
    EXPECT_EQ(refusedBy("delete from indicator_link"), "approved_line_has_an_indicator");
    EXPECT_EQ(refusedBy("delete from indicator_value"), "approved_line_has_an_indicator");
}

TEST_F(RulesOfTheDatabase, ApproveNoLineWithoutPlanYearAndOwner) {
    approvedLine();
    EXPECT_EQ(refusedBy("update cost_line set year = null where holder_key = 'L'"),
              "approved_line_is_complete");
    EXPECT_EQ(refusedBy("update cost_line set project_uid = null where holder_key = 'L'"),
              "approved_line_is_complete");
    EXPECT_EQ(
        refusedBy("update cost_line set programme_uid = (select uid from programme) where holder_key = 'N'"),
        "one_owner");
}

TEST_F(RulesOfTheDatabase, TakeNoApprovalBack) {
    approvedLine();
    EXPECT_EQ(refusedBy("update cost_line set cost_status = 'draft' where holder_key = 'L'"),
              "approval_is_not_taken_back");
    EXPECT_EQ(refusedBy("delete from cost_line where holder_key = 'L'"), "approval_is_not_taken_back");
    EXPECT_EQ(refusedBy("select set_config('cadastre.undo', submission_id::text, true) from submission; "
                        "delete from cost_line where holder_key = 'L'"),
              "approval_is_not_taken_back");
    EXPECT_EQ(refusedBy("update cost_line set cost_status = 'committed' where holder_key = 'L'"), "");
}

TEST_F(RulesOfTheDatabase, MoveNoMoneyWithoutIndicators) {
    approvedLine();
    EXPECT_EQ(refusedBy("update cost_line set planned = 70 where holder_key = 'L'"),
              "reallocation_carries_indicators");
    EXPECT_EQ(refusedBy(reallocation("")), "reallocation_carries_indicators");
    const std::string zeroChange =
        "insert into indicator_delta select '00000000-0000-7000-8000-000000000002', uid, target, target from "
        "indicator_value; ";
    EXPECT_EQ(refusedBy(reallocation(zeroChange)), "reallocation_carries_indicators");
    const std::string change =
        "insert into indicator_delta select '00000000-0000-7000-8000-000000000002', uid, target, target + 5 "
        "from "
        "indicator_value; ";
    EXPECT_EQ(refusedBy(reallocation(change)), "");
    EXPECT_EQ(valueOf("select string_agg(planned::text, ' ' order by holder_key) from cost_line"),
              "70 130 100");
}

TEST_F(RulesOfTheDatabase, HoldTheSumOfApprovedLinesToTheApprovedTotal) {
    approvedLine();
    const auto total = [](int amount) {
        return fmt::format(
            "insert into budget_total select uid, 2026, 'RUB', {}, (select submission_id from submission) "
            "from programme",
            amount);
    };
    EXPECT_EQ(refusedBy(total(300)), "approved_lines_add_up");
    EXPECT_EQ(refusedBy(total(200)), "");
    EXPECT_EQ(refusedBy("update budget_total set amount = 100"), "approved_lines_add_up");
    EXPECT_EQ(
        refusedBy(
            "insert into indicator_link select (select uid from record where kind = 'indicator_value'), "
            "cost_line.uid, indicator.uid from cost_line, indicator where cost_line.holder_key = 'N'; "
            "update cost_line set cost_status = 'approved' where holder_key = 'N'"),
        "approved_lines_add_up");
}

TEST_F(RulesOfTheDatabase, CountALineForTheTaskTheProjectAndTheProgrammeAboveIt) {
    approvedLine();
    import({RecordOf("programme", "A", "H"), RecordOf("project", "A", "Q").text("programme", "H"),
            RecordOf("task", "A", "T").text("project", "P"),
            RecordOf("cost_line", "A", "O").text("task", "T").number("year", "2026")});
    const auto owners = [this] {
        return valueOf(
            "select string_agg(line.holder_key || ' ' || project.holder_key || ' ' || "
            "coalesce(programme.holder_key, '-'), ', ' order by line.holder_key) from cost_line line "
            "join project on project.uid = line.counted_project_uid "
            "left join programme on programme.uid = line.counted_programme_uid");
    };
    EXPECT_EQ(owners(), "L P G, M P G, N P G, O P G");
    execute("update cost_line set counted_project_uid = null, counted_programme_uid = uid");
    EXPECT_EQ(owners(), "L P G, M P G, N P G, O P G");
    execute("update task set project_uid = (select uid from project where holder_key = 'Q')");
    EXPECT_EQ(owners(), "L P G, M P G, N P G, O Q H");
    execute("update project set programme_uid = null where holder_key = 'Q'");
    EXPECT_EQ(owners(), "L P G, M P G, N P G, O Q -");
}

TEST_F(RulesOfTheDatabase, HoldTheApprovedTotalWhenAProjectMovesToAnotherProgramme) {
    approvedLine();
    execute(
        "insert into budget_total select uid, 2026, 'RUB', 200, (select submission_id from submission) "
        "from programme");
    EXPECT_EQ(refusedBy("update project set programme_uid = null"), "approved_lines_add_up");
    EXPECT_EQ(refusedBy("update project set programme_uid = null; delete from budget_total"), "");
    EXPECT_EQ(valueOf("select count(*)::text from money_to_check"), "0");
}

TEST_F(RulesOfTheDatabase, MoveABaselineOnlyByTheLedger) {
    approvedLine();
    EXPECT_EQ(refusedBy("update indicator set baseline = 5"), "baseline_moves_only_by_ledger");
    EXPECT_EQ(
        refusedBy(
            "insert into rebaseline (indicator_uid, position, baseline_before, baseline_after, reason, "
            "submission_id) select uid, 1, 10, 5, 'recount', (select submission_id from submission) from "
            "indicator; update indicator set baseline = 5"),
        "");
    EXPECT_EQ(refusedBy("delete from rebaseline"), "append_only");
    EXPECT_EQ(refusedBy("update indicator set baseline = 10"), "baseline_moves_only_by_ledger");
}

TEST_F(RulesOfTheDatabase, MakeNoTargetEasierAfterItsPeriod) {
    approvedLine();
    EXPECT_EQ(refusedBy("update indicator_value set target = 15"), "target_stands_after_its_period");
    EXPECT_EQ(refusedBy("update indicator_value set target = 25"), "");
    EXPECT_EQ(refusedBy("update indicator_value set target = null"), "target_stands_after_its_period");
}

TEST_F(RulesOfTheDatabase, HoldSubmissionsToTheirCounts) {
    EXPECT_EQ(
        refusedBy("insert into submission (submission_id, kind, actor, read_count, accepted_count) values "
                  "(gen_random_uuid(), 'import', 'test', 3, 2)"),
        "submission_check");
}

TEST_F(RulesOfTheDatabase, HoldDispositionsToPlanEvidenceAndFourEyes) {
    import({subject("A"), asset("A", "1")});
    execute(
        "insert into finding (finding_id, rule, uid, severity, state, version_valid_from, "
        "version_recorded_at) select "
        "'00000000-0000-7000-8000-000000000003', 'duplicate-functional', uid, 'warning', 'open', valid_from, "
        "recorded_at from asset");
    const auto decide = [](const char* columns, const char* values) {
        return fmt::format(
            "insert into disposition (disposition_id, finding_id, reason, actor, submission_id, "
            "disposition{}) "
            "select gen_random_uuid(), '00000000-0000-7000-8000-000000000003', 'because', 'anna', "
            "submission_id, {} from submission",
            columns, values);
    };
    EXPECT_EQ(refusedBy(decide("", "'consolidate'")), "consolidation_has_a_plan");
    EXPECT_EQ(refusedBy(decide(", plan, due_on", "'consolidate', 'move it', '2030-01-01'")), "");
    EXPECT_EQ(refusedBy(decide("", "'justified'")), "justification_has_evidence");
    EXPECT_EQ(refusedBy(decide(", approver", "'false', 'anna'")), "approver_is_another");
    EXPECT_EQ(refusedBy("update disposition set reason = 'other'"), "append_only");
}

}  // namespace
}  // namespace cadastre::tests
