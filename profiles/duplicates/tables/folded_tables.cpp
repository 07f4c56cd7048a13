// Row by row into the corpus.
#include "profiles/duplicates/tables/folded_tables.h"

#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

namespace cadastre::duplicates {

void checkTable(const Table& table, const char* side) {
    std::unordered_map<std::string_view, std::size_t> seen;
    seen.reserve(table.rows());
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const std::string where = std::string(side) + " table, row " + std::to_string(row + 1);
        if (table.ids[row].find_first_not_of(" \t") == std::string::npos) {
            throw std::invalid_argument(where + ": the id is missing");
        }
        const auto [first, fresh] = seen.emplace(table.ids[row], row);
        if (!fresh) {
            throw std::invalid_argument(where + ": id \"" + table.ids[row] + "\" was met before, in row " +
                                        std::to_string(first->second + 1));
        }
        if (const auto at = firstInvalidUtf8(table.ids[row])) {
            throw std::invalid_argument(where + ", id: no valid UTF-8 at byte " + std::to_string(*at + 1));
        }
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            if (const auto at = firstInvalidUtf8(table.values[c][row])) {
                throw std::invalid_argument(where + ", column \"" + table.columns[c] +
                                            "\": no valid UTF-8 at byte " + std::to_string(*at + 1));
            }
        }
    }
}

FoldedTables::FoldedTables(const Table& left, const Table* right, const LinkageOptions& options)
    : left_(left), right_(right), columns_(alignColumns(left, right, options)), corpus_(namedKinds(), true) {
    std::vector<ColumnReader> leftReaders, rightReaders;
    for (const AlignedColumn& column : columns_) {
        leftReaders.emplace_back(left, column.left, column.leftReading);
        if (right != nullptr) rightReaders.emplace_back(*right, column.right, column.rightReading);
    }
    fold(left, std::move(leftReaders));
    if (right != nullptr) fold(*right, std::move(rightReaders));
    corpus_.finish();
}

std::vector<std::pair<std::string, ColumnKind>> FoldedTables::namedKinds() const {
    std::vector<std::pair<std::string, ColumnKind>> named;
    for (const AlignedColumn& column : columns_) {
        std::string name;
        for (const std::size_t part : column.left)
            name += (name.empty() ? "" : " + ") + left_.columns[part];
        named.emplace_back(std::move(name), kindOf(column.content));
    }
    return named;
}

void FoldedTables::fold(const Table& table, std::vector<ColumnReader> readers) {
    corpus_.startTable();
    std::vector<std::string_view> cells(readers.size());
    for (std::uint32_t row = 0; row < table.rows(); ++row) {
        for (std::size_t c = 0; c < readers.size(); ++c)
            cells[c] = readers[c].read(row);
        const std::uint32_t corpusRow = corpus_.addRow(cells);
        if (corpusRow == copies_.size()) copies_.emplace_back();
        copies_[corpusRow].push_back(row);
    }
    rowsAfter_.push_back(corpus_.rows());
}

std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>> FoldedTables::corpusRows() const {
    std::pair<std::vector<std::uint32_t>, std::vector<std::uint32_t>> rows;
    rows.first.resize(left_.rows());
    if (right_ != nullptr) rows.second.resize(right_->rows());
    for (std::uint32_t row = 0; row < copies_.size(); ++row) {
        for (const std::uint32_t copy : copies_[row])
            (row < leftRows() ? rows.first : rows.second)[copy] = row;
    }
    if (right_ == nullptr) rows.second = rows.first;
    return rows;
}

}  // namespace cadastre::duplicates
