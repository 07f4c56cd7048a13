// A CSV file as rows under named columns, with every damage named by its rule.
// It lives with the readers because mapped files, joined files and the register's own CSV all open here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "importers/decoded_text.h"
#include "importers/dialect.h"
#include "schema/csv_reader.h"

namespace cadastre::importers {

/// What is wrong with a row's form; each blocks the row.
struct RowDamage {
    std::string_view rule;
    std::uint64_t line = 0;
    std::string column;
    std::string value;
};

class CsvFile {
  public:
    /// Opens the file and reads its header. `header` false: the columns are called "1", "2"…
    /// Throws FileError when the file can't be opened or decoded.
    CsvFile(const std::filesystem::path& file, Dialect dialect, bool header = true, std::size_t skipRows = 0);

    [[nodiscard]] const Dialect& dialect() const { return dialect_; }
    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
    /// The place of a column: by its exact name, else ignoring case and runs of white space. Nothing: no such
    /// column; `several` is set when the name stands more than once.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view column, bool& several) const;
    /// Damage of the header itself; nothing can be read then.
    [[nodiscard]] const std::vector<RowDamage>& headerDamage() const { return headerDamage_; }

    /// Moves to the next row below the header.
    bool next();
    [[nodiscard]] std::span<const std::string_view> cells() const { return reader_.cells(); }
    [[nodiscard]] const std::vector<RowDamage>& damage() const { return damage_; }
    /// A row of delimiters only, as spreadsheets leave below their tables.
    [[nodiscard]] bool isBlank() const;
    [[nodiscard]] std::uint64_t record() const { return record_; }  ///< from 1
    [[nodiscard]] std::uint64_t line() const { return pending_ ? pendingLine_ : reader_.line(); }

  private:
    void readHeader(bool header, std::size_t skipRows);
    void collectDamage(std::vector<RowDamage>& into) const;

    Dialect dialect_;
    DecodedText text_;
    CsvReader reader_;
    std::vector<std::string> columns_;
    std::vector<std::string> folded_;
    std::vector<RowDamage> headerDamage_;
    std::vector<RowDamage> damage_;
    std::uint64_t record_ = 0;
    bool pending_ = false;  // without header, the first row was read to learn how many columns there are
    std::uint64_t pendingLine_ = 0;
};

/// " (≈ “x”)" for the known name closest to `name`, for messages in any language; else nothing.
std::string closest(std::string_view name, std::span<const std::string> known);

/// At most 200 characters of a value, for messages.
std::string quoted(std::string_view value);

}  // namespace cadastre::importers
