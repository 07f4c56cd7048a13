// The header decides delimiter, columns and id; everything after it is rows.
#include "profiles/duplicates/tables/table_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

#include "profiles/duplicates/words/text.h"
#include "schema/csv_reader.h"

namespace cadastre::duplicates {
namespace {

/// The first line, and back to the start.
std::string firstLine(std::istream& file) {
    constexpr std::size_t most = 1U << 20U;
    std::string line;
    for (char c = 0; line.size() < most && file.get(c) && c != '\n' && c != '\r';)
        line += c;
    file.clear();
    file.seekg(0);
    return line;
}

/// The delimiter that occurs most outside quotes.
char delimiterOf(std::string_view line) {
    constexpr std::array<char, 4> known = {',', ';', '\t', '|'};
    std::array<std::size_t, known.size()> counts{};
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') quoted = !quoted;
        const auto found = std::find(known.begin(), known.end(), c);
        if (!quoted && found != known.end()) ++counts[static_cast<std::size_t>(found - known.begin())];
    }
    return known[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

void refuseOtherEncodings(std::string_view line, const std::string& name) {
    if (line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF") ||
        line.find('\0') != std::string_view::npos) {
        throw std::invalid_argument(name + " is no UTF-8 but UTF-16 or binary; save it as CSV in UTF-8");
    }
    if (const auto at = firstInvalidUtf8(line)) {
        throw std::invalid_argument(fmt::format(
            "{}, line 1: no valid UTF-8 at byte {}; save the table as CSV in UTF-8", name, *at + 1));
    }
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Damage after which the row's cells are still what was meant.
bool isHarmless(const CsvProblem& problem, const CsvReader& reader) {
    const auto cells = reader.cells();
    const bool blank =
        std::all_of(cells.begin(), cells.end(), [](std::string_view cell) { return trimmed(cell).empty(); });
    return problem.damage == CsvDamage::StrayQuote || problem.damage == CsvDamage::TextAfterQuote ||
           (problem.damage == CsvDamage::Ragged && blank);
}

std::string told(const CsvProblem& problem, std::size_t columns, const std::string& name,
                 const Wording& wording) {
    return fmt::format("{}, line {}: {}", name, problem.line,
                       wording.messages.text(
                           wording.language, messageKey(problem.damage),
                           {{"cells", std::to_string(problem.cell)}, {"columns", std::to_string(columns)}}));
}

}  // namespace

Table readTable(std::istream& file, const std::string& name, std::string_view idColumn,
                const Wording& wording) {
    const std::string header = firstLine(file);
    refuseOtherEncodings(header, name);
    CsvReader reader(bytesOf(file), {.delimiter = delimiterOf(header)});
    if (!reader.next())
        throw std::invalid_argument(name + " is empty: it needs a header line with the column names");
    Table table;
    const std::size_t cells = reader.cells().size();
    std::size_t id = cells;
    std::vector<std::size_t> columnOfCell;
    std::string known;
    for (const std::string_view cell : reader.cells()) {
        const std::string_view column = trimmed(cell);
        known.append(known.empty() ? "" : ", ").append(column);
        if (id == cells && column == trimmed(idColumn)) {
            id = columnOfCell.size();
        } else {
            table.columns.emplace_back(column);
        }
        columnOfCell.push_back(table.columns.size() - 1);
    }
    if (id == cells) {
        throw std::invalid_argument(
            fmt::format("{} has no column \"{}\"; --id names the id column. Its first line, which must be a "
                        "header, has: {}",
                        name, idColumn, known));
    }
    table.values.resize(table.columns.size());
    while (reader.next()) {
        const auto problems = reader.problems();
        const auto damage = std::find_if(problems.begin(), problems.end(), [&](const CsvProblem& problem) {
            return !isHarmless(problem, reader);
        });
        if (damage != problems.end()) throw std::invalid_argument(told(*damage, cells, name, wording));
        if (reader.cells().size() != cells) continue;
        for (std::size_t c = 0; c < cells; ++c) {
            std::vector<std::string>& column = c == id ? table.ids : table.values[columnOfCell[c]];
            column.emplace_back(reader.cells()[c]);
        }
    }
    if (!reader.problems().empty())
        throw std::invalid_argument(told(reader.problems().front(), cells, name, wording));
    return table;
}

}  // namespace cadastre::duplicates
