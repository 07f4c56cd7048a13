// What the CSV reader promises about quotes, line numbers, damage and bounds.
#include "schema/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace cadastre {
namespace {

using ::testing::ElementsAre;
using Row = std::vector<std::string>;

struct Reading {
    std::vector<Row> rows;
    std::vector<std::size_t> lines;
    std::vector<CsvDamage> damages;
};

Reading readAll(CsvReader reader) {
    Reading reading;
    while (reader.next()) {
        reading.rows.emplace_back(reader.cells().begin(), reader.cells().end());
        reading.lines.push_back(reader.line());
        for (const CsvProblem& problem : reader.problems())
            reading.damages.push_back(problem.damage);
    }
    return reading;
}

Reading read(std::string_view text, CsvDialect dialect = {}, CsvLimits limits = {}) {
    return readAll(CsvReader(bytesOf(text), dialect, limits));
}

TEST(CsvReader, SplitsRowsAtEveryKindOfLineBreak) {
    EXPECT_THAT(read("a,b\nc,d\r\ne,f\rg,h").rows,
                ElementsAre(Row{"a", "b"}, Row{"c", "d"}, Row{"e", "f"}, Row{"g", "h"}));
}

TEST(CsvReader, KeepsLineBreaksAndDelimitersInsideQuotes) {
    EXPECT_THAT(read("a,\"b,\r\nc\"\n").rows, ElementsAre(Row{"a", "b,\r\nc"}));
}

TEST(CsvReader, UnfoldsDoubledQuotes) {
    EXPECT_THAT(read(R"("say ""yes""","""",x)").rows, ElementsAre(Row{"say \"yes\"", "\"", "x"}));
}

TEST(CsvReader, NumbersRowsByTheLineTheyStartOn) {
    EXPECT_THAT(read("a,b\n\"one\ntwo\r\nthree\",c\n\n\nd,e\n").lines, ElementsAre(1, 2, 7));
}

TEST(CsvReader, SkipsTheByteOrderMark) {
    EXPECT_THAT(read("\xEF\xBB\xBF\"id\",name\n").rows, ElementsAre(Row{"id", "name"}));
}

TEST(CsvReader, KeepsEmptyCellsAtBothEnds) {
    EXPECT_THAT(read(",a,\n\"\",b,\"\"").rows, ElementsAre(Row{"", "a", ""}, Row{"", "b", ""}));
}

TEST(CsvReader, TakesABlankLineForARowOnlyWhereThereIsOneColumn) {
    EXPECT_THAT(read("a\n\nb\n").rows, ElementsAre(Row{"a"}, Row{""}, Row{"b"}));
    EXPECT_THAT(read("a,b\n\nc,d\n").rows, ElementsAre(Row{"a", "b"}, Row{"c", "d"}));
}

TEST(CsvReader, TakesAnyDelimiterAndQuote) {
    EXPECT_THAT(read("a;'b;c'\n", {';', '\''}).rows, ElementsAre(Row{"a", "b;c"}));
}

TEST(CsvReader, ReadsQuotesAsLettersWhereTheDialectHasNone) {
    const Reading reading = read("a\t\"b\n", {'\t', '\0'});
    EXPECT_THAT(reading.rows, ElementsAre(Row{"a", "\"b"}));
    EXPECT_TRUE(reading.damages.empty());
}

TEST(CsvReader, KeepsAStrayQuoteAndReportsIt) {
    const Reading reading = read("a,5\" disk\n");
    EXPECT_THAT(reading.rows, ElementsAre(Row{"a", "5\" disk"}));
    EXPECT_THAT(reading.damages, ElementsAre(CsvDamage::StrayQuote));
}

TEST(CsvReader, KeepsTextAfterAClosingQuoteAndReportsIt) {
    const Reading reading = read("\"a\"\"b\"cd,e\n");
    EXPECT_THAT(reading.rows, ElementsAre(Row{"a\"bcd", "e"}));
    EXPECT_THAT(reading.damages, ElementsAre(CsvDamage::TextAfterQuote));
}

TEST(CsvReader, ReportsAQuoteLeftOpenAtTheEnd) {
    const Reading reading = read("a,b\nc,\"d\ne,f\n");
    EXPECT_THAT(reading.rows, ElementsAre(Row{"a", "b"}, Row{"c", "d\ne,f\n"}));
    EXPECT_THAT(reading.damages, ElementsAre(CsvDamage::UnterminatedQuote));
    EXPECT_THAT(reading.lines, ElementsAre(1, 2));
}

TEST(CsvReader, ReportsNulInsideAndOutsideQuotes) {
    using namespace std::string_literals;
    EXPECT_THAT(read("a\0b,\"c\0\"\n"s).damages, ElementsAre(CsvDamage::NulByte, CsvDamage::NulByte));
}

TEST(CsvReader, ReportsRowsWithAnotherNumberOfCells) {
    CsvReader reader(bytesOf(std::string_view("a,b\nc\nd,e,f\n")));
    ASSERT_TRUE(reader.next());
    EXPECT_TRUE(reader.problems().empty());
    ASSERT_TRUE(reader.next());
    ASSERT_EQ(reader.problems().size(), 1U);
    EXPECT_EQ(reader.problems()[0].damage, CsvDamage::Ragged);
    EXPECT_EQ(reader.problems()[0].line, 2U);
    EXPECT_EQ(reader.problems()[0].cell, 1U);
    ASSERT_TRUE(reader.next());
    EXPECT_EQ(reader.problems()[0].cell, 3U);
}

TEST(CsvReader, StopsAtACellOverTheLimit) {
    const Reading reading = read("a,b\nc,ddddd\ne,f\n", {}, {.cellBytes = 4});
    EXPECT_EQ(reading.rows.size(), 2U);
    EXPECT_THAT(reading.damages, ElementsAre(CsvDamage::OversizeCell));
}

TEST(CsvReader, StopsAtARowOverTheLimitWithoutReadingItWhole) {
    std::size_t given = 0;
    CsvReader reader(
        [&given](char* buffer, std::size_t capacity) {
            std::fill_n(buffer, capacity, ',');
            given += capacity;
            return capacity;
        },
        {}, {.rowBytes = std::size_t{1} << 20U, .columns = std::size_t{1} << 30U});
    EXPECT_TRUE(reader.next());
    EXPECT_EQ(reader.problems().back().damage, CsvDamage::OversizeRow);
    EXPECT_FALSE(reader.next());
    EXPECT_LT(given, std::size_t{8} << 20U);
}

TEST(CsvReader, StopsAtMoreColumnsThanTheLimit) {
    EXPECT_THAT(read("a,b,c,d\n", {}, {.columns = 3}).damages, ElementsAre(CsvDamage::TooManyColumns));
}

// A source that gives one byte a call must yield what memory yields at once: the machine may starve anywhere.
TEST(CsvReader, ReadsTheSameInPiecesAsAtOnce) {
    std::string text = "id,\"na\"\"me\",x\r\n";
    for (int i = 0; i < 40000; ++i) {
        text += std::to_string(i) + ",\"v \"\"" + std::string(static_cast<std::size_t>(i % 50), 'y') +
                "\"\"\r\n\",\r\n";
    }
    std::size_t at = 0;
    Reading pieces = readAll(CsvReader([&](char* buffer, std::size_t capacity) {
        const std::size_t taken = std::min({capacity, at % 7 + 1, text.size() - at});
        text.copy(buffer, taken, at);
        at += taken;
        return taken;
    }));
    const Reading whole = read(text);
    EXPECT_EQ(pieces.rows, whole.rows);
    EXPECT_EQ(pieces.lines, whole.lines);
    EXPECT_EQ(whole.rows.size(), 40001U);
    EXPECT_TRUE(whole.damages.empty());
    EXPECT_EQ(whole.rows[1][1], "v \"\"\r\n");
}

TEST(CsvReader, ReadsACellLongerThanItsBuffer) {
    const std::string longText(std::size_t{3} << 20U, 'z');
    EXPECT_THAT(read("a,\"" + longText + "\"\nb,c\n").rows, ElementsAre(Row{"a", longText}, Row{"b", "c"}));
}

TEST(CsvReader, YieldsNothingFromAnEmptyText) {
    EXPECT_TRUE(read("").rows.empty());
    EXPECT_TRUE(read("\n\n").rows.empty());
}

}  // namespace
}  // namespace cadastre
