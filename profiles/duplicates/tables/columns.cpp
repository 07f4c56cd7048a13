// Sampling cells, comparing names, comparing contents.
#include "profiles/duplicates/tables/columns.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

namespace cadastre::duplicates {
namespace {

constexpr std::size_t sampleCells = 2000;

std::vector<std::string_view> sampleOf(const std::vector<std::string>& cells) {
    std::vector<std::string_view> sample;
    const std::size_t step = std::max<std::size_t>(1, cells.size() / sampleCells);
    for (std::size_t i = 0; i < cells.size(); i += step) {
        if (!saysNothing(cells[i])) sample.push_back(cells[i]);
    }
    return sample;
}

std::size_t columnNamed(const Table& table, const std::string& name, const char* side) {
    const auto found = std::find(table.columns.begin(), table.columns.end(), name);
    if (found == table.columns.end()) {
        std::string known;
        for (const std::string& column : table.columns)
            known += (known.empty() ? "" : ", ") + column;
        throw std::invalid_argument("no column \"" + name + "\" in the " + side + " table; it has: " + known);
    }
    return static_cast<std::size_t>(found - table.columns.begin());
}

/// Different words that two columns have in common, against the geometric mean of how many each has (Ochiai
/// 1957): a column of thirty brands is not the column of names that all begin with one.
double wordsInCommon(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    WordCutter cutter;
    std::set<std::string, std::less<>> ones, others;
    const auto collect = [&](const std::vector<std::string>& cells, auto& words) {
        const auto sample = sampleOf(cells);
        const auto order = dateOrderOf(sample);
        for (const std::string_view cell : sample) {
            const auto day = order ? dayIn(cell, *order) : std::nullopt;
            for (const std::string_view word : cutter.cut(day ? std::string_view(*day) : cell))
                words.emplace(word);
        }
    };
    collect(left, ones);
    collect(right, others);
    if (ones.empty() || others.empty()) return 0;
    const auto shared = std::count_if(ones.begin(), ones.end(),
                                      [&](const std::string& word) { return others.contains(word); });
    return static_cast<double>(shared) /
           std::sqrt(static_cast<double>(ones.size()) * static_cast<double>(others.size()));
}

std::vector<AlignedColumn> alignWithItself(const Table& table, const std::vector<std::size_t>& wanted) {
    std::vector<AlignedColumn> aligned;
    for (const std::size_t c : wanted) {
        const auto dates = dateOrderOf(sampleOf(table.values[c]));
        aligned.push_back({c, c, dates ? ColumnKind::code : kindOf({&table.values[c]}), dates, dates});
    }
    return aligned;
}

}  // namespace

bool saysNothing(std::string_view cell) {
    constexpr std::array<std::string_view, 7> nothing = {"null", "nan",     "none", "n/a",
                                                         "na",   "unknown", "нет"};
    const auto first = cell.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return true;
    cell = cell.substr(first, cell.find_last_not_of(" \t\r\n") - first + 1);
    if (cell.size() > 8) return false;
    std::string folded(cell);
    for (char& c : folded)
        c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (std::find(nothing.begin(), nothing.end(), folded) != nothing.end()) return true;
    return std::none_of(folded.begin(), folded.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    });
}

ColumnKind kindOf(const std::vector<const std::vector<std::string>*>& columns) {
    double cells = 0, words = 0, numbers = 0, codes = 0;
    std::map<std::size_t, std::size_t> lengths;
    WordCutter cutter;
    for (const auto* column : columns) {
        for (const std::string_view cell : sampleOf(*column)) {
            const auto& cut = cutter.cut(cell);
            ++cells;
            words += static_cast<double>(cut.size());
            numbers += std::isnan(numberIn(cell)) ? 0 : 1;
            const bool spaced = cell.find(' ') != std::string_view::npos;
            codes += !spaced && hasDigit(cell) ? 1 : 0;
            ++lengths[cell.size()];
        }
    }
    if (cells == 0) return ColumnKind::name;
    constexpr double nearlyAll = 0.9, most = 0.8, wordsOfAName = 12;
    const bool oneLength = std::any_of(lengths.begin(), lengths.end(), [&](const auto& length) {
        return length.first >= 4 && static_cast<double>(length.second) >= nearlyAll * cells;
    });
    if (numbers >= nearlyAll * cells) return oneLength ? ColumnKind::code : ColumnKind::number;
    if (codes >= most * cells) return ColumnKind::code;
    return words / cells > wordsOfAName ? ColumnKind::text : ColumnKind::name;
}

std::vector<AlignedColumn> alignColumns(const Table& left, const Table* right,
                                        const LinkageOptions& options) {
    std::vector<std::size_t> wanted;
    for (const std::string& name : options.columns)
        wanted.push_back(columnNamed(left, name, "left"));
    if (options.columns.empty()) {
        for (std::size_t c = 0; c < left.columns.size(); ++c)
            wanted.push_back(c);
    }
    if (right == nullptr) {
        if (wanted.empty()) throw std::invalid_argument("the table has no column to compare beside its id");
        return alignWithItself(left, wanted);
    }
    std::map<std::size_t, std::size_t> rightOf;
    std::set<std::size_t> taken;
    const auto pairUp = [&](std::size_t l, std::size_t r) {
        rightOf[l] = r;
        taken.insert(r);
    };
    for (const auto& [l, r] : options.mappedColumns)
        pairUp(columnNamed(left, l, "left"), columnNamed(*right, r, "right"));
    WordCutter cutter;
    std::map<std::string, std::size_t> rightByName;
    for (std::size_t r = 0; r < right->columns.size(); ++r) {
        if (!taken.contains(r)) rightByName.emplace(cutter.squeeze(right->columns[r]), r);
    }
    for (const std::size_t l : wanted) {
        const auto found = rightByName.find(std::string(cutter.squeeze(left.columns[l])));
        if (!rightOf.contains(l) && found != rightByName.end() && !taken.contains(found->second))
            pairUp(l, found->second);
    }
    struct Resemblance {
        double share;
        std::size_t left, right;
    };
    std::vector<Resemblance> resembling;
    constexpr double enoughInCommon = 0.05;
    for (const std::size_t l : wanted) {
        for (std::size_t r = 0; r < right->columns.size() && !rightOf.contains(l); ++r) {
            if (taken.contains(r)) continue;
            const double share = wordsInCommon(left.values[l], right->values[r]);
            if (share >= enoughInCommon) resembling.push_back({share, l, r});
        }
    }
    std::stable_sort(resembling.begin(), resembling.end(),
                     [](const auto& a, const auto& b) { return a.share > b.share; });
    for (const Resemblance& pair : resembling) {
        if (!rightOf.contains(pair.left) && !taken.contains(pair.right)) pairUp(pair.left, pair.right);
    }
    std::vector<AlignedColumn> aligned;
    for (const auto& [l, r] : rightOf) {
        if (std::find(wanted.begin(), wanted.end(), l) == wanted.end()) continue;
        aligned.push_back({l, r, kindOf({&left.values[l], &right->values[r]}), {}, {}});
    }
    for (AlignedColumn& column : aligned) {
        column.leftDates = dateOrderOf(sampleOf(left.values[column.left]));
        column.rightDates = dateOrderOf(sampleOf(right->values[column.right]));
        // Days are days only where both tables write them.
        if (!column.leftDates || !column.rightDates) column.leftDates = column.rightDates = std::nullopt;
        if (column.leftDates) column.kind = ColumnKind::code;
    }
    if (aligned.empty()) {
        throw std::invalid_argument(
            "the tables have no column in common; name pairs with --map-columns left=right");
    }
    return aligned;
}

}  // namespace cadastre::duplicates
