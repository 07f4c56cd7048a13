// A day that was laid out for counting has the numbers that its records give when each is looked up by
// itself, and today counted as a day has today's: over the sample, with states of several years, money that
// moved, a transfer, an undo and findings that closed.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "importers/transfer_store.h"
#include "profiles/submissions/submission_store.h"
#include "reports/count_store.h"
#include "reports/page_store.h"
#include "reports/picture_store.h"
#include "tests/db/import_fixture.h"

namespace cadastre::reports {
namespace {

using tests::asset;
using tests::RecordOf;
using tests::subject;

// What is kept of today, each with a past_… table.
constexpr std::array kept{"register_count", "coverage_cell", "coverage_sum", "subject_count",
                          "kept_execution", "kept_untied",   "shared_group", "newest_event"};

using Rows = std::map<std::string, std::string>;

RecordOf line(const std::string& key, const std::string& day, const std::string& planned) {
    RecordOf made("cost_line", "NEW", key);
    made.from(day).number("year", "2025").text("currency", "RUB").number("planned", planned);
    return made;
}

class PastStateTest : public tests::ImportTest {
  protected:
    void SetUp() override {
        ImportTest::SetUp();
        ASSERT_EQ(told(importFolder("tools/sample", false)), "");
        ASSERT_EQ(told(importFolder("tools/sample/later", true)), "");
        addHistory();
        addMoney();
    }

    void addHistory() const {
        taken({subject("NEW").from("2019-01-01"),
               subject("OLD").from("2019-01-01").text("dissolved_on", "2024-03-01").text("successor", "NEW"),
               asset("OLD", "1")
                   .from("2020-01-01")
                   .text("currency", "RUB")
                   .number("yearly_cost", "700")
                   .function("typical", "T03")
                   .text("licence_expires_on", "2026-12-31"),
               asset("OLD", "2", "planned").from("2020-02-01").relation("part_of", "OLD", "1"),
               asset("NEW", "2")
                   .from("2021-05-01")
                   .function("typical", "T03")
                   .number("yearly_cost", "5")
                   .text("currency", "RUB")});
        taken({asset("NEW", "2", "decommissioned").from("2025-01-01").function("typical", "T03")});
        importers::transferAssets(database(), dictionary(), {.actor = "test"}, {.from = "OLD"});
        const auto mistake = import({asset("NEW", "3").from("2022-01-01").function("typical", "T01")});
        WriteTransaction transaction(database(), {.actor = "test"});
        submissions::undoSubmission(transaction, mistake.submissionId, "test", "a mistake");
        transaction.commit();
    }

    void addMoney() const {
        taken({RecordOf("programme", "NEW", "PG").from("2025-02-01").text("name", "Programme"),
               RecordOf("project", "NEW", "P")
                   .from("2025-02-01")
                   .text("name", "Project")
                   .text("programme", "PG"),
               RecordOf("project", "NEW", "P2").from("2025-02-01").text("name", "Other project"),
               RecordOf("task", "NEW", "T").from("2025-02-01").text("name", "Task").text("project", "P2"),
               line("L1", "2025-02-01", "1000").text("project", "P").number("paid", "900"),
               line("L2", "2025-02-01", "50").text("task", "T"), line("L3", "2025-02-01", "7"),
               line("L4", "2025-02-01", "60").text("project", "NEW/P2"),
               RecordOf("indicator", "NEW", "I")
                   .from("2025-02-01")
                   .text("name", "Indicator")
                   .text("project", "P")
                   .text("direction", "increase")
                   .number("baseline", "1"),
               RecordOf("indicator_value", "NEW", "V")
                   .from("2025-02-01")
                   .text("indicator", "I")
                   .text("period", "2025")
                   .text("period_ends_on", "2025-12-31")
                   .number("target", "10")
                   .number("actual", "2"),
               RecordOf("indicator_link", "NEW", "K")
                   .from("2025-02-01")
                   .text("cost_line", "L4")
                   .text("indicator", "I")});
        taken({line("L1", "2025-08-01", "1200").text("project", "P").number("paid", "950")});
    }

    void taken(const std::vector<RecordOf>& records) const { ASSERT_EQ(told(import(records)), ""); }

    // The numbers in this transaction, table by table.
    static Rows numbersOf(Transaction& transaction) {
        Rows numbers;
        for (const char* table : kept) {
            numbers[table] =
                transaction
                    .runOnce(
                        "test.numbers",
                        fmt::format("select coalesce(string_agg(row, E'\\n' order by row), '') from"
                                    " (select to_jsonb(kept)::text as row from {} kept"
                                    "  where not to_jsonb(kept) @> '{{\"measure\": \"own_findings\"}}') rows",
                                    table))
                    .one()
                    .get<std::string>(0);
        }
        return numbers;
    }

    Rows numbersAt(const Times& times) const {
        countPicture(database(), times, {[](const Canceller&) {}, [](PictureStep) {}});
        ReadTransaction transaction(database());
        takeOldPictures(transaction);
        readAt(transaction, times);
        return numbersOf(transaction);
    }

    // Each record looked up by itself, whenever it is asked for; nothing of it is kept.
    Rows numbersLookedUp(const Times& times) const {
        WriteTransaction transaction(database(), {.actor = "test"}, Isolation::ReadCommitted);
        Parameters parameters(std::in_place, times.asOf, times.knownAt);
        transaction.runOnce("test.picture", "insert into past_picture (as_of, known_at) values ($1, $2)",
                            parameters);
        readAt(transaction, times);
        for (const PictureStep step : allPictureSteps)
            countStep(transaction, times, step);
        return numbersOf(transaction);
    }

    std::string today() const { return valueOf("select current_date::text"); }
};

TEST_F(PastStateTest, AnyDayHasTheNumbersThatItsRecordsGiveOneByOne) {
    const std::string before = valueOf(
        "select to_char(max(received_at) - interval '1 microsecond', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        " from submission");
    for (const Times& times :
         {Times{.asOf = "2020-06-01"}, Times{.asOf = "2025-03-01"}, Times{.asOf = "2025-09-01"},
          Times{.asOf = today()}, Times{.asOf = "2025-09-01", .knownAt = before}, Times{.knownAt = before}}) {
        SCOPED_TRACE(times.asOf + ' ' + times.knownAt);
        const Rows lookedUp = numbersLookedUp(times);
        const Rows counted = numbersAt(times);
        for (const char* table : kept)
            EXPECT_EQ(counted.at(table), lookedUp.at(table)) << table;
    }
}

TEST_F(PastStateTest, TodayCountedAsADayHasTodaysNumbers) {
    WriteTransaction transaction(database(), {.actor = "test"}, Isolation::ReadCommitted);
    recount(transaction);
    const Rows counted = numbersOf(transaction);
    transaction.commit();
    for (const char* table : {"register_count", "coverage_cell", "coverage_sum", "subject_count",
                              "kept_execution", "kept_untied", "newest_event"})
        EXPECT_NE(counted.at(table), "") << table;
    const Rows asDay = numbersAt({.asOf = today()});
    for (const char* table : kept)
        EXPECT_EQ(asDay.at(table), counted.at(table)) << table;
}

TEST_F(PastStateTest, MoneyAndSystemsOfADayAreThoseOfItsStates) {
    const auto lines = [](const Rows& rows, const char* table) {
        const std::string& text = rows.at(table);
        return text.empty() ? 0 : 1 + std::count(text.begin(), text.end(), '\n');
    };
    const Rows empty = numbersAt({.asOf = "2018-01-01"});
    EXPECT_EQ(lines(empty, "kept_execution"), 0);
    const Rows early = numbersAt({.asOf = "2025-03-01"});
    const Rows later = numbersAt({.asOf = "2025-09-01"});
    EXPECT_NE(early.at("kept_execution").find("\"planned\": \"10.00\""), std::string::npos)
        << early.at("kept_execution");
    EXPECT_NE(later.at("kept_execution").find("\"planned\": \"12.00\""), std::string::npos);
    EXPECT_EQ(lines(early, "kept_untied"), 2) << early.at("kept_untied");
}

}  // namespace
}  // namespace cadastre::reports
