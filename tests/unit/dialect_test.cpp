// Files of anyone's making are recognised: encoding, delimiter, decimal mark.
#include "importers/dialect.h"

#include <gtest/gtest.h>

#include "importers/csv_file.h"
#include "tests/unit/temporary_file.h"

namespace cadastre::importers {
namespace {

Dialect dialectOf(std::string_view content) {
    const tests::TemporaryFolder folder;
    return detectDialect(folder.write("file.csv", content), {});
}

std::string utf16(std::string_view ascii, bool littleEndian) {
    std::string wide;
    for (const char c : ascii)
        wide += littleEndian ? std::string{c, '\0'} : std::string{'\0', c};
    return wide;
}

TEST(Dialect, FindsTheDelimiterThatMakesAnEvenTable) {
    EXPECT_EQ(dialectOf("a,b;x,c\n1,2;y,3\n").delimiter, ',');
    EXPECT_EQ(dialectOf("a;b;c\n1,5;2,5;\"x;y\"\n").delimiter, ';');
    EXPECT_EQ(dialectOf("a\tb\n1\t2\n").delimiter, '\t');
    EXPECT_EQ(dialectOf("a|b|c\n1|2|3\n").delimiter, '|');
    EXPECT_EQ(dialectOf("one\ntwo\n").delimiter, ',');
    EXPECT_EQ(dialectOf("").delimiter, ',');
}

TEST(Dialect, FindsTheDecimalMark) {
    EXPECT_EQ(dialectOf("a;b\n1,5;12,75\n").decimalMark, ',');
    EXPECT_EQ(dialectOf("a;b\n1.5;12.75\n").decimalMark, '.');
    EXPECT_EQ(dialectOf("a;b\n1.234,50;x\n").decimalMark, ',');
    EXPECT_EQ(dialectOf("a;b\n1,234;5,678\n").decimalMark, '.') << "thousands say nothing";
}

TEST(Dialect, FindsTheEncoding) {
    EXPECT_EQ(dialectOf("a,b\n1,2\n").encoding, "UTF-8");
    EXPECT_EQ(dialectOf("\xEF\xBB\xBF"
                        "a,b\n")
                  .encoding,
              "UTF-8");
    EXPECT_EQ(dialectOf("имя,ключ\n").encoding, "UTF-8");
    EXPECT_EQ(dialectOf("\xFF\xFE" + utf16("a,b\n1,2\n", true)).encoding, "UTF-16");
    EXPECT_EQ(dialectOf(utf16("a,b\n1,2\n", true)).encoding, "UTF-16LE");
    EXPECT_EQ(dialectOf(utf16("a,b\n1,2\n", false)).encoding, "UTF-16BE");
    std::string russian = "name\n";  // «Государственная информационная система учёта имущества», windows-1251
    for (int i = 0; i < 5; ++i) {
        russian +=
            "\xC3\xEE\xF1\xF3\xE4\xE0\xF0\xF1\xF2\xE2\xE5\xED\xED\xE0\xFF "
            "\xE8\xED\xF4\xEE\xF0\xEC\xE0\xF6\xE8\xEE\xED\xED\xE0\xFF "
            "\xF1\xE8\xF1\xF2\xE5\xEC\xE0 \xF3\xF7\xB8\xF2\xE0 \xE8\xEC\xF3\xF9\xE5\xF1\xF2\xE2\xE0\n";
    }
    EXPECT_EQ(dialectOf(russian).encoding, "windows-1251");
    EXPECT_EQ(dialectOf("name\nMinist\xE8re de l'\xC9"
                        "ducation nationale\nCaf\xE9 cr\xE8me fra\xEE"
                        "che\n")
                  .encoding,
              "windows-1252");
}

TEST(Dialect, TakesAFewBrokenBytesInUtf8ForDamage) {
    std::string text = "имя\n";
    for (int i = 0; i < 20; ++i)
        text += "система учёта\n";
    EXPECT_EQ(dialectOf(text + "бро\xD0\n").encoding, "UTF-8");
}

TEST(Dialect, StatedPartsAreNotGuessed) {
    const tests::TemporaryFolder folder;
    const auto file = folder.write("file.csv", "a,b\n1,2\n");
    const Dialect dialect =
        detectDialect(file, {.encoding = "iso-8859-15", .delimiter = ';', .decimalMark = ','});
    EXPECT_EQ(dialect.encoding, "iso-8859-15");
    EXPECT_EQ(dialect.delimiter, ';');
    EXPECT_EQ(dialect.decimalMark, ',');
}

TEST(CsvFile, ObeysTheSeparatorLineOfSpreadsheets) {
    const tests::TemporaryFolder folder;
    const auto path = folder.write("a.csv", "\xEF\xBB\xBFsep=;\r\nkey;name,full\r\n1;a,b\r\n");
    CsvFile file(path, detectDialect(path, {}));
    ASSERT_TRUE(file.next());
    EXPECT_EQ(file.columns(), (std::vector<std::string>{"key", "name,full"}));
    EXPECT_EQ(file.cells()[1], "a,b");
    EXPECT_TRUE(file.damage().empty());
}

TEST(CsvFile, DecodesOtherEncodings) {
    const tests::TemporaryFolder folder;
    CsvFile cyrillic(folder.write("a.csv", "\xE8\xEC\xFF\n\xF3\xF7\xB8\xF2\n"), {.encoding = "windows-1251"});
    ASSERT_TRUE(cyrillic.next());
    EXPECT_EQ(cyrillic.columns().front(), "имя");
    EXPECT_EQ(cyrillic.cells().front(), "учёт");
    CsvFile wide(folder.write("b.csv", "\xFF\xFE" + utf16("a,b\r\n1,\"x\ny\"\r\n", true)),
                 {.encoding = "UTF-16"});
    ASSERT_TRUE(wide.next());
    EXPECT_EQ(wide.cells()[1], "x\ny");
}

TEST(CsvFile, NamesTheCellWithBytesThatAreNoText) {
    const tests::TemporaryFolder folder;
    CsvFile file(folder.write("a.csv",
                              "key,name\n1,good\n2,b\xFF"
                              "d\n3,\xC0\xAF\n4,\xED\xA0\x80\n"),
                 {.encoding = "UTF-8"});
    ASSERT_TRUE(file.next());
    EXPECT_TRUE(file.damage().empty());
    ASSERT_TRUE(file.next());
    ASSERT_EQ(file.damage().size(), 1U);
    EXPECT_EQ(file.damage().front().rule, "encoding");
    EXPECT_EQ(file.damage().front().column, "name");
    EXPECT_EQ(file.damage().front().line, 3U);
    EXPECT_EQ(file.damage().front().value, "b\uFFFDd");
    EXPECT_TRUE(file.next() && file.damage().size() == 1) << "an overlong form is no character";
    EXPECT_TRUE(file.next() && file.damage().size() == 1) << "a surrogate is no character";
}

TEST(CsvFile, KeepsCharactersWholeAcrossReadingSteps) {
    std::string content = "key\n";
    while (content.size() < 600'000)
        content += "ж\n";
    const tests::TemporaryFolder folder;
    CsvFile file(folder.write("a.csv", "x" + content), {.encoding = "UTF-8"});
    std::size_t rows = 0;
    while (file.next()) {
        ASSERT_EQ(file.cells().front(), "ж");
        ASSERT_TRUE(file.damage().empty());
        ++rows;
    }
    EXPECT_EQ(rows, (content.size() - 4) / 3);
}

TEST(CsvFile, FindsColumnsWhateverTheirCaseAndSpaces) {
    const tests::TemporaryFolder folder;
    const CsvFile file(folder.write("a.csv", "Full  Name,key,KEY\n"), {.encoding = "UTF-8"});
    bool several = false;
    EXPECT_EQ(file.find("full name", several), 0U);
    EXPECT_EQ(file.find("key", several), 1U);
    EXPECT_FALSE(several) << "the exact name comes first";
    EXPECT_EQ(file.find("Key", several), 1U);
    EXPECT_TRUE(several);
    EXPECT_FALSE(file.find("other", several));
}

}  // namespace
}  // namespace cadastre::importers
