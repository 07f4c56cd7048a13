// Reads delimiter-separated text as a stream of rows (RFC 4180 with the deviations seen in the wild).
// It lives on the ground floor because import, linkage and code lists all read CSV through it.
// No package did this with line numbers, bounds and damage reported instead of guessed, so it is ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "schema/bytes.h"

namespace cadastre {

struct CsvDialect {
    char delimiter = ',';
    char quote = '"';
};

struct CsvLimits {
    std::size_t cellBytes = std::size_t{16} << 20U;
    std::size_t rowBytes = std::size_t{64} << 20U;
    std::size_t columns = 4096;
};

enum class CsvDamage : std::uint8_t {
    StrayQuote,         ///< a quote inside an unquoted cell; kept as a letter
    TextAfterQuote,     ///< text between a closing quote and the delimiter; kept after the cell's text
    NulByte,            ///< U+0000, which no cell may hold
    Ragged,             ///< another number of cells than the first row
    UnterminatedQuote,  ///< the text ends inside quotes; nothing follows
    OversizeCell,       ///< a cell over the limit; reading stops
    OversizeRow,        ///< a row over the limit; reading stops
    TooManyColumns,     ///< more cells than the limit; reading stops
};

/// Damage of one row: `line` counts from 1, `cell` from 0 (for Ragged: how many cells there are).
struct CsvProblem {
    CsvDamage damage;
    std::size_t line;
    std::size_t cell;
};

/// The key of the problem's sentence in the message catalogue, e.g. "csv.stray_quote".
std::string_view messageKey(CsvDamage damage);

class CsvReader {
  public:
    explicit CsvReader(ByteSource source, CsvDialect dialect = {}, CsvLimits limits = {});

    /// Moves to the next row; false at the end, or after damage that ends reading.
    /// Blank lines are skipped (in a file of one column they are rows). A leading BOM is skipped.
    bool next();

    /// The row's cells, unquoted; the views hold until next() is called again.
    [[nodiscard]] std::span<const std::string_view> cells() const { return cells_; }
    /// Damage found in this row; a caller that wants only sound rows refuses those that have any.
    [[nodiscard]] std::span<const CsvProblem> problems() const { return problems_; }
    /// The line, from 1, on which the row starts; line breaks inside quotes count.
    [[nodiscard]] std::size_t line() const { return line_; }
    /// Cells in the first row; 0 before it was read.
    [[nodiscard]] std::size_t columns() const { return columns_; }
    /// Bytes of the rows read so far, for progress.
    [[nodiscard]] std::uint64_t position() const { return consumed_ + rowStart_; }

  private:
    // Where a cell stands in the buffer. A quoted cell's text is [begin, end) between its quotes,
    // and [end + 1, last) is what follows the closing quote where nothing should.
    struct Piece {
        std::size_t begin;
        std::size_t end;
        std::size_t last;
        bool quoted;
        bool doubled;  // holds doubled quotes to unfold
    };
    enum class Scan : std::uint8_t { Row, Blank, Starved, End };

    Scan scanRow();
    bool scanCell(std::size_t& at, Piece& piece);
    bool scanQuoted(std::size_t& at, Piece& piece);
    Scan starve(std::size_t cellBegin, std::size_t at);
    bool refill();
    void finishRow();
    std::string_view unfold(const Piece& piece);
    void report(CsvDamage damage);
    Scan stop(CsvDamage damage);

    ByteSource source_;
    CsvDialect dialect_;
    CsvLimits limits_;
    std::unique_ptr<bool[]> special_;  // 256 entries: bytes that end a run of plain text
    std::vector<char> buffer_;
    std::size_t filled_ = 0;
    std::size_t rowStart_ = 0;
    std::size_t rowEnd_ = 0;      // past the line break
    std::uint64_t consumed_ = 0;  // bytes dropped from the front of the buffer
    bool sourceEnded_ = false;
    bool stopped_ = false;
    bool started_ = false;
    std::size_t line_ = 0;
    std::size_t nextLine_ = 1;
    std::size_t columns_ = 0;
    std::vector<Piece> pieces_;
    std::vector<std::string_view> cells_;
    std::vector<CsvProblem> problems_;
};

}  // namespace cadastre
