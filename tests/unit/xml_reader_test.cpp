// Packages are validated while they are read; hostile ones are refused with a reason and do nothing else.
#include "importers/xml_reader.h"

#include <gtest/gtest.h>

#include "tests/unit/record_collector.h"
#include "tests/unit/temporary_file.h"

namespace cadastre::importers {
namespace {

RecordCollector readXml(std::string_view content) {
    const tests::TemporaryFolder folder;
    return readInput({folder.write("package.xml", content), "auto", "", ""});
}

std::string package(std::string_view records) {
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"urn:cadastre:package:1\" "
        "subject=\"S1\">\n{}\n</package>\n",
        records);
}

std::string assetWith(std::string_view fields) {
    return package(fmt::format("<asset key=\"k\" class=\"information_system\">{}</asset>", fields));
}

TEST(XmlReader, ReadsARecordWhole) {
    RecordCollector read = readXml(
        package(R"(<asset key=" k&#x2F;1 " subject="S2" class="information_system" valid_from="2024-05-01">
        <purpose>Учёт &amp; контроль</purpose><name>Система</name><yearly_cost>1234.5</yearly_cost><currency>RUB</currency>
        <users_actual unknown="2027-01-01"/><book_value withheld="state secret"/><domestic>1</domestic><founded_on unknown="true"/>
        <functions><function classifier="cofog" code="01.1" share="60"/></functions>
        <relations><relation kind="uses" subject="S3" key="9"/></relations>
        <events><event kind="commissioned" date="2020-01-31" stage="in_operation" note="act 5"
                document="S3/ACT-5"/></events></asset>)"));
    EXPECT_EQ(read.rows, 1U);
    ASSERT_EQ(read.problems.size(), 0U) << read.told();
    ASSERT_EQ(read.records.size(), 1U);
    const Record& record = read.records.front();
    EXPECT_EQ(record.kind, "asset");
    EXPECT_EQ(record.subject, "S2");
    EXPECT_EQ(record.key, "k/1");
    EXPECT_EQ(record.validFrom, "2024-05-01");
    EXPECT_EQ(record.position.line, 3U);
    EXPECT_EQ(RecordCollector::field(record, "class")->text, "information_system");
    EXPECT_EQ(RecordCollector::field(record, "purpose")->text, "Учёт & контроль");
    EXPECT_EQ(*RecordCollector::field(record, "yearly_cost"), (Value{Value::Kind::number, "123450"}));
    EXPECT_EQ(*RecordCollector::field(record, "users_actual"), (Value{Value::Kind::unknown, "2027-01-01"}));
    EXPECT_EQ(*RecordCollector::field(record, "founded_on"), (Value{Value::Kind::unknown, ""}));
    EXPECT_EQ(*RecordCollector::field(record, "book_value"), (Value{Value::Kind::withheld, "state secret"}));
    EXPECT_EQ(*RecordCollector::field(record, "domestic"), (Value{Value::Kind::boolean, "true"}));
    EXPECT_EQ(record.functions.front(), (StatedFunction{"cofog", "01.1", "60"}));
    EXPECT_EQ(record.relations.front(), (StatedRelation{"uses", "S3", "9"}));
    EXPECT_EQ(record.events.front(),
              (StatedEvent{"commissioned", "2020-01-31", "in_operation", "act 5", "S3/ACT-5"}));
}

TEST(XmlReader, GivesThePackagesSubjectToRecordsThatNameNone) {
    RecordCollector read = readXml(
        package("<subject key=\"S1\"><name>N</name></subject><project key=\"p\"><name>P</name></project>"));
    ASSERT_EQ(read.records.size(), 2U) << read.told();
    EXPECT_EQ(read.records[0].subject, "") << "a subject is held by nobody";
    EXPECT_EQ(read.records[1].subject, "S1");
}

TEST(XmlReader, CollectsEverySchemaErrorWithItsLineAndHandsOnWhatCouldBeRead) {
    RecordCollector read = readXml(
        package("<asset key=\"1\" "
                "class=\"software\"><name>A</name><licence_expires_on>soon</licence_expires_on></asset>\n"
                "<asset key=\"2\" class=\"software\"><name>B</name></asset>\n"
                "<asset class=\"software\"><nmae>C</nmae></asset>\n"
                "<asset key=\"4\" "
                "class=\"software\"><installations>many</installations><domestic>maybe</domestic></asset>"));
    EXPECT_EQ(read.rows, 4U);
    std::string keys;
    for (const auto& record : read.records)
        keys += record.key;
    EXPECT_EQ(keys, "124");
    std::map<std::string, std::uint64_t> lineOf;
    for (const Problem& problem : read.problems) {
        EXPECT_EQ(problem.severity, "blocking");
        lineOf[problem.rule + " " + problem.field] = problem.position.line;
    }
    EXPECT_EQ(lineOf["not-a-date licence_expires_on"], 3U) << read.told();
    EXPECT_EQ(lineOf["schema nmae"], 5U) << read.told();
    EXPECT_EQ(lineOf["schema key"], 5U) << "it is missing: " << read.told();
    EXPECT_EQ(read.problems.size(), 5U) << "each fault once: " << read.told();
    EXPECT_EQ(lineOf["not-a-number installations"], 6U);
    EXPECT_EQ(lineOf["not-a-boolean domestic"], 6U);
}

TEST(XmlReader, SaysTheValueAndTheRuleOfABrokenField) {
    RecordCollector read = readXml(assetWith("<commissioned_on>2020-13-01</commissioned_on>"));
    ASSERT_EQ(read.problems.size(), 1U) << read.told();
    EXPECT_EQ(read.problems.front().rule, "not-a-date");
    EXPECT_EQ(read.problems.front().field, "commissioned_on");
    EXPECT_EQ(read.problems.front().value, "2020-13-01");
    EXPECT_EQ(read.problems.front().position.record, 1U);
}

TEST(XmlReader, ConvertsMoneyWhereverTheCurrencyStands) {
    RecordCollector read = readXml(assetWith("<yearly_cost>7</yearly_cost><currency>JPY</currency>"));
    ASSERT_EQ(read.records.size(), 1U) << read.told();
    EXPECT_EQ(RecordCollector::field(read.records.front(), "yearly_cost")->text, "7");
    EXPECT_EQ(readXml(assetWith("<yearly_cost>7</yearly_cost>")).byRule,
              (std::map<std::string, std::size_t>{{"blocking currency-missing", 1}}));
    EXPECT_EQ(readXml(assetWith("<yearly_cost>7.5</yearly_cost><currency>JPY</currency>")).byRule,
              (std::map<std::string, std::size_t>{{"blocking too-many-decimals", 1}}));
}

TEST(XmlReader, KeepsUnknownCodesAndLeavesFieldsOfOtherClassesOut) {
    RecordCollector read = readXml(assetWith("<stage>sleeping</stage><vendor>V</vendor>"));
    ASSERT_EQ(read.records.size(), 1U);
    EXPECT_EQ(RecordCollector::field(read.records.front(), "stage")->text, "sleeping");
    EXPECT_EQ(RecordCollector::field(read.records.front(), "vendor"), nullptr);
    EXPECT_EQ(read.byRule, (std::map<std::string, std::size_t>{{"error field-not-of-class", 1}}));
}

TEST(XmlReader, RefusesADocumentTypeBeforeAnyEntityIsExpanded) {
    RecordCollector read = readXml(
        R"(<?xml version="1.0"?><!DOCTYPE package [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
        <package xmlns="urn:cadastre:package:1"><asset key="&c;" class="software"/></package>)");
    EXPECT_EQ(read.byRule, (std::map<std::string, std::size_t>{{"blocking xml-doctype", 1}}));
    EXPECT_TRUE(read.records.empty());
}

TEST(XmlReader, RefusesExternalEntities) {
    RecordCollector read =
        readXml(R"(<!DOCTYPE package SYSTEM "file:///etc/passwd"><package xmlns="urn:cadastre:package:1"/>)");
    EXPECT_EQ(read.byRule, (std::map<std::string, std::size_t>{{"blocking xml-doctype", 1}}));
}

TEST(XmlReader, LoadsNoSchemaThatTheFileNames) {
    const tests::TemporaryFolder folder;
    folder.write(
        "lenient.xsd",
        R"(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:cadastre:package:1">
        <xs:element name="package"><xs:complexType><xs:sequence><xs:any processContents="skip"/></xs:sequence></xs:complexType></xs:element></xs:schema>)");
    const auto file = folder.write(
        "package.xml",
        R"(<package xmlns="urn:cadastre:package:1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xsi:schemaLocation="urn:cadastre:package:1 lenient.xsd"><spaceship key="1"/></package>)");
    RecordCollector read = readInput({file, "xml", "", "S"});
    EXPECT_GE(read.byRule["blocking schema"], 1U) << read.told();
    EXPECT_TRUE(read.records.empty());
}

TEST(XmlReader, RefusesDeepNesting) {
    std::string deep;
    for (int i = 0; i < 100'000; ++i)
        deep += "<name>";
    RecordCollector read = readXml("<package xmlns=\"urn:cadastre:package:1\">" + deep);
    EXPECT_EQ(read.byRule["blocking xml-too-deep"], 1U) << read.told();
}

TEST(XmlReader, RefusesTextWithoutEnd) {
    RecordCollector read = readXml(assetWith("<name>" + std::string(std::size_t{5} << 20U, 'x') + "</name>"));
    EXPECT_EQ(read.byRule, (std::map<std::string, std::size_t>{{"blocking oversize-value", 1}}));
    RecordCollector attribute = readXml("<package xmlns=\"urn:cadastre:package:1\" title=\"" +
                                        std::string(std::size_t{20} << 20U, 'x') + "\"/>");
    EXPECT_EQ(attribute.byRule, (std::map<std::string, std::size_t>{{"blocking oversize-value", 1}}));
}

TEST(XmlReader, EndsAtATruncationWithItsPosition) {
    const std::string whole = package(
        "<asset key=\"1\" class=\"software\"><name>A</name></asset>\n<asset key=\"2\" "
        "class=\"software\"><name>B</name></asset>");
    RecordCollector read = readXml(std::string_view(whole).substr(0, whole.find("B</name>")));
    EXPECT_EQ(read.rows, 2U);
    EXPECT_EQ(read.records.size(), 1U);
    ASSERT_EQ(read.byRule, (std::map<std::string, std::size_t>{{"blocking xml-malformed", 1}}))
        << read.told();
    EXPECT_EQ(read.problems.front().position.line, 4U) << read.told();
}

TEST(XmlReader, RefusesBytesThatAreNotOfTheEncoding) {
    EXPECT_EQ(readXml(assetWith("<name>\xFF\xFE</name>")).byRule,
              (std::map<std::string, std::size_t>{{"blocking xml-malformed", 1}}));
    EXPECT_EQ(readXml("<?xml version=\"1.0\" encoding=\"klingon\"?><package/>").byRule,
              (std::map<std::string, std::size_t>{{"blocking xml-malformed", 1}}));
    EXPECT_EQ(readXml("").byRule, (std::map<std::string, std::size_t>{{"blocking xml-malformed", 1}}));
}

TEST(XmlReader, ReadsOtherEncodings) {
    std::string cyrillic =
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><package xmlns=\"urn:cadastre:package:1\" "
        "subject=\"S\">";
    cyrillic += "<asset key=\"1\" class=\"software\"><name>\xD3\xF7\xB8\xF2</name></asset></package>";
    RecordCollector read = readXml(cyrillic);
    ASSERT_EQ(read.records.size(), 1U) << read.told();
    EXPECT_EQ(RecordCollector::field(read.records.front(), "name")->text, "Учёт");
}

TEST(XmlReader, RefusesAnotherVocabulary) {
    EXPECT_EQ(readXml("<bom xmlns=\"http://cyclonedx.org/schema/bom/1.4\"><components/></bom>")
                  .byRule["blocking not-a-package"],
              1U);
    EXPECT_EQ(readXml("<package><asset/></package>").byRule["blocking not-a-package"], 1U);
}

TEST(XmlReader, StopsAfterTenThousandErrors) {
    std::string records;
    for (int i = 0; i < 11'000; ++i)
        records += "<asset key=\"1\" class=\"software\"><installations>x</installations></asset>\n";
    RecordCollector read = readXml(package(records));
    EXPECT_EQ(read.byRule["blocking too-many-errors"], 1U);
    EXPECT_LE(read.problems.size(), 10'001U);
}

TEST(XmlReader, RefusesAValueBesideAState) {
    EXPECT_EQ(readXml(assetWith("<name unknown=\"true\">A</name>")).byRule,
              (std::map<std::string, std::size_t>{{"blocking value-and-state", 1}}));
}

}  // namespace
}  // namespace cadastre::importers
