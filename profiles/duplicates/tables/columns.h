// What the columns of a strange table are, told from their content, and which column of one table is which of
// the other.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/tables/linkage.h"
#include "profiles/duplicates/words/dates.h"

namespace cadastre::duplicates {

/// Two columns to be compared; without a right table both are the same.
struct AlignedColumn {
    std::size_t left = 0, right = 0;
    ColumnKind kind = ColumnKind::name;
    std::optional<DateOrder> leftDates, rightDates;  ///< where both hold dates: how each writes them
};

/// Columns by the user's word, then by equal name, then by content: the most words in common.
/// Throws std::invalid_argument naming a column that does not exist, or when nothing is left to compare.
std::vector<AlignedColumn> alignColumns(const Table& left, const Table* right, const LinkageOptions& options);

/// The kind of a column, judged by some thousand of its cells.
ColumnKind kindOf(const std::vector<const std::vector<std::string>*>& columns);

/// True for cells that say nothing: empty, without letter or digit, or a word for "no value".
bool saysNothing(std::string_view cell);

}  // namespace cadastre::duplicates
