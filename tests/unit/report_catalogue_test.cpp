// The catalogue of reports held against what else says something about reports: their schema, their docs.
#include <gmock/gmock.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>
#include <sstream>

#include "reports/catalogue.h"
#include "reports/report_query.h"
#include "schema/errors.h"

namespace cadastre::reports {
namespace {

std::string textOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return (std::stringstream() << file.rdbuf()).str();
}

/// The part of `text` from `heading` to the next line that starts with `next`.
std::string sectionOf(const std::string& text, const std::string& heading, const std::string& next) {
    const std::size_t begin = text.find(heading);
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find(next, begin + heading.size()) - begin);
}

TEST(ReportCatalogue, NamesEachReportAndColumnOnce) {
    std::set<std::string> names;
    for (const Report& report : catalogue()) {
        EXPECT_TRUE(names.insert(report.name).second) << report.name;
        std::set<std::string> columns;
        for (const Column& column : report.columns)
            EXPECT_TRUE(columns.insert(column.name).second) << report.name << ' ' << column.name;
    }
    EXPECT_THROW(reportNamed("nonsense"), UsageError);
}

TEST(ReportCatalogue, IsWhatTheSchemaOfFilesSays) {
    const std::string schema = textOf("schema/xsd/reports.xsd");
    for (const Report& report : catalogue()) {
        if (report.source == Report::Source::subjectTemplate) continue;
        const std::string section = sectionOf(
            schema, "\n  <xs:element name=\"" + std::string(report.name) + "\">", "\n  </xs:element>");
        std::vector<std::string> described;
        const std::regex element("\n {14}<xs:element name=\"([a-z_]+)\"");
        for (auto found = std::sregex_iterator(section.begin(), section.end(), element);
             found != std::sregex_iterator(); ++found)
            described.push_back((*found)[1]);
        std::vector<std::string> columns;
        for (const Column& column : report.columns)
            columns.emplace_back(column.name);
        EXPECT_EQ(described, columns) << report.name;
    }
}

TEST(ReportCatalogue, IsWhatTheDocsSay) {
    const std::string docs = textOf("docs/reports.md");
    for (const Report& report : catalogue()) {
        const std::string section = sectionOf(docs, "\n## " + std::string(report.name) + "\n", "\n## ");
        EXPECT_FALSE(section.empty()) << "docs/reports.md has no section " << report.name;
        for (const Filter& filter : report.filters)
            EXPECT_THAT(section, ::testing::HasSubstr('`' + std::string(filter.name) + '`')) << report.name;
        for (const Column& column : report.columns)
            EXPECT_THAT(section, ::testing::HasSubstr("\n| `" + std::string(column.name) + "` |"))
                << report.name;
    }
}

TEST(ReportCatalogue, HasATitleForEachReportInBothLanguages) {
    for (const char* language : {"en", "ru"}) {
        const auto messages =
            nlohmann::json::parse(textOf("schema/messages/reports." + std::string(language) + ".json"));
        for (const Report& report : catalogue())
            EXPECT_TRUE(messages.contains(titleKey(report))) << report.name;
    }
}

TEST(ReportQuery, BindsWhatComesFromOutsideAndNeverSplicesIt) {
    const std::string hostile = "x'; drop table asset; --";
    for (const Report& report : catalogue()) {
        if (report.source != Report::Source::query) continue;
        for (const Filter& filter : report.filters) {
            if (filter.takes != Filter::Takes::code && filter.takes != Filter::Takes::text) continue;
            const ReportQuery query =
                rowsQuery(report, {.report = report.name, .filters = {{filter.name, hostile}}});
            EXPECT_THAT(query.sql, ::testing::Not(::testing::HasSubstr("drop table")));
            EXPECT_GE(query.parameters.size(), 1U) << report.name << ' ' << filter.name;
        }
    }
}

TEST(ReportQuery, RefusesValuesOfTheWrongShape) {
    const auto query = [](const char* report, const char* filter, const char* value) {
        return rowsQuery(reportNamed(report), {.report = report, .filters = {{filter, value}}});
    };
    EXPECT_THROW(query("assets", "alive", "maybe"), UsageError);
    EXPECT_THROW(query("events", "from", "yesterday"), UsageError);
    EXPECT_THROW(query("events", "from", "2026-02-30"), UsageError);
    EXPECT_THROW(rowsQuery(reportNamed("assets"), {.report = "assets", .asOf = "2026-02-30"}), UsageError);
    EXPECT_THROW(rowsQuery(reportNamed("assets"), {.report = "assets", .knownAt = "2026-13-01"}), UsageError);
    EXPECT_THROW(query("cost-lines", "year", "20x5"), UsageError);
    EXPECT_THROW(rowsQuery(reportNamed("duplicates"), {.report = "duplicates", .asOf = "2026-01-01"}),
                 UsageError);
    EXPECT_THROW(pageQuery(reportNamed("events"), {.report = "events", .after = {"x"}, .limit = 1}),
                 UsageError);
}

}  // namespace
}  // namespace cadastre::reports
