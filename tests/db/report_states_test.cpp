// What reports conclude: the states of coverage, the discipline of subjects, terms, changes.
#include <gmock/gmock.h>

#include <map>

#include "reports/catalogue.h"
#include "reports/report_store.h"
#include "tests/db/database_test.h"
#include "tests/db/small_government.h"

namespace cadastre::reports {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

class ReportStatesTest : public tests::DatabaseTest {
  protected:
    using Row = std::map<std::string, std::string>;

    void SetUp() override {
        DatabaseTest::SetUp();
        execute(tests::smallGovernment());
    }

    /// The rows as column and text; what is not there is left out.
    [[nodiscard]] std::vector<Row> rows(const ReportRequest& request) const {
        std::vector<Row> rows;
        ReadTransaction transaction(database());
        const Report& report = reportNamed(request.report);
        forEachRow(transaction, request, [&](std::span<const Cell> cells) {
            Row& row = rows.emplace_back();
            for (std::size_t at = 0; at < cells.size(); ++at) {
                if (cells[at]) row[report.columns[at].name] = *cells[at];
            }
        });
        return rows;
    }

    void addRecord(const std::string& uid, const std::string& kind, const std::string& holder) const {
        execute("insert into record(uid, kind, holder_uid, holder_key, submission_id) values ('" + uid +
                "', '" + kind + "', " + (holder.empty() ? "null" : "'" + holder + "'") + ", '" + uid +
                "', '00000000-0000-0000-0000-00000000000a')");
    }

    static constexpr const char* kMinistry = "10000000-0000-0000-0000-000000000001";
    static constexpr const char* kOffice = "10000000-0000-0000-0000-000000000002";
    static constexpr const char* kPersonnel = "20000000-0000-0000-0000-000000000001";
    static constexpr const char* kPlanned = "20000000-0000-0000-0000-000000000002";
    static constexpr const char* kEditor = "20000000-0000-0000-0000-000000000003";

    void addFunction(const char* asset, const std::string& classifier, const std::string& code) const {
        execute(std::string("insert into asset_function(uid, classifier, function_code) values ('") + asset +
                "', '" + classifier + "', '" + code + "')");
    }

    /// State by "subject function", of the functions below the code.
    [[nodiscard]] std::map<std::string, std::string> states(const std::string& code) const {
        std::map<std::string, std::string> states;
        for (Row& row : rows({.report = "coverage", .filters = {{"function", code}}}))
            states[row["holder"] + ' ' + row["function"]] = row["state"];
        return states;
    }
};

TEST_F(ReportStatesTest, CoverageCountsTypicalActivitiesForEveryBody) {
    const auto cells = states("T01");
    EXPECT_EQ(cells.size(), 8U);
    EXPECT_EQ(cells.at("MIN T01.1"), "covered");
    EXPECT_EQ(cells.at("OFF T01.1"), "planned");
    EXPECT_EQ(cells.at("OFF T01.2"), "not_covered");
}

TEST_F(ReportStatesTest, CoverageTellsTwoSystemsFromPartsOfOne) {
    addFunction(kEditor, "typical", "T01.1");
    EXPECT_EQ(states("T01.1").at("MIN T01.1"), "over_covered");
    execute(std::string(
                "update asset set content = content || '{\"relations\": [{\"kind\": \"part_of\", \"key\": "
                "\"A-1\"}]}' where uid = '") +
            kEditor + "'");
    EXPECT_EQ(states("T01.1").at("MIN T01.1"), "covered");
}

TEST_F(ReportStatesTest, CoverageTakesABranchAsAllOfItAndAFinerFunctionAsPart) {
    addFunction(kEditor, "typical", "T02");
    for (const auto& [cell, state] : states("T02"))
        EXPECT_EQ(state, cell.starts_with("MIN") ? "covered" : "not_covered");
}

TEST_F(ReportStatesTest, CoverageSeparatesMandatesFromWhatIsDoneWithoutOne) {
    addFunction(kPersonnel, "cofog", "01.1");
    EXPECT_THAT(states("01"), ElementsAre(Pair("MIN 01.1", "not_its_mandate")));
    addRecord("90000000-0000-0000-0000-000000000001", "mandate", kMinistry);
    execute(
        std::string("insert into mandate(uid, holder_uid, classifier, function_code, statutory_basis) values"
                    " ('90000000-0000-0000-0000-000000000001', '") +
        kMinistry + "', 'cofog', '01', 'Act 1')");
    EXPECT_THAT(states("01"), ElementsAre(Pair("MIN 01", "covered")));
    execute(std::string("update asset set stage = 'suspended', content = content ||"
                        " '{\"functions_declared_not_digitised\": true}' where uid = '") +
            kPersonnel + "'");
    EXPECT_THAT(states("01"), ElementsAre(Pair("MIN 01", "justified")));
}

TEST_F(ReportStatesTest, DisciplinePutsTheSilentFirst) {
    const std::string round = "90000000-0000-0000-0000-000000000002";
    addRecord(round, "round", "");
    execute("insert into round(uid, code, name, period_starts_on, period_ends_on, due_on) values ('" + round +
            "', 'R', 'Round', '2025-12-01', '2026-01-31', '2026-02-15')");
    int number = 3;
    for (const char* subject : {kMinistry, kOffice}) {
        const std::string uid = "90000000-0000-0000-0000-00000000000" + std::to_string(number++);
        addRecord(uid, "round_duty", subject);
        execute("insert into round_duty(uid, round_uid, subject_uid) values ('" + uid + "', '" + round +
                "', '" + subject + "')");
    }
    // A mandate says what a body is charged with; it is not the body that reports by it.
    const std::string charged = "90000000-0000-0000-0000-000000000008";
    addRecord(charged, "mandate", kOffice);
    execute(
        "insert into record_version(uid, valid_from, recorded_at, submission_id, kind, holder_uid, content,"
        " content_hash) select '" +
        charged + "', '2026-01-10', '2026-01-10', submission_id, 'mandate', '" + kOffice +
        "', '{}', md5('charged')::uuid from submission order by received_at limit 1");
    auto found = rows({.report = "discipline"});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0]["holder"], "OFF");
    EXPECT_EQ(found[0]["silent"], "1");
    EXPECT_EQ(found[1]["on_time"], "1");
    EXPECT_EQ(found[1]["timely_percent"], "100.00");
    EXPECT_EQ(rows({.report = "discipline", .asOf = "2026-02-01"})[1]["not_yet_due"], "1");

    const std::string nil = "90000000-0000-0000-0000-000000000009";
    addRecord(nil, "nil_return", kOffice);
    execute("insert into nil_return(uid, round_uid, subject_uid) values ('" + nil + "', '" + round + "', '" +
            kOffice + "')");
    found = rows({.report = "discipline", .filters = {{"subject", "OFF"}}});
    EXPECT_EQ(found[0]["nil"], "1");
    EXPECT_EQ(found[0]["silent"], "0");
}

TEST_F(ReportStatesTest, DisciplineCountsPlaceholdersAsNothingSaid) {
    const auto percent = [&] {
        return rows({.report = "discipline", .filters = {{"subject", "OFF"}}})[0]["complete_percent"];
    };
    const std::string before = percent();
    execute(std::string("update asset set content = content || '{\"purpose\": \"TBD\"}' where uid = '") +
            kPlanned + "'");
    execute("insert into placeholder(field, value) values ('purpose', 'tbd') on conflict do nothing");
    EXPECT_EQ(percent(), before);
    execute(std::string(
                "update asset set content = content || '{\"purpose\": \"Pays pensions\"}' where uid = '") +
            kPlanned + "'");
    EXPECT_NE(percent(), before);
}

TEST_F(ReportStatesTest, ExpiringCountsTheDaysFromTheDayAskedFor) {
    auto found = rows({.report = "expiring", .asOf = "2026-01-01"});
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0]["what"], "licence");
    EXPECT_EQ(found[0]["days_left"], "30");
    EXPECT_TRUE(rows({.report = "expiring", .filters = {{"within", "29"}}, .asOf = "2026-01-01"}).empty());
    EXPECT_EQ(rows({.report = "expiring", .filters = {{"expired", "true"}}, .asOf = "2026-02-01"}).size(),
              1U);
}

TEST_F(ReportStatesTest, JournalNamesTheFieldsThatChanged) {
    auto found = rows({.report = "journal", .filters = {{"uid", kPersonnel}}});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0]["change"], "registered");
    EXPECT_EQ(found[1]["change"], "changed");
    EXPECT_EQ(found[1]["changed_fields"], "name|stage|yearly_cost");
    EXPECT_EQ(rows({.report = "journal", .filters = {{"uid", kPersonnel}}, .knownAt = "2026-01-01"}).size(),
              1U);
}

TEST_F(ReportStatesTest, ExecutionSetsLooseLinesApartFromTiedOnes) {
    addRecord("90000000-0000-0000-0000-00000000000a", "indicator_link", kMinistry);
    execute(
        "insert into indicator_link(uid, cost_line_uid, indicator_uid) values"
        " ('90000000-0000-0000-0000-00000000000a', '40000000-0000-0000-0000-000000000001',"
        " '50000000-0000-0000-0000-000000000001')");
    std::vector<std::pair<std::string, std::string>> standings;
    for (Row& row : rows({.report = "execution"}))
        standings.emplace_back(row["standing"], row["holder_key"] + ' ' + row["planned"]);
    EXPECT_THAT(standings, ElementsAre(Pair("untied", "P-1 77"), Pair("untied", "P-2 "),
                                       Pair("spent_target_missed", "P-1 100.00")));
}

TEST_F(ReportStatesTest, ExecutionSaysWhichPartOfTheMoneyARowIs) {
    addRecord("90000000-0000-0000-0000-00000000000a", "indicator_link", kMinistry);
    execute(
        "update cost_line set currency = 'RUB';"
        "insert into indicator_link(uid, cost_line_uid, indicator_uid) values"
        " ('90000000-0000-0000-0000-00000000000a', '40000000-0000-0000-0000-000000000001',"
        " '50000000-0000-0000-0000-000000000001')");
    std::vector<std::pair<std::string, std::string>> parts;
    for (Row& row : rows({.report = "execution"}))
        parts.emplace_back(row["holder_key"] + ' ' + row["part"],
                           row["cost_lines"] + " of " + row["lines_in_all"]);
    EXPECT_THAT(parts, ElementsAre(Pair("P-2 whole", "0 of 0"), Pair("P-1 unlinked", "1 of 2"),
                                   Pair("P-1 linked", "1 of 2")));
}

TEST_F(ReportStatesTest, ExecutionSharesCanBeRecomputedFromTheirRow) {
    Row row = rows({.report = "execution", .filters = {{"holder_key", "P-1"}, {"currency", "RUB"}}}).at(0);
    EXPECT_EQ(row["due"] + ' ' + row["paid"] + ' ' + row["money_share"], "100.00 95.00 95.00");
    EXPECT_EQ(row["due_year"], valueOf("select extract(year from current_date)"));
    EXPECT_EQ(row["result_periods"], "2025");
    // Without payments what is closed of all activities stands for them.
    addRecord("90000000-0000-0000-0000-00000000000b", "task", kMinistry);
    addRecord("90000000-0000-0000-0000-00000000000c", "project", kMinistry);
    execute(
        "insert into project(uid, holder_uid, holder_key, name, programme_uid, content) select"
        " '90000000-0000-0000-0000-00000000000c', holder_uid, 'PR', 'PR', uid, '{}' from programme where "
        "holder_key = 'P-1';"
        "insert into task(uid, holder_uid, holder_key, name, project_uid, task_status, content) select"
        " '90000000-0000-0000-0000-00000000000b', holder_uid, 'T', 'T', uid, 'completed', '{}' from project;"
        "update cost_line set currency = 'RUB', paid = null;"
        "update cost_line set programme_uid = null, task_uid = '90000000-0000-0000-0000-00000000000b'"
        " where holder_key = 'L-1'");
    row = rows({.report = "execution", .filters = {{"holder_key", "P-1"}}}).at(0);
    EXPECT_EQ(row["closed_activities"] + ' ' + row["all_activities"] + ' ' + row["money_share"],
              "100.00 100.00 100.00");
    EXPECT_EQ(row["money_share_is"], "planned_cost_of_closed_of_all_activities");
    EXPECT_EQ(row.count("paid"), 0U);
}

TEST_F(ReportStatesTest, ExecutionDoesNotJudgeTheValueFromWhichTheWayBegan) {
    const auto standing = [&] {
        Row row =
            rows({.report = "execution", .filters = {{"holder_key", "P-1"}, {"currency", "RUB"}}}).at(0);
        return row["standing"] + ' ' + row["judged"] + ' ' + row["result_periods"];
    };
    execute("update indicator_value set actual = 80; update programme set starts_on = '2025-07-01'");
    EXPECT_EQ(standing(), "on_track 1 2025");
    execute("update programme set starts_on = '2026-01-01'");
    EXPECT_EQ(standing(), "not_judged 0 ");
    execute("update programme set starts_on = null; update indicator set baseline_on = '2025-12-31'");
    EXPECT_EQ(standing(), "not_judged 0 ");
    // Measured on the first day of the year, the year's value is a result if anything was promised for it.
    execute("update indicator set baseline_on = '2025-01-01'");
    EXPECT_EQ(standing(), "on_track 1 2025");
    execute(
        "delete from indicator_value;"
        "insert into indicator_value(uid, indicator_uid, period, period_ends_on, target, actual) values"
        " ('60000000-0000-0000-0000-000000000001', '50000000-0000-0000-0000-000000000001', '2025',"
        " '2025-12-31', 60, 60)");
    EXPECT_EQ(standing(), "not_judged 0 ");
    execute("update indicator set baseline_on = null; update programme set ends_on = '2024-12-31'");
    EXPECT_EQ(standing(), "not_judged 0 ");
}

TEST_F(ReportStatesTest, ExecutionCallsAPromiseThatCameDueWithoutAFactUnknown) {
    addRecord("90000000-0000-0000-0000-00000000000d", "indicator_value", kMinistry);
    execute(
        "update indicator_value set period = '2023', period_ends_on = '2023-12-31', actual = 80;"
        "insert into indicator_value(uid, indicator_uid, period, period_ends_on, target, actual) values"
        " ('90000000-0000-0000-0000-00000000000d', '50000000-0000-0000-0000-000000000001', '2024',"
        " '2024-12-31', null, 85)");
    const auto standing = [&] {
        return rows({.report = "execution", .filters = {{"holder_key", "P-1"}}}).at(0)["standing"];
    };
    EXPECT_EQ(standing(), "on_track");
    execute("update indicator_value set target = 90, actual = null where period = '2024'");
    EXPECT_EQ(standing(), "not_judged");
}

}  // namespace
}  // namespace cadastre::reports
