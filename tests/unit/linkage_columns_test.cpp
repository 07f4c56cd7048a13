// What the columns of strange tables are taken for, how their cells are read, and which belong together.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "profiles/duplicates/compare.h"
#include "profiles/duplicates/tables/columns.h"
#include "tests/unit/table_of.h"

namespace cadastre::duplicates {
namespace {

TEST(Dates, AreOneDayHoweverTheyAreWritten) {
    for (const char* cell : {"2014-05-24", "24.05.2014", "24.5.14", "24-May-14", "May 24, 2014",
                             "24 мая 2014 г.", "24. Mai 2014", "24 mai 2014", "24th of May 2014", "20140524",
                             "2014-05-24T10:30:00", "24/05/2014 10:30", "2014/5/24"})
        EXPECT_EQ(dayIn(cell, DateOrder::dayMonth), "20140524") << cell;
    EXPECT_EQ(dayIn("05/24/2014", DateOrder::monthDay), "20140524");
    EXPECT_EQ(dayIn("May 2014", DateOrder::dayMonth), "201405");
    EXPECT_EQ(dayIn("(2014)", DateOrder::dayMonth), "2014");
}

TEST(Dates, AreNotSeenInOtherNumbers) {
    for (const char* cell : {"12 Main Street", "310-246-1501", "1.2.3.4", "99/99/2014", "May",
                             "24 Mayor 2014", "", "version 2014", "12345", "$20.14", "10:30"})
        EXPECT_FALSE(dayIn(cell, DateOrder::dayMonth)) << cell;
}

TEST(Dates, AreLessAlikeTheMoreOfThemDiffers) {
    EXPECT_EQ(dayLikeness("20140524", "20140524"), 1);
    EXPECT_EQ(dayLikeness("20140524", "2014"), 1);
    const double exchanged = dayLikeness("20140511", "20141105"), slip = dayLikeness("20140524", "20140525"),
                 other = dayLikeness("20140524", "19991103");
    EXPECT_GT(exchanged, slip);
    EXPECT_GT(slip, other);
}

TEST(Columns, AreToldFromTheirContent) {
    std::vector<std::vector<std::string>> rows;
    constexpr const char* given[] = {"John", "Mary", "Ann", "Peter", "Ivan", "Olga"};
    constexpr const char* family[] = {"Smith", "Brown", "Ivanov", "Petrov", "Jones", "Miller", "Davis"};
    constexpr const char* towns[] = {"Tartu", "New York", "Тверь"};
    for (int i = 0; i < 42; ++i) {
        const std::string number = std::to_string(i * i * 7 + 3);
        rows.push_back(
            {std::string(given[i % 6]) + " " + family[i % 7], towns[i % 3], number + ".50",
             std::to_string(1 + i % 28) + " March " + std::to_string(1960 + i), "AB-" + number,
             "(310) 246-" + std::to_string(1000 + i), "Register of things no " + number,
             "a long text that goes on and on about number " + number + " and never comes to its end"});
    }
    const Table table =
        tableOf({"who", "where", "price", "born", "part", "telephone", "what", "about"}, rows);
    std::vector<Content> found;
    for (const AlignedColumn& column : alignColumns(table, nullptr, {}))
        found.push_back(column.content);
    EXPECT_EQ(found, (std::vector{Content::person, Content::place, Content::number, Content::date,
                                  Content::code, Content::code, Content::name, Content::text}));
}

TEST(Columns, OfANameInPartsJoinAgainstTheNameInOne) {
    std::vector<std::vector<std::string>> parts, wholes;
    for (int i = 0; i < 60; ++i) {
        const std::string given = "given" + std::to_string(i % 9), family = "family" + std::to_string(i % 31);
        parts.push_back({given, "19" + std::to_string(10 + i), family});
        wholes.push_back({family + ", " + given, "19" + std::to_string(10 + i)});
    }
    const Table left = tableOf({"first", "year", "last"}, parts), right = tableOf({"called", "year"}, wholes);
    const auto aligned = alignColumns(left, &right, {});
    ASSERT_EQ(aligned.size(), 2U);
    EXPECT_EQ(aligned[0].left, (std::vector<std::size_t>{0, 2}));
    EXPECT_EQ(aligned[0].right, (std::vector<std::size_t>{0}));
    const auto turned = alignColumns(right, &left, {});
    ASSERT_EQ(turned.size(), 2U);
    EXPECT_EQ(turned[0].right, (std::vector<std::size_t>{0, 2}));
}

TEST(Columns, ThatSayMoreThanTheOtherTableStayApart) {
    std::vector<std::vector<std::string>> described, named;
    for (int i = 0; i < 60; ++i) {
        const std::string name = "thing number" + std::to_string(i) + " of kind" + std::to_string(i % 7);
        described.push_back(
            {name, name + " described at length with many a word that no name would ever hold"});
        named.push_back({name});
    }
    const Table left = tableOf({"name", "description"}, described), right = tableOf({"name"}, named);
    const auto aligned = alignColumns(left, &right, {});
    ASSERT_EQ(aligned.size(), 1U);
    EXPECT_EQ(aligned[0].left, (std::vector<std::size_t>{0}));
}

TEST(Columns, OfTelephonesAreReadByTheirLastDigits) {
    const std::vector<std::string> cells = {"(310) 246-1501", "+1 310 246 1502", "310.246.1503",
                                            "1-310-246-1504"};
    EXPECT_EQ(telephoneDigits(cells, {}), 10U);
    EXPECT_EQ(telephoneDigits({"1234567", "2345678"}, {}), 0U);  // nothing to bring into one form
    EXPECT_EQ(telephoneDigits({"12345.67", "23456.78"}, {}), 0U);
    const Table table = tableOf({"telephone"}, {{"+1 310 246 1502"}, {"none"}});
    ColumnReader reader(table, {0}, {std::nullopt, 10});
    EXPECT_EQ(reader.read(0), "3102461502");
    EXPECT_EQ(reader.read(1), "");
}

TEST(Columns, OfMeasurementsMeetByHowTheirNumbersAreSpread) {
    std::vector<std::vector<std::string>> fine, coarse;
    for (int i = 0; i < 80; ++i) {
        const std::string north = std::to_string(45 + i * 37 % 15), east = std::to_string(10 + i * 53 % 20);
        const std::string tail = std::to_string(i * 7919 % 10000);
        fine.push_back({"place" + std::to_string(i), north + "." + tail + "1", east + "." + tail + "3"});
        coarse.push_back(
            {"place" + std::to_string(i), east + ".5" + tail.substr(0, 1), north + ".5" + tail.substr(0, 1)});
    }
    const Table left = tableOf({"name", "north", "east"}, fine),
                right = tableOf({"name", "lon", "lat"}, coarse);
    const auto aligned = alignColumns(left, &right, {});
    ASSERT_EQ(aligned.size(), 3U);
    EXPECT_EQ(aligned[1].right, (std::vector<std::size_t>{2}));
    EXPECT_EQ(aligned[2].right, (std::vector<std::size_t>{1}));
}

/// The agreement in the first column of the first two rows.
Level agreementOf(const std::vector<std::vector<std::string>>& rows, bool valuesStray) {
    Corpus corpus({{"given", ColumnKind::name}, {"family", ColumnKind::name}}, valuesStray);
    for (const auto& row : rows) {
        const std::vector<std::string_view> cells(row.begin(), row.end());
        corpus.addRow(cells);
    }
    corpus.finish();
    PairComparer comparer(corpus);
    std::vector<Level> levels(comparer.features());
    comparer.compare(0, 1, levels.data());
    return levels[0];
}

TEST(Columns, WhoseValuesStrayAgreeInWhatTheOtherRowSaysElsewhere) {
    std::vector<std::vector<std::string>> rows = {{"oliver", "stanton"}, {"stanton", "oliver"}};
    for (int i = 0; i < 30; ++i)
        rows.push_back({"given" + std::to_string(i), "family" + std::to_string(i)});
    EXPECT_EQ(agreementOf(rows, false), 0);
    EXPECT_GE(agreementOf(rows, true), 75);
    rows[1] = {"marcus", "kilroy"};
    EXPECT_EQ(agreementOf(rows, true), 0);
}

TEST(Candidates, MeetByInitialsThatOneOfThemIsKnownBy) {
    std::vector<std::vector<std::string>> names, known;
    for (int i = 0; i < 40; ++i) {
        names.push_back({"Bureau " + std::to_string(i * 31) + " for topic" + std::to_string(i)});
        known.push_back({"Bureau " + std::to_string(i * 31) + " for topic" + std::to_string(i)});
    }
    names.push_back({"Ministry of Economic Development"});
    known.push_back({"MED"});
    names.push_back({"Zentralstelle für Verbraucherschutz und Lebensmittelsicherheit"});
    known.push_back({"ZfVuL"});
    names.push_back({"Федеральная служба государственной статистики"});
    known.push_back({"ФСГС"});
    const Table left = tableOf({"name"}, names), right = tableOf({"name"}, known);
    LinkageOptions options;
    options.topCandidates = 10;
    const LinkageResult result = link(left, &right, options);
    for (std::size_t row = 40; row < names.size(); ++row) {
        const bool met = std::any_of(result.candidates.begin(), result.candidates.end(),
                                     [&](const auto& pair) { return pair.left == row && pair.right == row; });
        EXPECT_TRUE(met) << names[row][0];
    }
}

}  // namespace
}  // namespace cadastre::duplicates
