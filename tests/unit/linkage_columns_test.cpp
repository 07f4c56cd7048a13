// What the columns of strange tables are taken for, how their cells are read, and which belong together.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "profiles/duplicates/tables/columns.h"

namespace cadastre::duplicates {
namespace {

Table tableOf(std::vector<std::string> columns, const std::vector<std::vector<std::string>>& rows) {
    Table table;
    table.columns = std::move(columns);
    table.values.resize(table.columns.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        table.ids.push_back(std::to_string(row));
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            table.values[c].push_back(rows[row][c]);
    }
    return table;
}

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

}  // namespace
}  // namespace cadastre::duplicates
