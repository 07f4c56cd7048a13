// Loading and indexing of joined files.
#include "importers/joined_table.h"

#include <fmt/format.h>

#include <algorithm>

namespace cadastre::importers {
namespace {

constexpr std::uintmax_t kLargest = std::uintmax_t{256} << 20U;

std::size_t placeOf(const CsvFile& file, const std::string& column, const std::string& name) {
    bool several = false;
    const auto place = file.find(column, several);
    if (!place) throw FileError(fmt::format("{} has no column '{}'", name, column));
    if (several) throw FileError(fmt::format("{} has several columns '{}'", name, column));
    return *place;
}

}  // namespace

JoinedTable::JoinedTable(const std::filesystem::path& folder, const JoinRule& rule) {
    const std::filesystem::path path = folder / rule.file;
    std::error_code missing;
    const std::uintmax_t size = std::filesystem::file_size(path, missing);
    if (missing) throw FileError(fmt::format("{} is not in the folder {}", rule.file, folder.string()));
    if (size > kLargest)
        throw FileError(fmt::format("{} is over {} MiB, too large to be joined", rule.file, kLargest >> 20U));
    CsvFile file(path, detectDialect(path, rule.dialect));
    columns_ = file.columns();
    const std::size_t key = placeOf(file, rule.key, rule.file);
    std::vector<std::size_t> places;
    for (const Condition& condition : rule.where)
        places.push_back(placeOf(file, condition.column, rule.file));
    std::uint32_t row = 0;
    while (file.next()) {
        if (!file.damage().empty()) {
            throw FileError(
                fmt::format("{}:{}: {}", rule.file, file.damage().front().line, file.damage().front().rule));
        }
        if (!fits(file, rule.where, places)) continue;
        for (const std::string_view cell : file.cells())
            cells_.emplace_back(assets::trimmed(cell));
        byKey_[std::string(assets::trimmed(file.cells()[key]))].push_back(row++);
    }
}

bool JoinedTable::fits(const CsvFile& file, const Conditions& where, const std::vector<std::size_t>& places) {
    for (std::size_t i = 0; i < where.size(); ++i) {
        if (!matchesAny(where[i].anyOf, assets::trimmed(file.cells()[places[i]]))) return false;
    }
    return true;
}

std::span<const std::uint32_t> JoinedTable::rows(std::string_view key) const {
    const auto found = byKey_.find(key);
    return found == byKey_.end() ? std::span<const std::uint32_t>()
                                 : std::span<const std::uint32_t>(found->second);
}

std::optional<std::size_t> JoinedTable::find(std::string_view column) const {
    const auto found = std::find(columns_.begin(), columns_.end(), assets::trimmed(column));
    if (found == columns_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - columns_.begin());
}

}  // namespace cadastre::importers
