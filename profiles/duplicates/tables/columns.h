// Which columns of one table are which of the other, and what they hold.
#pragma once

#include <cstddef>
#include <vector>

#include "profiles/duplicates/tables/column_kinds.h"
#include "profiles/duplicates/tables/column_reader.h"
#include "profiles/duplicates/tables/linkage.h"

namespace cadastre::duplicates {

/// Columns to be compared with each other: one of each table, or one with those that say the same in parts.
/// Without a right table both sides are the same.
struct AlignedColumn {
    std::vector<std::size_t> left, right;  ///< ascending; never empty
    Content content = Content::name;
    Reading leftReading, rightReading;
};

/// Columns by the user's word, then by equal name, then by content: the most words in common; what is left
/// over then joins the columns it helps to spell out. Throws std::invalid_argument naming a column that does
/// not exist, or when nothing is left to compare.
std::vector<AlignedColumn> alignColumns(const Table& left, const Table* right, const LinkageOptions& options);

}  // namespace cadastre::duplicates
