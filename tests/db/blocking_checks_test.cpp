// What an import refuses with record and line: keys, references to subjects, values that can't be kept, and
// the rules of money before the database has to say no.
#include <algorithm>

#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

class BlockingChecks : public ImportTest {
  protected:
    static RecordOf line(const std::string& key, const std::string& status) {
        return RecordOf("cost_line", "A", key)
            .text("project", "P")
            .number("year", "2026")
            .text("currency", "RUB")
            .number("planned", "100")
            .text("cost_status", status);
    }
    static RecordOf indicator(const std::string& baseline) {
        return RecordOf("indicator", "A", "I")
            .text("unit", "%")
            .text("direction", "increase")
            .text("source", "survey")
            .number("baseline", baseline);
    }
    static RecordOf value(const std::string& target) {
        return RecordOf("indicator_value", "A", "V")
            .text("indicator", "I")
            .text("period", "2020")
            .text("period_ends_on", "2020-12-31")
            .number("target", target);
    }
    static RecordOf link() {
        return RecordOf("indicator_link", "A", "K").text("cost_line", "L").text("indicator", "A/I");
    }
    static std::vector<RecordOf> tiedMoney() {
        return {subject("A"),          RecordOf("project", "A", "P"),
                line("L", "approved"), indicator("10"),
                value("20"),           link()};
    }
};

TEST_F(BlockingChecks, LetAnApprovedLineInWithTheIndicatorOfTheSameFile) {
    EXPECT_EQ(told(import(tiedMoney())), "");
    EXPECT_EQ(valueOf("select cost_status from cost_line"), "approved");
}

TEST_F(BlockingChecks, RefuseAnApprovedLineThatNothingMeasures) {
    auto untied = tiedMoney();
    untied.pop_back();
    EXPECT_EQ(told(import(untied)), "approved-line-has-an-indicator@3");
    auto withoutTarget = tiedMoney();
    withoutTarget.erase(withoutTarget.begin() + 4);
    EXPECT_EQ(told(import(withoutTarget)), "approved-line-has-an-indicator@3");
}

TEST_F(BlockingChecks, TakeAnApprovedLineWhoseIndicatorCameBefore) {
    import({subject("A"), RecordOf("project", "A", "P"), line("L", "draft"), indicator("10"), value("20"),
            link()});
    EXPECT_EQ(told(import({line("L", "approved")})), "");
    EXPECT_EQ(valueOf("select cost_status from cost_line"), "approved");
}

TEST_F(BlockingChecks, LetFactsInWithoutAnIndicator) {
    EXPECT_EQ(told(import({subject("A"), RecordOf("project", "A", "P"), line("L", "recorded")})), "");
}

TEST_F(BlockingChecks, RefuseToMoveApprovedMoneyByAnImport) {
    import(tiedMoney());
    auto moved = line("L", "approved");
    moved.record.fields[3].second.text = "70";
    EXPECT_EQ(told(import({moved})), "reallocation-carries-indicators@1");
    EXPECT_EQ(told(import({line("L", "draft")})), "approval-is-not-taken-back@1");
}

TEST_F(BlockingChecks, RefuseABaselineOrAPastTargetThatMoves) {
    import(tiedMoney());
    EXPECT_EQ(told(import({indicator("5")})), "baseline-moves-only-by-ledger@1");
    EXPECT_EQ(told(import({value("15")})), "target-stands-after-its-period@1");
    EXPECT_EQ(told(import({value("25")})), "");
}

TEST_F(BlockingChecks, NameWhatAnApprovedLineLacks) {
    const auto verdict =
        import({subject("A"), RecordOf("cost_line", "A", "L").text("cost_status", "approved")});
    EXPECT_EQ(told(verdict),
              "approved-line-has-an-indicator@2 approved-line-is-complete@2 approved-line-is-complete@2 "
              "approved-line-is-complete@2");
}

class WholeImport : public BlockingChecks {
  protected:
    static RecordOf total(const std::string& amount) {
        return RecordOf("budget_total", "A", "T")
            .text("project", "P")
            .number("year", "2026")
            .text("currency", "RUB")
            .number("amount", amount);
    }
    /// What a problem tells besides its place.
    static std::string argument(const Verdict& verdict, const std::string& name) {
        const auto& arguments = verdict.problems.front().first.arguments;
        const auto found = std::ranges::find(arguments, name, &std::pair<std::string, std::string>::first);
        return found == arguments.end() ? "" : found->second;
    }
};

TEST_F(WholeImport, NamesTheTotalThatItsLinesDoNotAddUpTo) {
    auto file = tiedMoney();
    file.push_back(total("300"));
    const auto verdict = import(file);
    EXPECT_EQ(told(verdict), "approved-lines-add-up@7");
    EXPECT_TRUE(verdict.refused);
    EXPECT_EQ(verdict.problems.front().lines, std::vector<std::int64_t>{8});
    EXPECT_EQ(argument(verdict, "owner") + " " + argument(verdict, "year"), "P 2026");
    EXPECT_EQ(argument(verdict, "total") + " " + argument(verdict, "sum"), "3.00 1.00");
    EXPECT_EQ(argument(verdict, "lines") + " " + argument(verdict, "registered"), "4 0");
    EXPECT_EQ(valueOf("select count(*) from record"), "0");
    file.back().record.fields[3].second.text = "100";
    EXPECT_EQ(told(import(file)), "");
}

TEST_F(WholeImport, NamesTheLineThatOverrunsATotalRegisteredBefore) {
    auto file = tiedMoney();
    file.push_back(total("100"));
    import(file);
    auto another = link();
    another.record.key = "K2";
    another.record.fields[0].second.text = "L2";
    const auto verdict = import({line("L2", "approved"), another});
    EXPECT_EQ(told(verdict), "approved-lines-add-up@1");
    EXPECT_EQ(
        argument(verdict, "sum") + " " + argument(verdict, "lines") + " " + argument(verdict, "registered"),
        "2.00 2 1");
}

TEST_F(WholeImport, NamesTheRecordThatTakesTheIndicatorFromAnApprovedLine) {
    import(tiedMoney());
    auto unmeasured = indicator("10");
    std::erase_if(unmeasured.record.fields, [](const auto& field) { return field.first == "unit"; });
    const auto verdict = import({asset("A", "1"), unmeasured});
    EXPECT_EQ(told(verdict), "approved-line-loses-its-indicator@2");
    EXPECT_EQ(verdict.problems.front().first.value, "L");
}

TEST_F(WholeImport, NamesTheSubjectsThatWouldStandAboveThemselves) {
    const auto verdict = import({subject("A").text("parent", "B"), subject("B").text("parent", "A"),
                                 subject("C").text("parent", "A")});
    EXPECT_EQ(told(verdict), "subject-tree-has-no-cycle@1 subject-tree-has-no-cycle@2");
}

TEST_F(BlockingChecks, RefuseValuesThatCannotBeKept) {
    const auto verdict =
        import({subject("A"), asset("A", "1").number("yearly_cost", "5"),
                asset("A", "2").number("yearly_cost", "5").text("currency", "XQX"),
                line("L", "recorded").number("paid", "1"),
                RecordOf("cost_line", "A", "M").text("currency", "RUB").number("year", "20260"),
                RecordOf("round", "", "R")
                    .text("period_starts_on", "2025-01-01")
                    .text("period_ends_on", "2024-12-31")
                    .text("due_on", "2025-03-31"),
                RecordOf("indicator_link", "A", "K").text("indicator", "I")});
    EXPECT_EQ(told(verdict),
              "currency-missing@2 unknown-currency@3 number-out-of-range@5 period-out-of-order@6 "
              "field-missing@7");
}

TEST_F(BlockingChecks, RefuseOneThingUnderTwoKeys) {
    auto twice = value("20");
    twice.record.key = "W";
    EXPECT_EQ(told(import({subject("A"), indicator("10"), value("20"), twice})), "stated-twice@4");
}

TEST_F(BlockingChecks, TellWhereAKeyWasGivenFirst) {
    const auto verdict = import({subject("A"), asset("A", "1"), asset("A", "1").text("purpose", "other")});
    ASSERT_EQ(told(verdict), "key-given-twice@3");
    EXPECT_EQ(verdict.problems.front().first.value, "1");
    EXPECT_EQ(verdict.problems.front().first.arguments.front().second, "3");
}

TEST_F(BlockingChecks, GroupWhatIsTheSame) {
    const auto verdict = import({subject("A"), asset("B", "1"), asset("B", "2"), asset("B", "3")});
    ASSERT_EQ(verdict.problems.size(), 1U);
    EXPECT_EQ(verdict.problems.front().count, 3U);
    EXPECT_EQ(verdict.problems.front().lines, (std::vector<std::int64_t>{3, 4, 5}));
}

}  // namespace
}  // namespace cadastre::tests
