// Reads the cells of a column map from TOML: where a value comes from, its steps, conditions and `each`.
// It lives apart from map_file because every part of a map holds cells.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "importers/column_map.h"
#include "importers/map_table.h"

namespace cadastre::importers {

std::vector<Glob> globs(const std::vector<std::string>& words);

/// Adds the words of a table; each meaning must be a text.
void addWords(const std::filesystem::path& file, const toml::table& table, const std::string& path,
              Words& into);

class CellLoader {
  public:
    explicit CellLoader(std::filesystem::path file) : file_(std::move(file)) {}

    /// Reads [tables]; cells name them in `translate`.
    void loadTables(MapTable& root);
    CellRule required(MapTable& table, std::string_view key);
    std::optional<CellRule> optional(MapTable& table, std::string_view key);
    CellRule cell(const toml::node& node, const std::string& path, std::size_t depth = 0);
    std::optional<EachRule> each(MapTable& table);
    Conditions conditions(MapTable& table, std::string_view key);
    Conditions conditionsIn(const toml::table& table, const std::string& path);

  private:
    CellRule cellTable(MapTable table, std::size_t depth);
    void cellSource(MapTable& table, CellRule& rule, std::size_t depth);
    void cellSteps(MapTable& table, CellRule& rule);
    void cellTyping(MapTable& table, CellRule& rule, std::size_t depth);
    Translation translation(MapTable& table);
    static std::optional<Pattern> pattern(MapTable& table, std::string_view key);
    std::vector<std::pair<std::string, ColumnName>> templatePieces(const toml::node* node,
                                                                   const std::string& text,
                                                                   const std::string& path);

    std::filesystem::path file_;
    assets::TextMap<Words> tables_;
};

}  // namespace cadastre::importers
