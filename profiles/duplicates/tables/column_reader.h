// How the cells of a column are read: as they stand, or in the one form that days, telephone numbers and
// values spread over several columns are compared in.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/tables/linkage.h"
#include "profiles/duplicates/words/dates.h"

namespace cadastre::duplicates {

/// What must be known of a column to bring its cells into one form.
struct Reading {
    std::optional<DateOrder> dates;  ///< where it holds dates: how it writes them
    std::size_t lastDigits = 0;      ///< where it holds telephone numbers: how many digits tell them apart
};

/// True for cells that say nothing: empty, without letter or digit, or a word for "no value".
bool saysNothing(std::string_view cell);

/// The digits of a number written in groups ("+1 (310) 246-1501"); nothing where the cell holds anything else
/// or fewer than seven digits.
std::optional<std::string> digitsIn(std::string_view cell);

/// Reads one column, or several as one text in their order, row by row.
class ColumnReader {
  public:
    ColumnReader(const Table& table, std::vector<std::size_t> columns, Reading reading = {})
        : table_(&table), columns_(std::move(columns)), reading_(reading) {}

    /// What the row says, empty where it says nothing; valid until the next call.
    std::string_view read(std::size_t row);
    /// The same as entered.
    std::string entered(std::size_t row) const;
    /// About `most` of the column's cells that say something, evenly spaced, as entered.
    std::vector<std::string> sample(std::size_t most) const;

  private:
    const Table* table_;
    std::vector<std::size_t> columns_;
    Reading reading_;
    std::string text_;
};

}  // namespace cadastre::duplicates
