// Undoing an import whole, and when that is refused.
#include "profiles/submissions/submission_store.h"
#include "schema/errors.h"
#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

class UndoTest : public ImportTest {
  protected:
    submissions::Undone undo(const std::string& id) const {
        WriteTransaction transaction(database(), {"test"}, Isolation::ReadCommitted);
        auto undone = submissions::undoSubmission(transaction, id, "test", "a mistake");
        transaction.commit();
        return undone;
    }
};

TEST_F(UndoTest, TakesEverythingBackThatAnImportBrought) {
    const auto verdict = import({subject("A"), asset("A", "1").function("cofog", "01.1"),
                                 RecordOf("programme", "A", "G").text("asset", "1"),
                                 RecordOf("project", "A", "P").text("programme", "G")});
    const auto undone = undo(verdict.submissionId);
    EXPECT_EQ(undone.records, 4);
    EXPECT_EQ(valueOf("select (select count(*) from subject) + (select count(*) from asset) + "
                      "(select count(*) from asset_function) + (select count(*) from programme) + "
                      "(select count(*) from project)"),
              "0");
    EXPECT_EQ(valueOf("select count(*) from record_version where ended"), "4");
    EXPECT_EQ(valueOf("select count(*) from finding where state = 'open'"), "0");
    EXPECT_EQ(history("1"), "first_recorded none>in_operation, correction");
    EXPECT_EQ(valueOf("select undoes from submission where kind = 'undo'"), verdict.submissionId);
}

TEST_F(UndoTest, BringsTheFormerStateBack) {
    import({subject("A"), asset("A", "1", "creating").relation("uses", "", "2"), asset("A", "2")});
    const auto changed = import({asset("A", "1").text("purpose", "new"), asset("A", "3")});
    EXPECT_EQ(valueOf("select count(*) from relation"), "0");
    undo(changed.submissionId);
    EXPECT_EQ(valueOf("select stage || ' ' || coalesce(purpose, '-') from asset where holder_key = '1'"),
              "creating -");
    EXPECT_EQ(valueOf("select count(*) from asset"), "2");
    EXPECT_EQ(valueOf("select count(*) from relation where other_uid is not null"), "1");
    EXPECT_EQ(history("1"),
              "first_recorded none>creating, correction creating>in_operation, "
              "correction in_operation>creating");
}

TEST_F(UndoTest, LetsTheSameFileInAgain) {
    const std::vector<RecordOf> file{subject("A"), asset("A", "1")};
    undo(import(file).submissionId);
    EXPECT_EQ(counts(import(file)), "2 = 2 + 0 + 0");
    EXPECT_EQ(valueOf("select name from asset"), "System 1");
    EXPECT_EQ(counts(import(file)), "2 = 0 + 2 + 0");
}

TEST_F(UndoTest, MakesAResolvedReferenceDangleAgain) {
    import({subject("A"), asset("A", "1").relation("uses", "A", "2"),
            RecordOf("project", "A", "P").text("programme", "G"),
            RecordOf("indicator_value", "A", "V")
                .text("indicator", "I")
                .text("period", "2024")
                .text("period_ends_on", "2024-12-31")});
    const auto arrival =
        import({asset("A", "2"), RecordOf("programme", "A", "G"), RecordOf("indicator", "A", "I")});
    EXPECT_EQ(valueOf("select count(*) from indicator_value"), "1");
    undo(arrival.submissionId);
    EXPECT_EQ(valueOf("select count(*) from relation where other_uid is null"), "1");
    EXPECT_EQ(valueOf("select count(*) from project where programme_uid is null"), "1");
    EXPECT_EQ(valueOf("select count(*) from indicator_value"), "0");
    EXPECT_EQ(valueOf("select string_agg(other_key, ' ' order by other_key) from dangling_reference"), "G I");
    import({asset("A", "2"), RecordOf("programme", "A", "G"), RecordOf("indicator", "A", "I")});
    EXPECT_EQ(valueOf("select count(*) from indicator_value"), "1");
    EXPECT_EQ(valueOf("select count(*) from project where programme_uid is not null"), "1");
}

TEST_F(UndoTest, WithdrawsThePresenceThatTheEvidenceConfirmed) {
    const auto seen = [](const std::string& of) {
        return RecordOf("evidence", "A", "host").text("evidence_kind", "domain").text("asset", of);
    };
    const auto present = [&] {
        return valueOf(
            "select string_agg(holder_key || ' ' || exists (select from evidence where evidence.asset_uid ="
            " asset.uid), ', ' order by holder_key) from asset");
    };
    import({subject("A"), subject("B"), asset("A", "1"), asset("B", "2")});
    EXPECT_EQ(present(), "1 false, 2 false");
    const auto first = import({seen("1")});
    EXPECT_EQ(present(), "1 true, 2 false");
    const auto moved = import({seen("B/2")});
    EXPECT_EQ(present(), "1 false, 2 true");
    undo(moved.submissionId);
    EXPECT_EQ(present(), "1 true, 2 false");
    undo(first.submissionId);
    EXPECT_EQ(present(), "1 false, 2 false");
}

TEST_F(UndoTest, RefusesWhileLaterEvidenceNamesItsAsset) {
    import({subject("A")});
    const auto second = import({asset("A", "1")});
    import({RecordOf("evidence", "A", "host").text("asset", "1")});
    EXPECT_THROW(undo(second.submissionId), RuleViolation);
}

TEST_F(UndoTest, RefusesWhileALaterImportChangedARecord) {
    const auto first = import({subject("A"), asset("A", "1")});
    const auto second = import({asset("A", "1").text("purpose", "new")});
    EXPECT_THROW(undo(first.submissionId), RuleViolation);
    undo(second.submissionId);
    undo(first.submissionId);
    EXPECT_EQ(valueOf("select count(*) from asset"), "0");
}

TEST_F(UndoTest, RefusesWhileALaterImportHoldsSomethingUnderItsSubject) {
    const auto first = import({subject("A")});
    import({asset("A", "1")});
    EXPECT_THROW(undo(first.submissionId), RuleViolation);
}

TEST_F(UndoTest, RefusesWhileALaterImportRefersToItsRecord) {
    import({subject("A")});
    const auto second = import({asset("A", "2")});
    import({asset("A", "1").relation("uses", "A", "2")});
    EXPECT_THROW(undo(second.submissionId), RuleViolation);
}

TEST_F(UndoTest, GivesATransferredAssetBack) {
    import({subject("A"), subject("B"), asset("A", "1")});
    const auto transfer = import({asset("B", "77").event("transferred", "2024-05-01", "", "A/1")});
    undo(transfer.submissionId);
    EXPECT_EQ(valueOf("select code || ' ' || asset.holder_key || ' ' || record.holder_key from asset join "
                      "record using (uid) "
                      "join subject on subject.uid = asset.holder_uid"),
              "A 1 1");
}

TEST_F(UndoTest, TakesApprovedMoneyBackWithItsIndicators) {
    const auto line = [](const char* status) {
        return RecordOf("cost_line", "A", "L")
            .text("project", "P")
            .number("year", "2026")
            .text("currency", "RUB")
            .number("planned", "100")
            .text("cost_status", status);
    };
    const auto total = RecordOf("budget_total", "A", "T")
                           .text("project", "P")
                           .number("year", "2026")
                           .text("currency", "RUB")
                           .number("amount", "100");
    const auto first = import({subject("A"), RecordOf("project", "A", "P"), line("draft")});
    const auto second =
        import({line("approved"), total,
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
                RecordOf("indicator_link", "A", "K").text("cost_line", "L").text("indicator", "I")});
    ASSERT_EQ(told(second), "");
    const auto third = import({RecordOf("indicator_value", "A", "V")
                                   .text("indicator", "I")
                                   .text("period", "2020")
                                   .text("period_ends_on", "2020-12-31")
                                   .number("target", "25")});
    undo(third.submissionId);
    EXPECT_EQ(valueOf("select target from indicator_value"), "20");
    undo(second.submissionId);
    EXPECT_EQ(valueOf("select cost_status from cost_line"), "draft");
    EXPECT_EQ(valueOf("select (select count(*) from indicator) + (select count(*) from budget_total)"), "0");
    undo(first.submissionId);
    EXPECT_EQ(valueOf("select count(*) from cost_line"), "0");
}

TEST_F(UndoTest, RefusesWhatIsNoImportOrWasUndoneBefore) {
    const auto first = import({subject("A")});
    const auto undone = undo(first.submissionId);
    EXPECT_THROW(undo(first.submissionId), UsageError);
    EXPECT_THROW(undo(undone.submissionId), UsageError);
    EXPECT_THROW(undo("nonsense"), UsageError);
}

}  // namespace
}  // namespace cadastre::tests
