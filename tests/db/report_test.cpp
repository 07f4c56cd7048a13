// Reports over the small government: filters, times, formats and totals.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "reports/catalogue.h"
#include "reports/csv_export.h"
#include "reports/json_export.h"
#include "reports/report_store.h"
#include "reports/xml_export.h"
#include "schema/errors.h"
#include "tests/db/database_test.h"
#include "tests/db/small_government.h"

namespace cadastre::reports {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ReportTest : public tests::DatabaseTest {
  protected:
    void SetUp() override {
        DatabaseTest::SetUp();
        execute(tests::smallGovernment());
    }

    using Export = std::int64_t (*)(Transaction&, const ReportRequest&, const ByteSink&);
    [[nodiscard]] std::string exported(Export write, const ReportRequest& request) const {
        ReadTransaction transaction(database());
        std::string text;
        write(transaction, request, [&](std::string_view piece) { text += piece; });
        return text;
    }
    std::string csv(const ReportRequest& request) const { return exported(exportCsv, request); }
};

const char* valueFor(const Filter& filter) {
    switch (filter.takes) {
        case Filter::Takes::date:
            return "2026-01-01";
        case Filter::Takes::number:
            return "5";
        case Filter::Takes::boolean:
            return "true";
        case Filter::Takes::code:
        case Filter::Takes::text:
            break;
    }
    return "x%_\\'y";
}

TEST_F(ReportTest, RunsWithEachOfItsFiltersNowAndInThePast) {
    for (const Report& report : catalogue()) {
        for (const Filter& filter : report.filters) {
            SCOPED_TRACE(std::string(report.name) + " " + filter.name);
            ReportRequest request{.report = report.name, .filters = {{filter.name, valueFor(filter)}}};
            if (report.requiredFilter != nullptr) request.filters = {{report.requiredFilter, "MIN"}};
            if (report.requiredFilter != nullptr && report.requiredFilter != std::string_view(filter.name))
                request.filters.emplace_back(filter.name, valueFor(filter));
            EXPECT_NO_THROW(csv(request));
            request.language = "ru";
            if (report.history != History::none) request.knownAt = "2025-06-01";
            if (report.history == History::both) request.asOf = "2025-06-01";
            EXPECT_NO_THROW(csv(request));
        }
    }
}

TEST_F(ReportTest, ShowsMoneyExactlyWithTheDigitsOfItsCurrency) {
    const std::string text = csv({.report = "assets"});
    EXPECT_THAT(text, HasSubstr(",RUB,-0.05,,"));
    EXPECT_THAT(text, HasSubstr(",JPY,,500,"));
}

TEST_F(ReportTest, ShowsAnOlderStateAsOfADay) {
    const std::string then = csv({.report = "assets", .asOf = "2025-06-01"});
    EXPECT_THAT(then, HasSubstr("Personnel system,"));
    EXPECT_THAT(then, HasSubstr(",RUB,12345678901.23,,"));
    EXPECT_THAT(then, Not(HasSubstr("renewed")));
    EXPECT_THAT(csv({.report = "assets", .knownAt = "2025-01-10T08:59:59Z"}), Not(HasSubstr("Personnel")));
    EXPECT_THAT(csv({.report = "findings", .knownAt = "2025-02-01"}), HasSubstr(",open,"));
    EXPECT_THAT(csv({.report = "findings"}), HasSubstr(",closed,"));
}

TEST_F(ReportTest, PutsAnApostropheBeforeFormulas) {
    EXPECT_THAT(csv({.report = "assets"}), HasSubstr("\"'=HYPERLINK(\"\"http://evil\"\")\""));
}

TEST_F(ReportTest, NarrowsByASubjectAndEverythingBelowIt) {
    EXPECT_THAT(csv({.report = "assets", .filters = {{"subject", "MIN"}}}), HasSubstr("B/1"));
    EXPECT_THAT(csv({.report = "assets", .filters = {{"subject", "OFF"}}}), Not(HasSubstr("A-1")));
    EXPECT_THAT(csv({.report = "assets", .filters = {{"function", "typical:T01"}, {"stage", "planned"}}}),
                HasSubstr("B/1"));
    EXPECT_THAT(csv({.report = "assets", .filters = {{"missing", "functions"}}}), HasSubstr("S-1"));
    EXPECT_THAT(csv({.report = "assets", .filters = {{"text", "renewed"}}}), HasSubstr("A-1"));
    EXPECT_THAT(csv({.report = "assets", .filters = {{"text", "%"}}}), Not(HasSubstr("A-1")));
}

TEST_F(ReportTest, NamesTheFiltersThereAreWhenOneIsUnknown) {
    EXPECT_THROW(
        {
            try {
                csv({.report = "assets", .filters = {{"colour", "red"}}});
            } catch (const UsageError& mistake) {
                EXPECT_THAT(mistake.what(), HasSubstr("colour"));
                EXPECT_THAT(mistake.what(), HasSubstr("holder_key"));
                throw;
            }
        },
        UsageError);
}

TEST_F(ReportTest, ContinuesAPageAfterTheLastRowShown) {
    std::vector<std::string> keys;
    ReportRequest request{.report = "assets", .limit = 2};
    for (int page = 0; page < 2; ++page) {
        ReadTransaction transaction(database());
        const PageOfRows shown = pageOfRows(transaction, request);
        for (const auto& row : shown.rows)
            keys.push_back(*row[5]);
        request.after = shown.next;
    }
    EXPECT_THAT(keys, ::testing::ElementsAre("A-1", "B/1", "S-1"));
    EXPECT_TRUE(request.after.empty());
}

TEST_F(ReportTest, WalksEveryPagedReportRowByRowAndMeetsEachRowOnce) {
    for (const Report& report : catalogue()) {
        if (report.key.empty()) continue;
        SCOPED_TRACE(report.name);
        ReadTransaction transaction(database());
        std::vector<std::string> whole;
        forEachRow(transaction, {.report = report.name}, [&](std::span<const Cell> cells) {
            std::string row;
            for (const Cell& cell : cells)
                row.append(cell.value_or("-")).append("|");
            whole.push_back(row);
        });
        std::vector<std::string> walked;
        ReportRequest request{.report = report.name, .limit = 1};
        do {
            const PageOfRows page = pageOfRows(transaction, request);
            for (const auto& cells : page.rows) {
                std::string row;
                for (const auto& cell : cells)
                    row.append(cell.value_or("-")).append("|");
                walked.push_back(row);
            }
            request.after = page.next;
        } while (!request.after.empty() && walked.size() <= whole.size());
        EXPECT_THAT(walked, ::testing::UnorderedElementsAreArray(whole));
    }
}

TEST_F(ReportTest, RefusesACursorOfAnotherReportAndPagesOfAReportShownWhole) {
    ReadTransaction transaction(database());
    EXPECT_THROW(pageOfRows(transaction, {.report = "assets", .after = {"x"}, .limit = 1}), UsageError);
    EXPECT_THROW(pageOfRows(transaction, {.report = "events", .after = {"1", "2"}, .limit = 1}), UsageError);
    EXPECT_THROW(pageOfRows(transaction, {.report = "shares", .limit = 1}), UsageError);
}

TEST_F(ReportTest, SaysTheSameInEveryFormat) {
    for (const Report& report : catalogue()) {
        if (report.source == Report::Source::subjectTemplate) continue;
        SCOPED_TRACE(report.name);
        ReadTransaction transaction(database());
        const ReportRequest request{.report = report.name};
        std::string json;
        const auto rows = exportCsv(transaction, request, [](std::string_view) {});
        EXPECT_EQ(exportJson(transaction, request, [&](std::string_view piece) { json += piece; }), rows);
        EXPECT_EQ(exportXml(transaction, request, [](std::string_view) {}), rows);
        EXPECT_EQ(static_cast<std::int64_t>(nlohmann::json::parse(json).size()), rows);
        std::int64_t counted = 0;
        for (const Total& total : totals(transaction, request))
            counted += total.rows;
        EXPECT_EQ(counted, rows);
    }
}

TEST_F(ReportTest, AddsUpEachCurrencyApart) {
    ReadTransaction transaction(database());
    const auto sums = totals(transaction, {.report = "cost-lines"});
    ASSERT_EQ(sums.size(), 2U);
    EXPECT_EQ(sums[0].currency, "JPY");
    EXPECT_THAT(sums[0].sums, ::testing::Contains(::testing::Pair("planned", "77")));
    EXPECT_EQ(sums[1].currency, "RUB");
    EXPECT_THAT(sums[1].sums, ::testing::Contains(::testing::Pair("planned", "100.00")));
}

TEST_F(ReportTest, CountsTheMoneyOfAGroupOnceHoweverManyMembersItHas) {
    ReadTransaction transaction(database());
    const auto sums = totals(transaction, {.report = "duplicates"});
    ASSERT_EQ(sums.size(), 1U);
    EXPECT_EQ(sums[0].rows, 2);
    EXPECT_THAT(sums[0].sums, ::testing::Contains(::testing::Pair("money_high", "2500.50")));
}

}  // namespace
}  // namespace cadastre::reports
