// What leaves as CSV must come back the same and must not run in a spreadsheet.
#include "schema/csv_writer.h"

#include <gtest/gtest.h>

#include <string>

namespace cadastre {
namespace {

std::string written(auto&& write) {
    std::string out;
    CsvWriter writer([&out](std::string_view piece) { out += piece; });
    write(writer);
    writer.finish();
    return out;
}

std::string guarded(std::string_view text, std::size_t step, std::vector<bool> numeric = {}) {
    std::string out;
    FormulaGuard guard([&out](std::string_view piece) { out += piece; }, std::move(numeric));
    for (std::size_t at = 0; at < text.size(); at += step)
        guard(text.substr(at, step));
    return out;
}

TEST(CsvWriter, QuotesOnlyWhatNeedsIt) {
    EXPECT_EQ(
        written([](CsvWriter& csv) {
            csv.text("plain").text("a,b").text("say \"yes\"").text("two\nlines").text("").bare("").number(-5);
            csv.endRow();
        }),
        "plain,\"a,b\",\"say \"\"yes\"\"\",\"two\nlines\",\"\",,-5\n");
}

TEST(CsvWriter, DisarmsFormulasInTextButNotNumbers) {
    EXPECT_EQ(
        written([](CsvWriter& csv) {
            csv.text("=1+1").text("+7 495").text("-").text("@x").text("\tx").text("\rx").text("'=1").number(
                -1);
            csv.endRow();
        }),
        "'=1+1,'+7 495,'-,'@x,'\tx,\"'\rx\",''=1,-1\n");
}

TEST(CsvWriter, ItsGuardComesOffExactly) {
    for (const std::string original : {"=1+1", "'=1", "''-x", "'quoted'", "it's", "'", "", "plain"}) {
        std::string cell = original;
        if (looksLikeFormula(original)) cell.insert(0, "'");
        EXPECT_EQ(withoutFormulaGuard(cell), original);
    }
}

TEST(CsvWriter, WritesWhatTheReaderReadsBack) {
    const std::vector<std::string> cells{"=cmd", "a\"b", ",", "\r\n", "", "Министерство; «А»", "'-"};
    const std::string text = written([&](CsvWriter& csv) {
        for (const auto& cell : cells)
            csv.text(cell);
        csv.endRow();
    });
    CsvReader reader(bytesOf(std::string_view(text)));
    ASSERT_TRUE(reader.next());
    EXPECT_TRUE(reader.problems().empty());
    ASSERT_EQ(reader.cells().size(), cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i)
        EXPECT_EQ(withoutFormulaGuard(reader.cells()[i]), cells[i]);
}

TEST(FormulaGuard, GuardsTextColumnsWhereverThePiecesAreCut) {
    const std::string text =
        "name,cost,note\n=1,-5,\"=a,\"\"-b\"\n\"x\"\"=\",+6,a=b\n\"\n=c\",-7,\"\"\n'=d,8,\"'@e\"\n-,9,-\n";
    const std::string expected =
        "name,cost,note\n'=1,-5,\"'=a,\"\"-b\"\n\"x\"\"=\",+6,a=b\n\"\n=c\",-7,\"\"\n''=d,8,\"''@e\"\n'-,9,'-"
        "\n";
    for (std::size_t step = 1; step <= text.size(); ++step) {
        EXPECT_EQ(guarded(text, step, {false, true, false}), expected) << "pieces of " << step;
    }
}

TEST(FormulaGuard, HandsOnPiecesThatNeedNothing) {
    const std::string text = "a,b\n\"c\nd\",e\n";
    const char* given = nullptr;
    FormulaGuard guard([&given](std::string_view piece) { given = piece.data(); }, {});
    guard(text);
    EXPECT_EQ(given, text.data()) << "a copy was made for nothing";
}

}  // namespace
}  // namespace cadastre
