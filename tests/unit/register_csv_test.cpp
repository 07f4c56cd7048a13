// The register's own CSV reads without a map, and damage is said row by row.
#include "importers/register_csv.h"

#include <gtest/gtest.h>

#include "importers/column_map.h"
#include "tests/unit/record_collector.h"
#include "tests/unit/temporary_file.h"

namespace cadastre::importers {
namespace {

using Rules = std::map<std::string, std::size_t>;

RecordCollector readCsv(std::string_view content, const std::string& subject = "S") {
    const tests::TemporaryFolder folder;
    return readInput({folder.write("records.csv", content), "auto", "", subject});
}

TEST(RegisterCsv, ReadsARecordWhole) {
    RecordCollector read = readCsv(
        "record_kind,subject,key,valid_from,class,name,purpose,users_actual,yearly_cost,currency,book_value,"
        "founded_on,domestic,functions,relations,events,owed\n"
        "asset,T,k/1,2024-05-01,information_system,'=Система,\"a\nb\",unknown until "
        "2027-01-01,1234.5,RUB,withheld: secret,2020-02-29,true,"
        "cofog:01.1:60|typical:T03,uses:Q/"
        "9|part_of:8,commissioned@2020-01-31>in_operation,attestation_number\n");
    ASSERT_EQ(read.records.size(), 1U) << read.told();
    EXPECT_TRUE(read.problems.empty()) << read.told();
    const Record& record = read.records.front();
    EXPECT_EQ(record.subject, "T");
    EXPECT_EQ(record.key, "k/1");
    EXPECT_EQ(record.validFrom, "2024-05-01");
    EXPECT_EQ(RecordCollector::field(record, "class")->text, "information_system");
    EXPECT_EQ(RecordCollector::field(record, "name")->text, "=Система")
        << "the apostrophe that neutralised it is gone";
    EXPECT_EQ(RecordCollector::field(record, "purpose")->text, "a\nb");
    EXPECT_EQ(*RecordCollector::field(record, "users_actual"), (Value{Value::Kind::unknown, "2027-01-01"}));
    EXPECT_EQ(*RecordCollector::field(record, "yearly_cost"), (Value{Value::Kind::number, "123450"}));
    EXPECT_EQ(*RecordCollector::field(record, "book_value"), (Value{Value::Kind::withheld, "secret"}));
    EXPECT_EQ(*RecordCollector::field(record, "domestic"), (Value{Value::Kind::boolean, "true"}));
    EXPECT_EQ(record.functions.size(), 2U);
    EXPECT_EQ(record.relations, (std::vector<StatedRelation>{{"uses", "Q", "9"}, {"part_of", "", "8"}}));
    EXPECT_EQ(record.events, (std::vector<StatedEvent>{{"commissioned", "2020-01-31", "in_operation", ""}}));
}

TEST(RegisterCsv, ReadsKindsSideBySide) {
    RecordCollector read = readCsv(
        "record_kind,key,class,name,planned,currency\nsubject,S,,Body,,\n,1,software,A,,\ncost_line,c,,L,5,"
        "JPY\n");
    EXPECT_EQ(read.primary, (Rules{{"asset", 1}, {"cost_line", 1}, {"subject", 1}})) << read.told();
    EXPECT_EQ(read.find("subject", "S")->subject, "");
    EXPECT_EQ(read.find("cost_line", "c")->subject, "S") << "given with the file";
}

TEST(RegisterCsv, BlocksRowsThatCannotBeReadAndHandsOnWhatCouldBeReadOfThem) {
    RecordCollector read = readCsv(
        "record_kind,key,class,name,users_actual,founded_on,domestic\n"
        ",1,information_system,A,many,,\n"
        ",2,information_system,B,,2020-02-30,\n"
        ",3,information_system,C,,,perhaps\n"
        ",,information_system,D,,,\n"
        "spaceship,5,,E,,,\n"
        ",6,spaceship,F,,,\n"
        ",7,information_system,G,,,\n");
    EXPECT_EQ(read.rows, 7U);
    EXPECT_EQ(read.byRule, (Rules{{"blocking not-a-number", 1},
                                  {"blocking not-a-date", 1},
                                  {"blocking not-a-boolean", 1},
                                  {"blocking key-missing", 1},
                                  {"blocking unknown-record-kind", 1},
                                  {"blocking unknown-class", 1}}))
        << read.told();
    std::string keys;
    for (const auto& record : read.records)
        keys += record.key;
    EXPECT_EQ(keys, "1237") << "to be checked with the others; what has no key or kind can't be";
    EXPECT_EQ(RecordCollector::field(read.records.front(), "users_actual"), nullptr);
    EXPECT_EQ(read.problems.at(1).position.line, 3U);
    EXPECT_EQ(read.problems.at(1).field, "founded_on");
    EXPECT_EQ(read.problems.at(1).value, "2020-02-30");
}

TEST(RegisterCsv, LoadsUnknownCodesAndOverlongText) {
    RecordCollector read =
        readCsv("key,class,stage,name\n1,software,asleep," + std::string(3000, 'x') + "\n");
    ASSERT_EQ(read.records.size(), 1U) << read.told();
    EXPECT_EQ(RecordCollector::field(read.records.front(), "stage")->text, "asleep");
    EXPECT_EQ(RecordCollector::field(read.records.front(), "name")->text.size(), 3000U);
}

TEST(RegisterCsv, SaysWhichColumnsItPassedOver) {
    RecordCollector read = readCsv("key,class,nmae,vendor,owed\n1,information_system,x,V,name\n");
    EXPECT_EQ(read.byRule, (Rules{{"warning unknown-column", 1}, {"error field-not-of-class", 1}}))
        << read.told();
    EXPECT_NE(read.problems.at(0).arguments.at(0).second.find("name"), std::string::npos);
}

TEST(RegisterCsv, RefusesPartsThatAreNotWrittenAsSuch) {
    EXPECT_EQ(readCsv("key,class,functions\n1,software,accounting\n").byRule,
              (Rules{{"blocking cell-syntax", 1}}));
    EXPECT_EQ(readCsv("key,class,valid_from\n1,software,May\n").byRule, (Rules{{"blocking not-a-date", 1}}));
}

TEST(RegisterCsv, NeedsTheHolder) {
    EXPECT_EQ(readCsv("key,class\n1,software\n", "").byRule, (Rules{{"blocking subject-missing", 1}}));
}

TEST(HostileCsv, IsToldAndNotGuessed) {
    EXPECT_EQ(readCsv("").byRule, (Rules{{"blocking empty-file", 1}}));
    EXPECT_EQ(readCsv("\n\n").byRule, (Rules{{"blocking empty-file", 1}}));
    EXPECT_EQ(readCsv("key,class,name\n").byRule, (Rules{{"warning no-rows", 1}}));
    EXPECT_EQ(readCsv("id,title\n1,x\n").byRule["blocking map-needed"], 1U);
    EXPECT_EQ(readCsv("key,class,name,name\n1,software,a,b\n").byRule["blocking duplicate-column"], 2U);
    EXPECT_EQ(readCsv("key,class,name\n1,software\n2,software,b\n").byRule,
              (Rules{{"blocking ragged-row", 1}}));
    EXPECT_EQ(readCsv("key,class,name\n1,software,a\"b\n2,software,c\n").byRule,
              (Rules{{"blocking stray-quote", 1}}));
    EXPECT_EQ(readCsv("key,class,name\n1,software,\"a\"b\n").byRule,
              (Rules{{"blocking text-after-quote", 1}}));
    EXPECT_EQ(readCsv("key,class,name\n1,software,\"never closed\n2,software,b\n")
                  .byRule["blocking unterminated-quote"],
              1U);
    EXPECT_EQ(readCsv(std::string_view("key,class,name\n1,software,a\0b\n", 29)).byRule,
              (Rules{{"blocking nul-byte", 1}}));
    EXPECT_EQ(readCsv("key,class,name\n1,software,\xC3\x28\n2,software,ok\n").byRule,
              (Rules{{"blocking encoding", 1}}));
    EXPECT_EQ(readCsv("key,class,name\n1,software," + std::string(std::size_t{5} << 20U, 'x') + "\n")
                  .byRule["blocking oversize-cell"],
              1U);
    EXPECT_EQ(readCsv(std::string(5000, ',') + "\n").byRule["blocking too-many-columns"], 1U);
}

TEST(RegisterCsv, PassesOverBlankRowsAndDelimitersTooMany) {
    RecordCollector read = readCsv("key;class;name\n1;software;A;\n;;\n;;;\n");
    EXPECT_TRUE(read.problems.empty()) << read.told();
    EXPECT_EQ(read.records.size(), 1U);
    EXPECT_EQ(read.rows, 3U);
    EXPECT_EQ(read.ignoredRows, 2U);
}

TEST(HostileCsv, QuotesNoCharacterThatNoTableHolds) {
    RecordCollector read = readCsv(std::string("key,class,name\n1,software,a\0b\n", 30));
    ASSERT_EQ(read.problems.size(), 1U) << read.told();
    EXPECT_EQ(read.problems.front().rule, "nul-byte");
    EXPECT_EQ(read.problems.front().value, "a\u2400b");
}

TEST(HostileCsv, TellsOneFaultOfARowOnce) {
    RecordCollector read = readCsv("key,class,name,stage\n1,software,\"never closed,\n2,software,b,\n");
    ASSERT_EQ(read.problems.size(), 1U) << read.told();
    EXPECT_EQ(read.problems.front().rule, "unterminated-quote");
}

TEST(HostileCsv, AFormulaIsText) {
    RecordCollector read = readCsv("key,class,name\n1,software,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"\n");
    EXPECT_EQ(RecordCollector::field(read.records.at(0), "name")->text, "=HYPERLINK(\"http://x\",\"y\")");
}

TEST(Manifest, ListsFilesInOrderWithMapAndSubject) {
    const tests::TemporaryFolder folder;
    folder.write("a.csv", "key,class\n1,software\n");
    folder.write("b.csv", "nr\n2\n");
    folder.write("own.toml",
                 "[[source]]\n[[source.record]]\nkind = \"asset\"\nclass = \"software\"\nkey = \"nr\"\n");
    folder.write(
        "manifest.toml",
        "[[file]]\npath = \"b.csv\"\nmap = \"own.toml\"\nsubject = \"B\"\n[[file]]\npath = \"a.csv\"\n");
    RecordCollector read = readInput({folder.path(), "auto", "", "A"});
    ASSERT_EQ(read.records.size(), 2U) << read.told();
    EXPECT_EQ(read.records[0].subject + read.records[0].key, "B2");
    EXPECT_EQ(read.records[1].subject + read.records[1].key, "A1");
    EXPECT_EQ(read.records[1].position.file, 1U);
}

TEST(Manifest, RefusesPathsOutsideItsFolderAndUnknownKeys) {
    const tests::TemporaryFolder folder;
    folder.write("manifest.toml", "[[file]]\npath = \"../other.csv\"\n");
    EXPECT_THROW((void)readManifest(folder.path()), MapError);
    folder.write("manifest.toml", "[[file]]\npath = \"/etc/passwd\"\n");
    EXPECT_THROW((void)readManifest(folder.path()), MapError);
    folder.write("manifest.toml", "[[flie]]\npath = \"a.csv\"\n");
    EXPECT_THROW((void)readManifest(folder.path()), MapError);
    folder.write("manifest.toml", "[[file]]\npath = \"gone.csv\"\n");
    EXPECT_THROW((void)readManifest(folder.path()), MapError);
}

TEST(Reader, TellsXmlFromCsvByWhatTheFileHolds) {
    const tests::TemporaryFolder folder;
    RecordCollector read = readInput(
        {folder.write("data", "<package xmlns=\"urn:cadastre:package:1\" subject=\"S\"/>"), "auto", "", ""});
    EXPECT_TRUE(read.problems.empty()) << read.told();
    EXPECT_EQ(
        readInput({folder.write("data.bin", "key,class\n1,software\n"), "auto", "", "S"}).records.size(), 1U);
    EXPECT_EQ(readInput({folder.write("data.swid", "x"), "swid", "", "S"}).byRule,
              (Rules{{"blocking format-unknown", 1}}));
}

TEST(Reader, AsksForAMapOrManifestWhenAFolderHasNeither) {
    const tests::TemporaryFolder folder;
    EXPECT_THROW((void)readInput({folder.path(), "auto", "", ""}), MapError);
    EXPECT_THROW((void)readInput({folder.path() / "none", "auto", "", ""}), std::runtime_error);
}

}  // namespace
}  // namespace cadastre::importers
