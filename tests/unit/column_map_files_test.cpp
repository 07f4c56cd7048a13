// Column maps over several files, and the errors of wrong maps.
#include <gtest/gtest.h>

#include "importers/column_map.h"
#include "tests/unit/record_collector.h"
#include "tests/unit/temporary_file.h"

namespace cadastre::importers {
namespace {

class SeveralFiles : public testing::Test {
  protected:
    RecordCollector readFolder(std::string_view map) {
        const auto file = folder_.write("map.toml", map);
        return readInput({folder_.path(), "auto", file.string(), ""});
    }
    tests::TemporaryFolder folder_;
};

TEST_F(SeveralFiles, JoinsThroughEdgesAndSaysWhatLedNowhere) {
    folder_.write("systems.csv", "node,name\n1,A\n2,B\n3,C\n");
    folder_.write("owners.csv", "node,code\n10,X\n");
    folder_.write("edges.csv", "from,type,to\n10,owns,1\n11,owns,2\n10,owns,99\n10,likes,3\n");
    RecordCollector collector = readFolder(R"(
        [[source]]
        file = "systems.csv"
        [[source.join]]
        name = "owns"
        file = "edges.csv"
        where = { type = "owns" }
        key = "to"
        on = "node"
        report_missing = false
        report_unused = true
        [[source.join]]
        name = "owner"
        file = "owners.csv"
        key = "node"
        on = "owns.from"
        [[source.record]]
        kind = "asset"
        class = "software"
        subject = ["owner.code", { constant = "nobody" }]
        key = "node"
        fields.name = "name"
    )");
    ASSERT_EQ(collector.records.size(), 3U) << collector.told();
    EXPECT_EQ(collector.records[0].subject, "X");
    EXPECT_EQ(collector.records[1].subject, "nobody");
    EXPECT_EQ(collector.records[2].subject, "nobody");
    EXPECT_EQ(collector.byRule, (std::map<std::string, std::size_t>{{"notice join-leads-nowhere", 1},
                                                                    {"notice edges-lead-nowhere", 1}}));
    for (const Problem& problem : collector.problems)
        EXPECT_EQ(problem.arguments.at(1).second, "1") << problem.rule;
}

TEST_F(SeveralFiles, MakesARecordForEachJoinedRowAndForEachPiece) {
    folder_.write("projects.csv", "id,tags\np1,a|b\np2,\n");
    folder_.write("years.csv", "project,year,cost\np1,2024,5\np1,2025,6\np2,2024,7\n");
    RecordCollector collector = readFolder(R"(
        [[source]]
        file = "projects.csv"
        currency = "USD"
        [[source.join]]
        name = "year"
        file = "years.csv"
        key = "project"
        on = "id"
        [[source.record]]
        kind = "project"
        subject = { constant = "S" }
        key = "id"
        [[source.record]]
        kind = "cost_line"
        each = "year"
        subject = { constant = "S" }
        key = { template = "{id} {year.year}" }
        fields.project = "id"
        fields.year = "year.year"
        fields.planned = "year.cost"
        [[source.record]]
        kind = "document"
        each = { column = "tags", split = "|", as = "tag" }
        subject = { constant = "S" }
        key = { template = "{id}/{tag}" }
        fields.title = "tag"
    )");
    EXPECT_EQ(collector.rows, 2U);
    EXPECT_EQ(collector.primary,
              (std::map<std::string, std::size_t>{{"project", 2}, {"cost_line", 3}, {"document", 2}}))
        << collector.told();
    ASSERT_NE(collector.find("cost_line", "p1 2025"), nullptr);
    EXPECT_EQ(RecordCollector::field(*collector.find("cost_line", "p1 2025"), "planned")->text, "600");
    EXPECT_NE(collector.find("document", "p1/b"), nullptr);
}

TEST_F(SeveralFiles, RefersToRecordsOfOtherHolders) {
    folder_.write("a.csv", "id,owner,of\n1,Q/1,k/2\n");
    RecordCollector collector = readFolder(R"(
        [[source]]
        [[source.record]]
        kind = "project"
        subject = { constant = "S" }
        key = "id"
        fields.asset = { column = "of", holder = "owner" }
        fields.programme = "of"
    )");
    ASSERT_EQ(collector.records.size(), 1U) << collector.told();
    EXPECT_EQ(RecordCollector::field(collector.records[0], "asset")->text, "Q\\/1/k\\/2");
    EXPECT_EQ(RecordCollector::field(collector.records[0], "programme")->text, "k\\/2");
}

TEST_F(SeveralFiles, RefusesAJoinedFileThatIsMissing) {
    folder_.write("a.csv", "id\n1\n");
    RecordCollector collector = readFolder(
        "[[source]]\nfile = \"a.csv\"\n[[source.join]]\nname = \"j\"\nfile = \"gone.csv\"\nkey = \"k\"\non = "
        "\"id\"\n"
        "[[source.record]]\nkind = \"subject\"\nkey = \"id\"\n");
    EXPECT_EQ(collector.byRule, (std::map<std::string, std::size_t>{{"blocking file-unreadable", 1}}))
        << collector.told();
}

/// What is said of a wrong map: [[source]] and [[source.record]] with `lines` in it.
std::string wrong(std::string_view lines) {
    const tests::TemporaryFolder folder;
    const auto file = folder.write(
        "wrong.toml",
        fmt::format(
            "[[source]]\n[[source.record]]\nkind = \"asset\"\nclass = \"software\"\nkey = \"k\"\n{}\n",
            lines));
    try {
        (void)loadColumnMap(file, shippedDictionary());
        return "nothing";
    } catch (const MapError& error) {
        return error.what();
    }
}

TEST(ColumnMap, SaysWhichKeyIsWrong) {
    EXPECT_EQ(wrong(""), "nothing");
    EXPECT_EQ(wrong("fields.nmae = \"n\""),
              "wrong.toml:6: source[1].record[1].fields.nmae: asset software has no such field; did you mean "
              "'name'?");
    EXPECT_EQ(wrong("fields.name = { colum = \"n\" }")
                  .find("wrong.toml:6: source[1].record[1].fields.name: needs exactly one of"),
              0U);
    EXPECT_EQ(wrong("fields.name = { column = \"n\", splt = \",\" }"),
              "wrong.toml:6: source[1].record[1].fields.name.splt: unknown key; did you mean 'split'?");
    EXPECT_EQ(wrong("fields.stage = { constant = \"asleep\" }"),
              "wrong.toml:6: source[1].record[1].fields.stage: 'asleep' is no code of the list 'stage'");
    EXPECT_EQ(wrong("fields.name = 5"),
              "wrong.toml:6: source[1].record[1].fields.name: must be a column, a table or a list of these");
    EXPECT_EQ(wrong("fields.yearly_cost = { column = \"m\", unit = \"dozen\" }"),
              "wrong.toml:6: source[1].record[1].fields.yearly_cost.unit: 'dozen' is none of: one, thousand, "
              "million, billion");
    EXPECT_EQ(wrong("fields.name = { column = \"n\", only = \"(\" }")
                  .find("wrong.toml:6: source[1].record[1].fields.name.only: is no regular expression"),
              0U);
    EXPECT_EQ(wrong("relations = [{ kind = \"likes\", key = \"k\" }]"),
              "wrong.toml:6: source[1].record[1].relations[1].kind: 'likes' is no code of the list "
              "'relation_kind'");
    EXPECT_EQ(wrong("fields.name = { template = \"{}\" }"),
              "wrong.toml:6: source[1].record[1].fields.name.template: has a '{' that names no column");
    EXPECT_EQ(wrong("subject = [").find("wrong.toml:"), 0U) << "broken TOML";
}

TEST(ColumnMap, KeepsJoinedFilesInTheFolder) {
    const tests::TemporaryFolder folder;
    const auto file = folder.write(
        "wrong.toml",
        "[[source]]\n[[source.join]]\nname = \"j\"\nfile = \"../secret.csv\"\nkey = \"k\"\non = \"k\"\n");
    EXPECT_THROW((void)loadColumnMap(file, shippedDictionary()), MapError);
}

TEST(ColumnMap, NamesTheShippedMapsWhenAskedForAnother) {
    try {
        (void)findMap("rhia", shippedGround().maps);
        FAIL();
    } catch (const MapError& error) {
        EXPECT_NE(std::string(error.what()).find("riha"), std::string::npos);
    }
}

}  // namespace
}  // namespace cadastre::importers
