// Opening of CSV files: dialect, header, and the translation of damage into rules.
#include "importers/csv_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "importers/map_table.h"
#include "importers/text_match.h"
#include "profiles/assets/typed_value.h"

namespace cadastre::importers {
namespace {

constexpr CsvLimits kLimits = {
    .cellBytes = std::size_t{4} << 20U, .rowBytes = std::size_t{16} << 20U, .columns = 4096};

std::string_view ruleOf(CsvDamage damage) {
    switch (damage) {
        case CsvDamage::StrayQuote:
            return "stray-quote";
        case CsvDamage::TextAfterQuote:
            return "text-after-quote";
        case CsvDamage::NulByte:
            return "nul-byte";
        case CsvDamage::Ragged:
            return "ragged-row";
        case CsvDamage::UnterminatedQuote:
            return "unterminated-quote";
        case CsvDamage::OversizeCell:
            return "oversize-cell";
        case CsvDamage::OversizeRow:
            return "oversize-row";
        case CsvDamage::TooManyColumns:
            return "too-many-columns";
    }
    return "damaged-row";
}

std::string foldedName(std::string_view name) {
    std::string folded;
    for (const char c : foldCase(assets::trimmed(name))) {
        const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (blank && folded.ends_with(' ')) continue;
        folded += blank ? ' ' : c;
    }
    return folded;
}

}  // namespace

std::string closest(std::string_view name, std::span<const std::string> known) {
    const std::string_view meant = nearest(name, known);
    return meant.empty() ? std::string() : fmt::format(" (≈ “{}”)", meant);
}

std::string quoted(std::string_view value) {
    constexpr std::size_t kCharacters = 200;
    std::size_t at = 0;
    for (std::size_t count = 0; count < kCharacters && at < value.size(); ++count) {
        at += std::max<std::size_t>(characterBytes(value.substr(at)), 1);
    }
    std::string text(value.substr(0, std::min(at, value.size())));
    // No table can hold U+0000; what stands for it in print is its picture.
    for (std::size_t nul = text.find('\0'); nul != std::string::npos; nul = text.find('\0', nul))
        text.replace(nul, 1, "\u2400");
    return text;
}

CsvFile::CsvFile(const std::filesystem::path& file, Dialect dialect, bool header, std::size_t skipRows)
    : dialect_(std::move(dialect)),
      text_(file, dialect_.encoding),
      reader_(text_.source(), {.delimiter = dialect_.delimiter, .quote = '"'}, kLimits) {
    readHeader(header, skipRows);
}

void CsvFile::readHeader(bool header, std::size_t skipRows) {
    if (dialect_.separatorLine) ++skipRows;
    for (std::size_t i = 0; i < skipRows; ++i) {
        if (!reader_.next()) return;
    }
    if (!reader_.next()) return;
    for (const std::string_view cell : reader_.cells()) {
        columns_.push_back(header ? assets::normalised(assets::trimmed(cell))
                                  : std::to_string(columns_.size() + 1));
        folded_.push_back(foldedName(columns_.back()));
    }
    if (header) return collectDamage(headerDamage_);
    pending_ = true;
    pendingLine_ = reader_.line();
}

std::optional<std::size_t> CsvFile::find(std::string_view column, bool& several) const {
    several = false;
    const auto place = [&several](const std::vector<std::string>& names,
                                  const std::string& name) -> std::optional<std::size_t> {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found == names.end()) return std::nullopt;
        several = std::find(found + 1, names.end(), name) != names.end();
        return static_cast<std::size_t>(found - names.begin());
    };
    if (const auto exact = place(columns_, assets::normalised(assets::trimmed(column)))) return exact;
    return place(folded_, foldedName(column));
}

bool CsvFile::next() {
    if (!pending_ && !reader_.next()) return false;
    pending_ = false;
    ++record_;
    damage_.clear();
    collectDamage(damage_);
    return true;
}

bool CsvFile::isBlank() const {
    const auto cells = reader_.cells();
    return damage_.empty() &&
           std::all_of(cells.begin(), cells.end(), [](auto cell) { return assets::trimmed(cell).empty(); });
}

void CsvFile::collectDamage(std::vector<RowDamage>& into) const {
    const auto cells = reader_.cells();
    const auto columnAt = [this](std::size_t cell) {
        return cell < columns_.size() ? columns_[cell] : fmt::format("#{}", cell + 1);
    };
    for (const CsvProblem& problem : reader_.problems()) {
        if (problem.damage == CsvDamage::Ragged)
            continue;  // counted below against the header, which may not be the first row
        into.push_back({ruleOf(problem.damage), problem.line, columnAt(problem.cell),
                        problem.cell < cells.size() ? quoted(cells[problem.cell]) : std::string()});
    }
    // A delimiter too many at the end of each row is how some programs write; it hides nothing.
    const bool onlyBlanksOver =
        cells.size() > columns_.size() &&
        std::all_of(cells.begin() + static_cast<std::ptrdiff_t>(columns_.size()), cells.end(),
                    [](auto cell) { return assets::trimmed(cell).empty(); });
    const bool torn =
        std::any_of(reader_.problems().begin(), reader_.problems().end(), [](const auto& problem) {
            return problem.damage != CsvDamage::Ragged && problem.damage != CsvDamage::NulByte;
        });
    // Cells that a stray quote or a limit swallowed are no second fault of the row.
    if (cells.size() != columns_.size() && !onlyBlanksOver && !torn) {
        into.push_back(
            {"ragged-row", reader_.line(), "", fmt::format("{} ≠ {}", cells.size(), columns_.size())});
    }
    if (!text_.damaged()) return;
    for (std::size_t cell = 0; cell < cells.size(); ++cell) {
        if (cells[cell].find(kUndecodable) == std::string_view::npos) continue;
        std::string shown = quoted(cells[cell]);
        for (std::size_t at = shown.find(kUndecodable); at != std::string::npos;
             at = shown.find(kUndecodable, at)) {
            shown.replace(at, kUndecodable.size(), "\uFFFD");
        }
        into.push_back({"encoding", reader_.line(), columnAt(cell), std::move(shown)});
    }
}

}  // namespace cadastre::importers
