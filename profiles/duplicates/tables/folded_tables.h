// The tables as the engine takes them: checked, their columns aligned, their cells in one form, equal rows
// folded into one.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/tables/columns.h"
#include "profiles/duplicates/tables/linkage.h"

namespace cadastre::duplicates {

/// Throws std::invalid_argument, naming the side and the row, for an id that is missing or met twice and for
/// text that is not UTF-8. `side` is "left", "right" or "the".
void checkTable(const Table& table, const char* side);

/// One corpus of both tables, or of one; rows of either table with equal cells are one corpus row.
class FoldedTables {
  public:
    /// `right` is null where the left table is compared with itself. Keeps references to both.
    FoldedTables(const Table& left, const Table* right, const LinkageOptions& options);

    const Table& left() const { return left_; }
    const Table& right() const { return right_ == nullptr ? left_ : *right_; }
    bool isOneTable() const { return right_ == nullptr; }
    const Corpus& corpus() const { return corpus_; }
    const std::vector<AlignedColumn>& columns() const { return columns_; }

    /// Corpus rows of the left table; the others are the right one's.
    std::size_t leftRows() const { return rowsAfter_.front(); }
    std::size_t smallerSide() const { return std::min(leftRows(), corpus_.rows() - leftRows()); }
    /// The table rows that a corpus row stands for, ascending.
    const std::vector<std::uint32_t>& copiesOf(std::size_t row) const { return copies_[row]; }
    /// The corpus row of every row of the left table, and of the right one.
    std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>> corpusRows() const;

  private:
    std::vector<std::pair<std::string, ColumnKind>> namedKinds() const;
    void fold(const Table& table, std::vector<ColumnReader> readers);

    const Table& left_;
    const Table* right_;
    std::vector<AlignedColumn> columns_;
    Corpus corpus_;
    std::vector<std::vector<std::uint32_t>> copies_;
    std::vector<std::size_t> rowsAfter_;  // corpus rows after each table folded, the left one first
};

}  // namespace cadastre::duplicates
