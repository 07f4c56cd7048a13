// A file looked up by key: the only thing a reader holds beyond the row at hand.
// It lives with the column maps because joining files on keys is one of their powers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "importers/column_map.h"
#include "importers/csv_file.h"

namespace cadastre::importers {

/// Rows of one file of the folder that fit a join's conditions, indexed by its key column.
class JoinedTable {
  public:
    /// Reads the file. Throws FileError when it can't be read, has no such column or is damaged
    /// (what() names file, line and rule), or is over 256 MiB: what is joined is held in memory.
    JoinedTable(const std::filesystem::path& folder, const JoinRule& rule);

    /// The rows whose key is `key`, in file order.
    [[nodiscard]] std::span<const std::uint32_t> rows(std::string_view key) const;
    [[nodiscard]] std::string_view cell(std::uint32_t row, std::size_t column) const {
        return cells_[row * columns_.size() + column];
    }
    [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const;
    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
    [[nodiscard]] std::size_t size() const { return columns_.empty() ? 0 : cells_.size() / columns_.size(); }

  private:
    [[nodiscard]] static bool fits(const CsvFile& file, const Conditions& where,
                                   const std::vector<std::size_t>& places);

    std::vector<std::string> columns_;
    std::vector<std::string> cells_;  // row by row
    assets::TextMap<std::vector<std::uint32_t>> byKey_;
};

}  // namespace cadastre::importers
