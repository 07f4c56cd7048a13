#include "schema/copied_rows.h"

#include <gmock/gmock.h>

#include "schema/errors.h"

namespace cadastre {
namespace {

using Row = std::vector<std::optional<std::string>>;

std::vector<Row> rowsOf(std::size_t columns, std::string_view copied) {
    std::vector<Row> rows;
    CopiedRows reader(columns, [&](std::span<const Cell> cells) {
        Row row;
        for (const Cell& cell : cells)
            row.push_back(cell ? std::optional(std::string(*cell)) : std::nullopt);
        rows.push_back(std::move(row));
    });
    reader(copied);
    return rows;
}

TEST(CopiedRows, TellsNullFromEmptyText) {
    EXPECT_THAT(rowsOf(3, "a\t\\N\t\n"), ::testing::ElementsAre(Row{"a", std::nullopt, ""}));
}

TEST(CopiedRows, TakesEscapesAway) {
    EXPECT_THAT(rowsOf(2, "tab\\tand\\nline\tback\\\\slash\\\\N\n"),
                ::testing::ElementsAre(Row{"tab\tand\nline", "back\\slash\\N"}));
}

TEST(CopiedRows, HandsOverEveryRowOfAPiece) {
    EXPECT_THAT(rowsOf(1, "one\ntwo\n\n"), ::testing::ElementsAre(Row{"one"}, Row{"two"}, Row{""}));
}

TEST(CopiedRows, RefusesAnotherNumberOfColumns) {
    EXPECT_THROW(rowsOf(2, "one\n"), DatabaseFault);
}

}  // namespace
}  // namespace cadastre
