// CSV out (RFC 4180), safe to open in a spreadsheet: a text cell that one would run as a formula gets a
// leading apostrophe (OWASP, CSV injection), which the register's own CSV takes off again when it comes back.
#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <string>
#include <string_view>
#include <vector>

#include "schema/bytes.h"
#include "schema/csv_reader.h"

namespace cadastre {

/// Whether a spreadsheet could take the text for a formula: = + - @ tab or carriage return stands first, or
/// after apostrophes only (so that guarding can be undone exactly).
[[nodiscard]] bool looksLikeFormula(std::string_view text);

/// The text without the apostrophe that guarding put before it; other text as it is.
[[nodiscard]] std::string_view withoutFormulaGuard(std::string_view text);

/// Writes rows made in the program; what COPY spells goes through FormulaGuard instead.
class CsvWriter {
  public:
    /// Pieces of about 64 KB go to `sink`; lines end with LF, as COPY's do.
    explicit CsvWriter(ByteSink sink, CsvDialect dialect = {});

    /// A text cell: guarded, quoted where it must be.
    CsvWriter& text(std::string_view value);
    /// A number, written bare.
    template <std::integral Number>
    CsvWriter& number(Number value) {
        std::array<char, 24> digits;
        return bare({digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr});
    }
    /// A cell that is known to be no formula and to need no quotes: a number, a date, a code of ours; or
    /// nothing.
    CsvWriter& bare(std::string_view value);
    void endRow();
    /// Sends what is left; call it once, at the end.
    void finish();

  private:
    void separate();

    ByteSink sink_;
    CsvDialect dialect_;
    std::string buffer_;
    bool firstCell_ = true;
};

/// A sink that puts the apostrophe before formulas in CSV as COPY writes it, cut anywhere, and hands it on.
class FormulaGuard {
  public:
    /// `numeric[column]`: cells to let through as they are (columns beyond its end are text).
    FormulaGuard(ByteSink sink, std::vector<bool> numeric, char delimiter = ',');
    void operator()(std::string_view piece);

  private:
    enum class Place : std::uint8_t { CellStart, Plain, QuotedStart, Quoted, QuoteInside };
    void step(char c);

    ByteSink sink_;
    std::vector<bool> numeric_;
    char delimiter_;
    std::string guarded_;  // the piece with apostrophes, where it needs any
    Place place_ = Place::CellStart;
    std::size_t column_ = 0;
};

}  // namespace cadastre
