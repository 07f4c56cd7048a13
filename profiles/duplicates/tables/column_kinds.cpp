// Counting words, digits and lengths.
#include "profiles/duplicates/tables/column_kinds.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_set>

namespace cadastre::duplicates {
namespace {

constexpr double nearlyAll = 0.9, most = 0.8;

/// What is counted over the cells of a column.
struct Tally {
    double cells = 0, words = 0, numbers = 0, codes = 0, withDigits = 0, longWords = 0;
    std::map<std::size_t, std::size_t> lengths;
    std::unordered_set<std::string> differentCells, differentWords;

    void count(const std::vector<std::string>& column) {
        WordCutter cutter;
        for (const std::string& cell : column) {
            const auto& cut = cutter.cut(cell);
            ++cells;
            words += static_cast<double>(cut.size());
            for (const std::string_view word : cut)
                differentWords.emplace(word);
            differentCells.insert(cell);
            numbers += std::isnan(numberIn(cell)) ? 0 : 1;
            withDigits += hasDigit(cell) ? 1 : 0;
            codes += cell.find(' ') == std::string::npos && hasDigit(cell) ? 1 : 0;
            ++lengths[cell.size()];
        }
    }
    bool areOneLength() const {
        return std::any_of(lengths.begin(), lengths.end(), [&](const auto& length) {
            return length.first >= 4 && static_cast<double>(length.second) >= nearlyAll * cells;
        });
    }
    bool areOfLetters() const { return withDigits <= (1 - nearlyAll) * cells; }
};

}  // namespace

Content contentOf(const std::vector<std::string>& cells, const std::vector<std::string>& others) {
    Tally tally;
    tally.count(cells);
    tally.count(others);
    if (tally.cells == 0) return Content::name;
    constexpr double wordsOfAName = 12, wordsOfAPerson = 4, wordsOfAPlace = 3, fewestCells = 20;
    if (tally.numbers >= nearlyAll * tally.cells)
        return tally.areOneLength() ? Content::code : Content::number;
    if (tally.codes >= most * tally.cells) return Content::code;
    const double words = tally.words / tally.cells;
    if (words > wordsOfAName) return Content::text;
    if (!tally.areOfLetters() || tally.cells < fewestCells) return Content::name;
    // A place comes back as a whole, a person's name in its parts.
    const double cellsAgain = 1 - static_cast<double>(tally.differentCells.size()) / tally.cells;
    const double wordsAgain =
        1 - static_cast<double>(tally.differentWords.size()) / std::max(tally.words, 1.0);
    constexpr double comesBack = 0.7, mostlyOnce = 0.5, inParts = 0.5, severalWords = 1.5;
    if (words <= wordsOfAPlace && cellsAgain >= comesBack) return Content::place;
    if (words >= severalWords && words <= wordsOfAPerson && cellsAgain <= mostlyOnce && wordsAgain >= inParts)
        return Content::person;
    return Content::name;
}

ColumnKind kindOf(Content content) {
    switch (content) {
        case Content::text:
            return ColumnKind::text;
        case Content::number:
            return ColumnKind::number;
        case Content::date:
            return ColumnKind::date;
        case Content::code:
            return ColumnKind::code;
        default:
            return ColumnKind::name;
    }
}

std::size_t telephoneDigits(const std::vector<std::string>& cells, const std::vector<std::string>& others) {
    constexpr std::size_t mostDigits = 15;
    std::array<double, mostDigits + 1> lengths{};
    double telephones = 0, grouped = 0;
    for (const auto* column : {&cells, &others}) {
        for (const std::string& cell : *column) {
            const auto digits = digitsIn(cell);
            if (!digits || digits->size() > mostDigits) continue;
            ++lengths[digits->size()];
            ++telephones;
            grouped += digits->size() < cell.size() ? 1 : 0;
        }
    }
    constexpr double someGrouped = 0.05, usual = 0.2;
    const auto all = static_cast<double>(cells.size() + others.size());
    if (telephones == 0 || telephones < nearlyAll * all || grouped < someGrouped * telephones) return 0;
    for (std::size_t digits = 0; digits <= mostDigits; ++digits) {
        if (lengths[digits] >= usual * telephones) return digits;
    }
    return 0;
}

}  // namespace cadastre::duplicates
