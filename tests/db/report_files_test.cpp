// Reports as files: XML held against its schema, small exports against golden files, the template brought
// back.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "importers/import_store.h"
#include "importers/reader.h"
#include "reports/catalogue.h"
#include "reports/csv_export.h"
#include "reports/xlsx_export.h"
#include "reports/xml_export.h"
#include "schema/bytes.h"
#include "schema/errors.h"
#include "schema/paths.h"
#include "schema/process.h"
#include "tests/db/database_test.h"
#include "tests/db/small_government.h"
#include "tests/real_data.h"

namespace cadastre::reports {
namespace {

using Export = std::int64_t (*)(Transaction&, const ReportRequest&, const ByteSink&);

class ReportFilesTest : public tests::DatabaseTest {
  protected:
    [[nodiscard]] std::string text(Export write, const ReportRequest& request) const {
        ReadTransaction transaction(database());
        std::string text;
        write(transaction, request, [&](std::string_view piece) { text += piece; });
        return text;
    }

    [[nodiscard]] importers::Verdict import(const std::filesystem::path& path,
                                            const std::string& map = {}) const {
        const auto dictionary = assets::FieldDictionary::load(shipped("schema/codes"));
        const auto ground = importers::ReadingGround::below(shippedFolder());
        const auto inputs =
            importers::listInputs({.path = path, .map = map, .subject = {}}, dictionary, ground);
        return importers::importRecords(
            database(), dictionary, {.actor = "test"},
            [&](importers::RecordSink& sink) { importers::readAll(inputs, dictionary, ground, sink); });
    }

    /// Exports the template of each subject that holds something and imports it back.
    void expectTemplatesUnchanged(int atMost) const {
        std::vector<std::string> codes;
        {
            ReadTransaction transaction(database());
            for (const Row& row : transaction.runOnce(
                     "test.holders",
                     "select subject.code from subject join record on record.holder_uid = subject.uid"
                     " group by 1 order by count(*) desc, 1 limit " +
                         std::to_string(atMost)))
                codes.push_back(row.get<std::string>(0));
        }
        ASSERT_FALSE(codes.empty());
        const tests::TemporaryFolder folder;
        const auto file = folder.path() / "template.csv";
        for (const std::string& code : codes) {
            SCOPED_TRACE(code);
            std::ofstream(file, std::ios::binary)
                << text(exportCsv, {.report = "template", .filters = {{"subject", code}}});
            const auto verdict = import(file);
            EXPECT_EQ(verdict.counts.accepted, 0) << importers::storedForm(verdict).substr(0, 2000);
            EXPECT_EQ(verdict.counts.rejected, 0);
            EXPECT_GT(verdict.counts.unchanged, 0) << importers::storedForm(verdict).substr(0, 2000);
            if (HasFailure()) return;
        }
    }
};

TEST_F(ReportFilesTest, XmlOfEveryReportFitsItsSchema) {
    execute(tests::smallGovernment());
    const tests::TemporaryFolder folder;
    for (const Report& report : catalogue()) {
        if (report.source == Report::Source::subjectTemplate) continue;
        SCOPED_TRACE(report.name);
        const auto file = folder.path() / (std::string(report.name) + ".xml");
        std::ofstream(file, std::ios::binary)
            << text(exportXml, {.report = report.name, .filters = {{"subject", "MIN"}}});
        const Outcome outcome = runProgram({"/usr/bin/xmllint", "--noout", "--schema",
                                            shipped("schema/xsd/reports.xsd").string(), file.string()},
                                           std::nullopt);
        EXPECT_EQ(outcome.status, 0) << outcome.output;
    }
}

TEST_F(ReportFilesTest, SpreadsheetsHoldNumbersDaysAndHarmlessText) {
    execute(tests::smallGovernment());
    execute("update asset set name = '=1+1 <&> \"' || chr(1) where holder_key = 'A-1'");
    const tests::TemporaryFolder folder;
    const auto partOf = [&](const ReportRequest& request, const char* part) {
        const auto file = folder.path() / "report.xlsx";
        std::ofstream(file, std::ios::binary) << text(exportXlsx, request);
        const Outcome opened = runProgram({"/usr/bin/unzip", "-p", file.string(), part}, std::nullopt);
        EXPECT_EQ(opened.status, 0);
        const auto xml = folder.path() / "part.xml";
        std::ofstream(xml, std::ios::binary) << opened.output;
        const Outcome read = runProgram({"/usr/bin/xmllint", "--noout", xml.string()}, std::nullopt);
        EXPECT_EQ(read.status, 0) << read.output;
        return opened.output;
    };
    const ReportRequest assets{.report = "assets"};
    const std::string sheet = partOf(assets, "xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, testing::HasSubstr("=1+1 &lt;&amp;&gt; "));
    EXPECT_THAT(sheet, testing::Not(testing::HasSubstr("<f>"))) << "no text becomes a formula";
    const std::string csv = text(exportCsv, assets);
    const auto rows = static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n'));
    std::size_t counted = 0;
    for (std::size_t at = sheet.find("<row "); at != std::string::npos; at = sheet.find("<row ", at + 1))
        ++counted;
    EXPECT_EQ(counted, rows);
    EXPECT_THAT(sheet, testing::HasSubstr("<v>-0.05</v>")) << "money is a number";
    EXPECT_THAT(sheet, testing::HasSubstr("<v>46054</v>")) << "2026-02-01 is a day";
    EXPECT_THAT(partOf({.report = "assets", .filters = {{"subject", "MIN"}}}, "xl/worksheets/sheet2.xml"),
                testing::HasSubstr("filter subject"));
}

TEST_F(ReportFilesTest, CsvIsWhatTheGoldenFilesSay) {
    execute(tests::smallGovernment());
    const auto golden = shipped("tests/golden/reports");
    for (const char* name :
         {"assets", "duplicates", "execution", "coverage", "programmes", "shares", "indicators"}) {
        SCOPED_TRACE(name);
        ReportRequest request{.report = name};
        if (request.report != "duplicates") request.asOf = "2026-03-01";
        if (request.report == "coverage") request.filters = {{"function", "T01"}};
        const std::string now = text(exportCsv, request);
        const auto file = golden / (std::string(name) + ".csv");
        if (std::getenv("CADASTRE_WRITE_GOLDEN") != nullptr) std::ofstream(file, std::ios::binary) << now;
        std::ifstream expected(file, std::ios::binary);
        EXPECT_EQ(now, (std::stringstream() << expected.rdbuf()).str());
    }
}

TEST_F(ReportFilesTest, TemplateSaysWhatIsOwedUnknownAndWithheld) {
    execute(tests::smallGovernment());
    const std::string csv = text(exportCsv, {.report = "template", .filters = {{"subject", "MIN"}}});
    EXPECT_THAT(csv, ::testing::HasSubstr("unknown until 2099-01-01"));
    EXPECT_THAT(csv, ::testing::HasSubstr("withheld: state secret"));
    EXPECT_THAT(csv, ::testing::HasSubstr("typical:T01.1:60"));
    EXPECT_THAT(csv, ::testing::HasSubstr("legal_basis"));
    EXPECT_THROW((void)text(exportCsv, {.report = "template"}), UsageError);
    EXPECT_THROW((void)text(exportCsv, {.report = "template", .filters = {{"subject", "NOBODY"}}}),
                 InputError);
}

TEST_F(ReportFilesTest, TemplateOfABodyWithoutAssetsHasTheColumnsToFillIn) {
    execute(tests::smallGovernment());
    execute(
        "insert into record(uid, kind, holder_key, submission_id)"
        " select '90000000-0000-0000-0000-0000000000aa', 'subject', 'NEW', submission_id from submission "
        "limit 1");
    execute(
        "insert into record_version(uid, valid_from, submission_id, kind, name, content, content_hash)"
        " select uid, '2026-01-01', submission_id, 'subject', 'New body', '{\"name\": \"New body\"}', "
        "md5('new')::uuid"
        " from record where holder_key = 'NEW'");
    execute(
        "insert into subject(uid, code, name, subject_kind, valid_from) values"
        " ('90000000-0000-0000-0000-0000000000aa', 'NEW', 'New body', 'federal_body', '2026-01-01')");
    const std::string csv = text(exportCsv, {.report = "template", .filters = {{"subject", "NEW"}}});
    EXPECT_THAT(csv, ::testing::AllOf(::testing::HasSubstr(",purpose,"), ::testing::HasSubstr(",stage,"),
                                      ::testing::HasSubstr(",yearly_cost,")));
    EXPECT_THAT(csv, ::testing::HasSubstr("subject,,NEW,"));
}

TEST_F(ReportFilesTest, TemplateOfOddCellsImportsBackUnchanged) {
    const tests::TemporaryFolder folder;
    const auto file = folder.path() / "odd.csv";
    std::ofstream(file, std::ios::binary)
        << R"csv(record_kind,subject,key,class,name,purpose,responsible,stage,commissioned_on,currency,yearly_cost,functions,relations,events
subject,,O/DD,,'=Body,,,,,,,,,
asset,O/DD,'-1,information_system,'=1+1,"line
break, ""quoted""",''twice,in_operation,unknown until 2030-01-01,JPY,-12,cofog:01.1:33.5|typical:T01.1,uses:O\/DD/x\/y,first_recorded@>|commissioned@2020-02-03>in_operation(said | so)
asset,O/DD,2,software,'unknown,,,,,RUB,withheld: secret,,,
)csv";
    ASSERT_EQ(import(file).counts.rejected, 0);
    expectTemplatesUnchanged(5);
}

TEST_F(ReportFilesTest, TemplatesOfTheSampleGovernmentImportBackUnchanged) {
    ASSERT_GT(import(shipped("tools/sample")).counts.accepted, 0);
    expectTemplatesUnchanged(12);
}

// The states of the past come from versions, the newest from tables of their own: today they must agree.
TEST_F(ReportFilesTest, SayTheSameNowAndAsOfToday) {
    ASSERT_GT(import(shipped("tools/sample")).counts.accepted, 0);
    const std::string today = valueOf("select current_date");
    for (const Report& report : catalogue()) {
        if (report.history != History::both) continue;
        SCOPED_TRACE(report.name);
        ReportRequest request{.report = report.name};
        if (report.requiredFilter != nullptr) request.filters = {{report.requiredFilter, "FED-001"}};
        const std::string now = text(exportCsv, request);
        request.asOf = today;
        EXPECT_GT(now.size(), 200U);
        EXPECT_EQ(now, text(exportCsv, request));
    }
}

TEST_F(ReportFilesTest, TemplatesOfRihaImportBackUnchanged) {
    CADASTRE_NEEDS_REAL_DATA("riha");
    ASSERT_GT(import(tests::realData() / "riha", "riha").counts.accepted, 0);
    expectTemplatesUnchanged(12);
}

}  // namespace
}  // namespace cadastre::reports
