// One table of a map's TOML, read key by key so that a wrong key or value is named with its line.
// It lives apart from map_file.cpp because every part of a map reads its tables through it.
#pragma once

// The parser asserts on some malformed keys that it then refuses properly; a wrong map must not end the
// program, whatever the build.
// NOLINTNEXTLINE(cppcoreguidelines-macro-usage): the parser asks for a macro
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cadastre::importers {

/// Throws MapError "FILE:LINE: PATH: message".
[[noreturn]] void failMap(const std::filesystem::path& file, const toml::node* node, std::string_view path,
                          std::string_view message);

/// "; did you mean 'x'?" for the known word closest to `word`, when it is close enough to be meant; else
/// nothing.
std::string suggestion(std::string_view word, std::span<const std::string> known);

class MapTable {
  public:
    MapTable(const std::filesystem::path& file, const toml::table& table, std::string path)
        : file_(&file), table_(&table), path_(std::move(path)) {}

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] const toml::table& table() const { return *table_; }
    [[nodiscard]] const std::filesystem::path& file() const { return *file_; }

    /// The node of a key, or nullptr; the key counts as known from then on.
    const toml::node* take(std::string_view key);
    std::string text(std::string_view key, std::string_view otherwise = {});
    std::string requiredText(std::string_view key);
    bool flag(std::string_view key, bool otherwise);
    std::int64_t number(std::string_view key, std::int64_t otherwise);
    /// A string or an array of strings.
    std::vector<std::string> texts(std::string_view key);
    /// One of `words`; its index, or nothing when the key is not there.
    std::optional<std::size_t> oneOf(std::string_view key, std::span<const std::string_view> words);
    /// Calls `use` for the table under the key, or for each table of the array under it.
    void tables(std::string_view key, const std::function<void(MapTable)>& use);
    /// Every key that nobody asked for is an error.
    void finish();

    [[noreturn]] void fail(std::string_view key, std::string_view message) const;
    [[nodiscard]] std::string pathOf(std::string_view key) const;

  private:
    const std::filesystem::path* file_;
    const toml::table* table_;
    std::string path_;
    std::set<std::string, std::less<>> known_;
};

}  // namespace cadastre::importers
