// The records to be compared, in compact form: every text a run of word numbers, every short value a number.
// Two tables stand in one corpus, left rows first, so that rarity means the same on both sides.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/words/text.h"
#include "profiles/duplicates/words/vocabulary.h"
#include "profiles/duplicates/words/word_shapes.h"

namespace cadastre::duplicates {

/// How a column's values are compared. Names are short texts that identify; texts describe; dates are given
/// in the form of words/dates.h.
enum class ColumnKind : std::uint8_t { name, text, number, code, date };
constexpr bool holdsTexts(ColumnKind kind) {
    return kind == ColumnKind::name || kind == ColumnKind::text;
}

/// The number a cell states, with any currency mark and grouping ("$1,299.00", "2 500,5"); NaN if it states
/// none.
double numberIn(std::string_view cell);

/// Rows of numbers laid end to end: row r is items[offsets[r]] … items[offsets[r + 1]].
struct NumberRows {
    std::vector<std::uint64_t> offsets = {0};
    std::vector<std::uint32_t> items;

    std::size_t rows() const { return offsets.size() - 1; }
    std::span<const std::uint32_t> row(std::size_t r) const {
        return std::span(items).subspan(offsets[r], offsets[r + 1] - offsets[r]);
    }
    void endRow() { offsets.push_back(items.size()); }
};

struct Column {
    std::string name;
    ColumnKind kind = ColumnKind::name;
    NumberRows words;                   ///< word numbers in reading order
    std::vector<std::uint32_t> values;  ///< number, code: the number of the squeezed value, or none
    std::vector<double> numbers;        ///< number: what it says, NaN where it says none
    std::vector<double> scale;          ///< number: see nearness(); known once finished

    /// How near two of its numbers are, 0…1. Amounts are measured by their ratio. On a scale without a true
    /// zero (Stevens 1946), as of years and degrees, where all numbers are nearly equal by that, they are by
    /// the information that another number comes as near by chance, against all that a number can tell;
    /// `scale` then holds some thousand of the column's numbers, ascending.
    double nearness(double one, double other) const;
};

/// Rarity in bits of a term that `rowsWith` of `rows` rows have: log2(rows / rowsWith), smoothed.
float rarityOf(std::size_t rows, std::uint32_t rowsWith);
/// Words that only say "some system" weigh next to nothing, however rare they are.
constexpr float weakRarity = 0.5F;

/// Where in its row a term stands, a bit a column, and what it is. Columns sixteen less two apart share a
/// bit: where a table has that many they are compared as one text.
using TermMark = std::uint16_t;
constexpr std::size_t markedColumns = 14;
constexpr TermMark codeMark = 1U << 14U, digitMark = 1U << 15U;
constexpr TermMark markOf(std::size_t column) {
    return static_cast<TermMark>(1U << (column % markedColumns));
}

class Corpus {
  public:
    /// With `valuesStray` a value may stand in another column than its own: words that the other record has
    /// anywhere then count as said.
    explicit Corpus(const std::vector<std::pair<std::string, ColumnKind>>& columns, bool valuesStray = false);

    /// Rows added from here on belong to another table: they are never folded into earlier ones.
    void startTable() { tableStart_ = rows_; }
    /// Takes a row, one cell a column, empty where missing, and returns its number. A row whose words and
    /// values all equal those of an earlier one of its table is folded into it: the earlier number comes
    /// back.
    std::uint32_t addRow(std::span<const std::string_view> cells);
    /// Call once after the last row: gives words their terms and terms their weight.
    void finish(int threads = 1);

    std::size_t rows() const { return rows_; }
    /// True for a row without any word.
    bool isBlank(std::size_t row) const;
    const std::vector<Column>& columns() const { return columns_; }
    bool valuesStray() const { return valuesStray_; }
    const Vocabulary& vocabulary() const { return vocabulary_; }
    /// What words and terms look like; known once the corpus is finished.
    const WordShapes& shapes() const { return shapes_; }
    /// Asks the memory for what a comparison with the row will read, and for where that of `later` stands.
    void fetchAhead(std::size_t row, std::size_t later) const;
    std::string_view valueText(std::uint32_t value) const { return values_.text(value); }

    /// The different terms of a row over all columns, ascending; weak ones left out.
    const NumberRows& rowTerms() const { return rowTerms_; }
    /// Where each of rowTerms().row(row) stands in its row.
    std::span<const TermMark> rowMarks(std::size_t row) const {
        return std::span(rowMarks_).subspan(rowTerms_.offsets[row],
                                            rowTerms_.offsets[row + 1] - rowTerms_.offsets[row]);
    }
    /// Sum of the rarities of a column's different terms in a row; negative where the cell holds no word.
    float mass(std::size_t row, std::size_t column) const {
        return masses_[row * massColumns_ + column % markedColumns];
    }
    /// The columns in which a row has a word that only says "some system".
    TermMark weakMark(std::size_t row) const { return weakMarks_[row]; }
    /// Length of a row's vector of rarities.
    float length(std::size_t row) const { return lengths_[row]; }
    /// Rarity of a term in bits: log2(rows / rows that have it), the information of meeting it.
    float rarity(std::uint32_t term) const { return rarity_[term]; }
    /// How many rows have the term.
    std::uint32_t rowsWith(std::uint32_t term) const { return rowsWith_[term]; }

  private:
    friend class CorpusExcerpt;
    std::uint64_t fingerprint(std::size_t row) const;
    bool equalRows(std::size_t a, std::size_t b) const;
    void dropLastRow();
    void growFolds();
    void describeRows(int threads);
    void layScales();
    void weighTerms();
    void weighRows(int threads);

    std::vector<Column> columns_;
    bool valuesStray_ = false;
    std::size_t rows_ = 0;
    std::size_t tableStart_ = 0;
    std::vector<std::uint64_t> fingerprints_;  ///< by row; both are empty once finished
    std::vector<std::uint32_t> folds_;         ///< open addressing from fingerprints to rows
    Vocabulary vocabulary_;
    StringPool values_;
    NumberRows rowTerms_;
    std::vector<TermMark> rowMarks_;   ///< beside rowTerms_.items
    std::vector<TermMark> weakMarks_;  ///< by row
    std::size_t massColumns_ = 0;
    std::vector<float> masses_, lengths_;
    std::vector<std::uint32_t> rowsWith_;
    std::vector<float> rarity_;
    WordShapes shapes_;
    WordCutter cutter_;
};

}  // namespace cadastre::duplicates
