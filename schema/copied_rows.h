// Splits what COPY streams in its text format back into rows and cells, telling null from empty text: the
// database hands rows over this way several times faster than one by one. Whatever reads in bulk starts here.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cadastre {

/// A value as the database spells it; nothing is null.
using Cell = std::optional<std::string_view>;
/// Takes one row; its cells live as long as the call.
using RowSink = std::function<void(std::span<const Cell>)>;

/// A sink for COPY's text format (tabs, \N, backslash escapes), in pieces that end with a row.
class CopiedRows {
  public:
    CopiedRows(std::size_t columns, RowSink sink) : columns_(columns), sink_(std::move(sink)) {}
    /// Throws DatabaseFault for rows that don't have that many columns.
    void operator()(std::string_view piece);

  private:
    void row(std::string_view line);

    std::size_t columns_;
    RowSink sink_;
    std::string plain_;  // the row's cells without their escapes
    std::vector<Cell> cells_;
};

}  // namespace cadastre
