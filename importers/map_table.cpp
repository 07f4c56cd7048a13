// Reading of typed keys from a TOML table, with errors that name the key.
#include "importers/map_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "importers/column_map.h"

namespace cadastre::importers {
void failMap(const std::filesystem::path& file, const toml::node* node, std::string_view path,
             std::string_view message) {
    const auto line = node == nullptr ? 0U : node->source().begin.line;
    throw MapError(line == 0 ? fmt::format("{}: {}: {}", file.filename().string(), path, message)
                             : fmt::format("{}:{}: {}: {}", file.filename().string(), line, path, message));
}

std::string suggestion(std::string_view word, std::span<const std::string> known) {
    const std::string_view meant = nearest(word, known);
    return meant.empty() ? std::string() : fmt::format("; did you mean '{}'?", meant);
}

const toml::node* MapTable::take(std::string_view key) {
    known_.emplace(key);
    return table_->get(key);
}

std::string MapTable::pathOf(std::string_view key) const {
    return path_.empty() ? std::string(key) : key.empty() ? path_ : fmt::format("{}.{}", path_, key);
}

void MapTable::fail(std::string_view key, std::string_view message) const {
    const toml::node* node = table_->get(key);
    failMap(*file_, node == nullptr ? table_ : node, pathOf(key), message);
}

std::string MapTable::text(std::string_view key, std::string_view otherwise) {
    const toml::node* node = take(key);
    if (node == nullptr) return std::string(otherwise);
    if (const auto text = node->value_exact<std::string>()) return *text;
    if (key == "column" && node->is_array())
        fail(key, R"(names one column; for fallbacks write first = ["One", "Other"] instead)");
    fail(key, "must be a text in quotes");
}

std::string MapTable::requiredText(std::string_view key) {
    std::string value = text(key);
    if (value.empty()) fail(key, "is missing: it must be a text");
    return value;
}

bool MapTable::flag(std::string_view key, bool otherwise) {
    const toml::node* node = take(key);
    if (node == nullptr) return otherwise;
    if (const auto flag = node->value_exact<bool>()) return *flag;
    fail(key, "must be true or false");
}

std::int64_t MapTable::number(std::string_view key, std::int64_t otherwise) {
    const toml::node* node = take(key);
    if (node == nullptr) return otherwise;
    if (const auto number = node->value_exact<std::int64_t>(); number && *number >= 0) return *number;
    fail(key, "must be a whole number");
}

std::vector<std::string> MapTable::texts(std::string_view key) {
    const toml::node* node = take(key);
    std::vector<std::string> texts;
    if (node == nullptr) return texts;
    if (const auto text = node->value_exact<std::string>()) return {*text};
    const toml::array* array = node->as_array();
    if (array == nullptr) fail(key, "must be a text or a list of texts");
    for (const toml::node& element : *array) {
        const auto text = element.value_exact<std::string>();
        if (!text) fail(key, "must hold only texts in quotes");
        texts.push_back(*text);
    }
    return texts;
}

std::optional<std::size_t> MapTable::oneOf(std::string_view key, std::span<const std::string_view> words) {
    const toml::node* node = take(key);
    if (node == nullptr) return std::nullopt;
    const std::string word = text(key);
    const auto found = std::find(words.begin(), words.end(), word);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    fail(key, fmt::format("'{}' is none of: {}", word, fmt::join(words, ", ")));
}

void MapTable::tables(std::string_view key, const std::function<void(MapTable)>& use) {
    const toml::node* node = take(key);
    if (node == nullptr) return;
    if (const toml::table* table = node->as_table()) return use(MapTable(*file_, *table, pathOf(key)));
    const toml::array* array = node->as_array();
    if (array == nullptr) fail(key, "must be a table or a list of tables");
    std::size_t number = 0;
    for (const toml::node& element : *array) {
        const std::string path = fmt::format("{}[{}]", pathOf(key), ++number);
        const toml::table* table = element.as_table();
        if (table == nullptr) failMap(*file_, &element, path, "must be a table");
        use(MapTable(*file_, *table, path));
    }
}

void MapTable::finish() {
    for (const auto& [key, node] : *table_) {
        if (known_.contains(key.str())) continue;
        const std::vector<std::string> known(known_.begin(), known_.end());
        const std::string meant = suggestion(key.str(), known);
        failMap(*file_, &node, pathOf(key.str()),
                meant.empty() ? fmt::format("unknown key; known are: {}", fmt::join(known, ", "))
                              : "unknown key" + meant);
    }
}

}  // namespace cadastre::importers
