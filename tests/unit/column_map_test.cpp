// Every power of a column map, shown on the smallest file that needs it.
#include "importers/column_map.h"

#include <gtest/gtest.h>

#include "tests/unit/record_collector.h"
#include "tests/unit/temporary_file.h"

namespace cadastre::importers {
namespace {

/// Reads `csv` through a map whose one source makes one system of each row: `source` and `record` are added
/// to it.
class OneSystemARow : public testing::Test {
  protected:
    RecordCollector read(std::string_view csv, std::string_view fields, std::string_view record = "",
                         std::string_view source = "") {
        const auto map = folder_.write(
            "map.toml",
            fmt::format(
                "[[source]]\n{}\n[[source.record]]\nkind = \"asset\"\nclass = \"information_system\"\n"
                "subject = {{ constant = \"S\" }}\nkey = \"id\"\n{}\n[source.record.fields]\n{}\n",
                source, record, fields));
        return readInput({folder_.write("data.csv", csv), "auto", map.string(), ""});
    }
    /// The value of a field of the only record; the problems when there is none or when one of them blocks
    /// it.
    std::string value(std::string_view csv, std::string_view code, std::string_view cell,
                      std::string_view source = "") {
        RecordCollector collector = read(csv, fmt::format("{} = {}", code, cell), "", source);
        const bool blocked =
            std::any_of(collector.problems.begin(), collector.problems.end(),
                        [](const Problem& problem) { return problem.severity == "blocking"; });
        if (blocked || collector.records.size() != 1) return collector.told();
        const Value* value = RecordCollector::field(collector.records.front(), code);
        if (value == nullptr) return "nothing";
        const char* kind = value->kind == Value::Kind::unknown    ? "unknown:"
                           : value->kind == Value::Kind::withheld ? "withheld:"
                                                                  : "";
        return kind + value->text;
    }

    tests::TemporaryFolder folder_;
};

TEST_F(OneSystemARow, RenamesColumns) {
    EXPECT_EQ(value("id,nimi\n1, Süsteem \n", "name", "\"nimi\""), "Süsteem");
}

TEST_F(OneSystemARow, SetsConstants) {
    EXPECT_EQ(value("id\n1\n", "stage", "{ constant = \"planned\" }"), "planned");
}

TEST_F(OneSystemARow, TakesTheFirstColumnThatIsStated) {
    EXPECT_EQ(value("id,a,b\n1,,x\n", "name", "[\"a\", \"b\"]"), "x");
    EXPECT_EQ(value("id,a,b\n1,y,x\n", "name", "[\"a\", \"b\"]"), "y");
    EXPECT_EQ(value("id,a,b\n1,,\n", "name", "[\"a\", \"b\", { constant = \"none\" }]"), "none");
}

TEST_F(OneSystemARow, PutsColumnsTogether) {
    EXPECT_EQ(value("id,a,b\n1,x,y\n", "name", "{ template = \"{a} / {b}!\" }"), "x / y!");
    EXPECT_EQ(value("id,a,b\n1,x,\n", "name", "{ template = \"{a} / {b}\" }"), "nothing")
        << "a template with a blank is blank";
}

TEST_F(OneSystemARow, TranslatesWords) {
    const std::string_view cell =
        "{{ column = \"s\", translate = {{ \"In use\" = \"in_operation\", \"*closed*\" = \"decommissioned\" "
        "}}{} }}";
    const auto stage = [&](std::string_view word, std::string_view otherwise) {
        return value(fmt::format("id,s\n1,{}\n", word), "stage", fmt::format(fmt::runtime(cell), otherwise));
    };
    EXPECT_EQ(stage("IN USE", ""), "in_operation");
    EXPECT_EQ(stage("was closed in May", ""), "decommissioned");
    EXPECT_EQ(stage("asleep", ""), "asleep") << "an unknown word is kept for a finding";
    EXPECT_EQ(stage("asleep", ", otherwise = \"blank\""), "nothing");
    EXPECT_EQ(stage("asleep", ", otherwise = \"blank\", default = \"planned\""), "planned");
    EXPECT_EQ(stage("asleep", ", otherwise = \"unknown\""), "unknown:");
    EXPECT_NE(stage("asleep", ", otherwise = \"refuse\"").find("no-translation"), std::string::npos);
}

TEST_F(OneSystemARow, SplitsOneColumnIntoSeveral) {
    EXPECT_EQ(value("id,place\n1,\"Paris, France\"\n", "hosting",
                    "{ column = \"place\", split = \",\", part = 2 }"),
              "France");
    EXPECT_EQ(value("id,place\n1,Paris\n", "hosting", "{ column = \"place\", split = \",\", part = 2 }"),
              "nothing");
}

TEST_F(OneSystemARow, CutsOutAndTakesAway) {
    EXPECT_EQ(value("id,d\n1,580 days\n", "users_actual", "{ column = \"d\", extract = '^(\\d+) days' }"),
              "580");
    EXPECT_EQ(value("id,d\n1,ID-7\n", "name", "{ column = \"d\", only = '^ID-' }"), "ID-7");
    EXPECT_EQ(value("id,d\n1,prose\n", "name", "{ column = \"d\", only = '^ID-' }"), "nothing");
    EXPECT_EQ(value("id,d\n1,~5 pcs\n", "users_actual", "{ column = \"d\", remove = [\"~\", \"pcs\"] }"),
              "5");
}

TEST_F(OneSystemARow, StopsAPatternThatWouldSearchForever) {
    const std::string told =
        value("id,d\n1," + std::string(60, 'a') + "b\n", "name", "{ column = \"d\", only = '^(a+)+$' }");
    EXPECT_NE(told.find("blocking pattern-too-slow"), std::string::npos) << told;
}

TEST_F(OneSystemARow, FoldsCase) {
    EXPECT_EQ(value("id,d\n1,MoD\n", "name", "{ column = \"d\", fold = \"upper\" }"), "MOD");
    EXPECT_EQ(value("id,d\n1,Ministère de l'Éducation\n", "name", "{ column = \"d\", fold = \"slug\" }"),
              "ministere-de-l-education");
    EXPECT_EQ(value("id,d\n1,Министерство\n", "name", "{ column = \"d\", fold = \"slug\" }"), "ministerstvo");
}

TEST_F(OneSystemARow, ScalesAndRoundsMoney) {
    const std::string_view gbp = "currency = \"GBP\"";
    EXPECT_EQ(value("id,m\n1,\"£1,234.5m\"\n", "yearly_cost",
                    "{ column = \"m\", remove = [\"£\", \"m\"], unit = \"million\" }", gbp),
              "123450000000");
    EXPECT_NE(value("id,m\n1,1.005\n", "yearly_cost", "\"m\"", gbp).find("too-many-decimals"),
              std::string::npos);
    EXPECT_EQ(value("id,m\n1,1.005\n", "yearly_cost", "{ column = \"m\", round = \"half_up\" }", gbp), "101");
    EXPECT_NE(value("id,m\n1,5\n", "yearly_cost", "\"m\"").find("currency-missing"), std::string::npos);
    EXPECT_EQ(value("id;m\n1;1 234,50\n", "yearly_cost", "\"m\"", "currency = \"EUR\""), "123450")
        << "the mark is detected";
}

TEST_F(OneSystemARow, AddsTheSourcesCurrencyToMoney) {
    RecordCollector with = read("id,m\n1,5\n", "yearly_cost = \"m\"", "", "currency = \"JPY\"");
    EXPECT_EQ(RecordCollector::field(with.records.at(0), "yearly_cost")->text, "5");
    EXPECT_EQ(RecordCollector::field(with.records.at(0), "currency")->text, "JPY");
    RecordCollector withheld =
        read("id,m\n1,secret\n", "yearly_cost = \"m\"", "", "currency = \"JPY\"\nwithheld = \"secret\"");
    EXPECT_EQ(RecordCollector::field(withheld.records.at(0), "currency")->text, "JPY")
        << "amounts kept back have one too";
    RecordCollector own =
        read("id,m,c\n1,5,USD\n", "yearly_cost = \"m\"\ncurrency = \"c\"", "", "currency = \"JPY\"");
    EXPECT_EQ(RecordCollector::field(own.records.at(0), "yearly_cost")->text, "500");
}

TEST_F(OneSystemARow, TellsUnknownWithheldAndBlankApart) {
    const std::string_view words = "unknown = [\"TBC\", \"not provided*\"]\nwithheld = [\"exempt*\"]";
    EXPECT_EQ(value("id,d\n1,tbc\n", "users_actual", "\"d\"", words), "unknown:");
    EXPECT_EQ(value("id,d\n1,Not provided by anyone\n", "users_actual", "\"d\"", words), "unknown:");
    EXPECT_EQ(value("id,d\n1,Exempt under section 43\n", "users_actual", "\"d\"", words),
              "withheld:Exempt under section 43");
    EXPECT_EQ(value("id,d\n1,\n", "users_actual", "\"d\"", words), "nothing");
    EXPECT_EQ(value("id,d\n1,0\n", "users_actual", "\"d\"", words), "0");
    EXPECT_EQ(value("id,d\n1,TBC\n", "name", "{ column = \"d\", unknown = [] }", words), "TBC")
        << "a cell may say otherwise";
}

TEST_F(OneSystemARow, ReadsDatesInStatedForms) {
    EXPECT_EQ(value("id,d\n1,31/12/2015\n", "founded_on", "\"d\"", "dates = [\"DD.MM.YY\", \"DD/MM/YYYY\"]"),
              "2015-12-31");
    EXPECT_EQ(value("id,d\n1,1993-07-20T00:00:00\n", "founded_on", "\"d\""), "1993-07-20");
    EXPECT_EQ(value("id,d\n1,4203\n", "founded_on", "{ column = \"d\", days_after = \"2000-01-01\" }"),
              "2011-07-05");
    EXPECT_NE(value("id,d\n1,soon\n", "founded_on", "\"d\"").find("blocking not-a-date founded_on 'soon'"),
              std::string::npos);
}

TEST_F(OneSystemARow, MayTakeTheUnreadableForUnknownWithAWarning) {
    RecordCollector collector =
        read("id,d\n1,soon\n", "founded_on = { column = \"d\", unreadable = \"unknown\" }");
    EXPECT_EQ(RecordCollector::field(collector.records.at(0), "founded_on")->kind, Value::Kind::unknown);
    EXPECT_EQ(collector.byRule, (std::map<std::string, std::size_t>{{"warning not-a-date", 1}}));
}

TEST_F(OneSystemARow, AppliesCellsOnlyWhenTheirConditionHolds) {
    const std::string_view cell =
        "{ column = \"d\", when = { state = [\"live\", \"old*\"] }, unless = { d = \"-\" } }";
    EXPECT_EQ(value("id,d,state\n1,x,LIVE\n", "name", cell), "x");
    EXPECT_EQ(value("id,d,state\n1,x,older\n", "name", cell), "x");
    EXPECT_EQ(value("id,d,state\n1,x,new\n", "name", cell), "nothing");
    EXPECT_EQ(value("id,d,state\n1,-,live\n", "name", cell), "nothing");
}

TEST_F(OneSystemARow, PassesOverRowsThatTheMapNames) {
    RecordCollector collector = read("id,n\n1,a\nTotal,b\n3,Unnamed: 4\n", "name = \"n\"", "",
                                     "ignore = [{ id = \"total\" }, { n = \"Unnamed: *\" }]");
    EXPECT_EQ(collector.rows, 3U);
    EXPECT_EQ(collector.ignoredRows, 2U);
    EXPECT_EQ(collector.records.size(), 1U);
}

TEST_F(OneSystemARow, BlocksARowWithoutIdentityAndNothingElse) {
    RecordCollector collector = read("id,n\n,a\n2,b\n", "name = \"n\"");
    EXPECT_EQ(collector.byRule, (std::map<std::string, std::size_t>{{"blocking key-missing", 1}}));
    EXPECT_EQ(collector.problems.at(0).position.record, 1U);
    EXPECT_EQ(collector.problems.at(0).position.line, 2U);
    EXPECT_EQ(collector.records.size(), 1U);
}

TEST_F(OneSystemARow, NumbersRepeatedKeysWhenAsked) {
    RecordCollector collector = read("id,n\nA,a\nA,b\n", "name = \"n\"", "repeats = \"number\"");
    EXPECT_EQ(collector.records.at(1).key, "A #2");
    EXPECT_EQ(collector.byRule, (std::map<std::string, std::size_t>{{"warning key-repeated", 1}}));
}

TEST_F(OneSystemARow, GivesVersionsTheirDay) {
    EXPECT_EQ(read("id,y\n1,2023\n", "", "valid_from = { template = \"{y}-03-31\" }").records.at(0).validFrom,
              "2023-03-31");
}

TEST_F(OneSystemARow, ReadsFunctionsRelationsAndEvents) {
    RecordCollector collector =
        read("id,codes,parent,used,state,act\n1,01.1; 02.2,9,2020-05-01,live,A-5\n", "",
             "functions = [{ classifier = \"cofog\", code = { column = \"codes\", split = \";\" } }]\n"
             "relations = [{ kind = \"part_of\", key = \"parent\", subject = { constant = \"T\" } }]\n"
             "events = [{ kind = \"commissioned\", on = \"used\", stage = { constant = \"in_operation\" }, "
             "document = \"act\", when = { state = \"live\" } },\n"
             "          { kind = \"removed\", when = { state = \"gone\" } }]\n");
    const Record& record = collector.records.at(0);
    EXPECT_EQ(record.functions, (std::vector<StatedFunction>{{"cofog", "01.1", ""}, {"cofog", "02.2", ""}}));
    EXPECT_EQ(record.relations, (std::vector<StatedRelation>{{"part_of", "T", "9"}}));
    EXPECT_EQ(record.events,
              (std::vector<StatedEvent>{{"commissioned", "2020-05-01", "in_operation", "", "A-5"}}));
}

TEST_F(OneSystemARow, ReadsFilesWithoutHeaderAndWithTitlesAboveIt) {
    RecordCollector collector =
        read("Register of systems,,\n\"as of May\",,\nid,n,m\n1,a,b\n", "name = \"n\"", "", "skip_rows = 2");
    ASSERT_EQ(collector.records.size(), 1U) << collector.told();
    EXPECT_EQ(collector.records.at(0).position.line, 4U);
    const auto map = folder_.write(
        "bare.toml",
        "[[source]]\nheader = false\n[[source.record]]\nkind = \"asset\"\nclass = \"software\"\n"
        "subject = \"1\"\nkey = \"2\"\nfields.name = \"3\"\n");
    RecordCollector bare = readInput({folder_.write("bare.csv", "S,1,a\nS,2,b\n"), "auto", map.string(), ""});
    EXPECT_EQ(bare.rows, 2U);
    EXPECT_EQ(bare.records.size(), 2U) << bare.told();
}

}  // namespace
}  // namespace cadastre::importers
