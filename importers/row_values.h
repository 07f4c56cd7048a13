// Works out what a map's cells yield for the row at hand: columns, joined rows, values of the map, and the
// steps. It lives between the map (rules) and csv_import (records), and knows nothing of records.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "importers/cell_steps.h"
#include "importers/column_map.h"
#include "importers/csv_file.h"
#include "importers/joined_table.h"

namespace cadastre::importers {

/// How often a join led nowhere, or how many of its rows nobody asked for.
struct JoinReport {
    const JoinRule* join;
    std::uint64_t leadNowhere = 0;  ///< values looked up in vain
    std::string example;
    std::uint64_t unusedRows = 0;  ///< of joins that are edges
};

class RowValues {
  public:
    /// Loads the joined files. Throws FileError when one can't be read.
    RowValues(const SourceRule& source, const CsvFile& file, const std::filesystem::path& folder);

    /// Columns that the map names and the file lacks (or has several times), each once.
    struct Unbound {
        ColumnName column;
        bool several;
    };
    [[nodiscard]] std::vector<Unbound> unbound() const;

    /// Forgets the last row; the file stands at the next one.
    void startRow();

    [[nodiscard]] bool holds(const Conditions& conditions);
    /// `when` holds and `unless`, if any is stated, doesn't.
    [[nodiscard]] bool applies(const Conditions& when, const Conditions& unless);
    /// One value, or the state that stands instead.
    CellValue evaluate(const CellRule& rule);
    /// Every piece of a cell that is split into all of them.
    std::vector<CellValue> evaluateAll(const CellRule& rule);
    /// A typed value of a field; nothing when none is stated. Broken values come back with the rule.
    std::pair<std::optional<assets::Value>, CellValue> field(const CellRule& rule, const assets::Field& field,
                                                             std::string_view currency,
                                                             const assets::FieldDictionary& dictionary);
    /// A date (of an event, or valid-from).
    CellValue date(const CellRule& rule);
    /// Runs `make` once for each row or piece that `each` names; once without it.
    void forEach(const std::optional<EachRule>& each, const std::function<void()>& make);

    [[nodiscard]] std::vector<JoinReport> joinReports() const;

  private:
    enum class Bound : std::uint8_t { unresolved, none, row };
    struct Join {
        const JoinRule* rule;
        std::unique_ptr<JoinedTable> table;
        std::vector<std::size_t> dependents;  // joins that look up a column of this one
        std::vector<bool> used;
        Bound bound = Bound::unresolved;
        std::uint32_t row = 0;
        std::string lastMiss;  // counted once a row
        std::uint64_t lastMissRow = 0;
        JoinReport report;
    };
    struct Place {
        enum class Kind : std::uint8_t { column, value, joined, piece } kind;
        std::size_t owner = 0;
        std::size_t column = 0;
    };

    std::optional<Place> place(const ColumnName& name, bool& several) const;
    CellValue named(const ColumnName& name);
    CellValue sourceOf(const CellRule& rule);
    bool resolve(Join& join);
    std::span<const std::uint32_t> lookUp(Join& join);
    void forget(std::size_t join);
    [[nodiscard]] assets::Reading typed(const CellRule& rule, const assets::Field& field,
                                        std::string_view text, std::string_view currency,
                                        const assets::FieldDictionary& dictionary) const;

    const SourceRule& source_;
    const CsvFile& file_;
    std::vector<Join> joins_;
    assets::TextMap<Place> places_;
    std::vector<std::pair<std::string, std::string>> pieces_;  // what `each` split, innermost last
    std::uint64_t rowNumber_ = 0;
    int depth_ = 0;
};

}  // namespace cadastre::importers
