// The grammar of cells, strictly: a key that means nothing is an error that names it.
#include "importers/map_cell.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace cadastre::importers {
namespace {

constexpr std::size_t kDeepest = 8;  // nesting of cells; more is a mistake or an attack

}  // namespace

std::vector<Glob> globs(const std::vector<std::string>& words) {
    std::vector<Glob> result;
    result.reserve(words.size());
    for (const std::string& word : words)
        result.emplace_back(word);
    return result;
}

void addWords(const std::filesystem::path& file, const toml::table& table, const std::string& path,
              Words& into) {
    for (const auto& [word, meaning] : table) {
        const auto text = meaning.value_exact<std::string>();
        if (!text)
            failMap(file, &meaning, fmt::format("{}.{}", path, word.str()), "must be a text in quotes");
        into.add(word.str(), *text);
    }
}

void CellLoader::loadTables(MapTable& root) {
    root.tables("tables", [&](const MapTable& tables) {
        for (const auto& [name, node] : tables.table()) {
            const std::string path = tables.pathOf(name.str());
            if (!node.is_table()) failMap(file_, &node, path, "must be a table of words");
            addWords(file_, *node.as_table(), path, tables_[std::string(name.str())]);
        }
    });
}

std::optional<EachRule> CellLoader::each(MapTable& table) {
    const toml::node* node = table.take("each");
    if (node == nullptr) return std::nullopt;
    if (const auto join = node->value_exact<std::string>()) return EachRule{*join, std::nullopt};
    if (!node->is_table())
        table.fail("each", "must be the name of a join, or { column = …, split = …, as = … }");
    toml::table split = *node->as_table();
    const auto name = split["as"].value<std::string>();
    if (!name) table.fail("each", "needs `as`: the name by which the piece is known");
    split.erase("as");
    EachRule rule{*name, cellTable(MapTable(file_, split, table.pathOf("each")), 0)};
    if (rule.of->split.empty()) table.fail("each", "needs `split`: what stands between the pieces");
    return rule;
}

Conditions CellLoader::conditions(MapTable& table, std::string_view key) {
    const toml::node* node = table.take(key);
    if (node == nullptr) return {};
    if (!node->is_table()) table.fail(key, "must be a table: { COLUMN = \"word\" }");
    return conditionsIn(*node->as_table(), table.pathOf(key));
}

Conditions CellLoader::conditionsIn(const toml::table& table, const std::string& path) {
    Conditions conditions;
    MapTable columns(file_, table, path);
    for (const auto& [column, node] : table)
        conditions.push_back({std::string(column.str()), globs(columns.texts(column.str()))});
    return conditions;
}

CellRule CellLoader::required(MapTable& table, std::string_view key) {
    const toml::node* node = table.take(key);
    if (node == nullptr) table.fail(key, "is missing: it must name a column or be a table");
    return cell(*node, table.pathOf(key));
}

std::optional<CellRule> CellLoader::optional(MapTable& table, std::string_view key) {
    const toml::node* node = table.take(key);
    if (node == nullptr) return std::nullopt;
    return cell(*node, table.pathOf(key));
}

CellRule CellLoader::cell(const toml::node& node, const std::string& path, std::size_t depth) {
    if (depth > kDeepest) failMap(file_, &node, path, "is nested too deeply");
    CellRule rule;
    if (const auto column = node.value_exact<std::string>()) {
        rule.column = *column;
        return rule;
    }
    if (const toml::table* table = node.as_table()) return cellTable(MapTable(file_, *table, path), depth);
    const toml::array* several = node.as_array();
    if (several == nullptr || several->empty())
        failMap(file_, &node, path, "must be a column, a table or a list of these");
    for (std::size_t i = 0; i < several->size(); ++i) {
        rule.firstOf.push_back(cell(*several->get(i), fmt::format("{}[{}]", path, i + 1), depth + 1));
    }
    return rule;
}

CellRule CellLoader::cellTable(MapTable table, std::size_t depth) {
    CellRule rule;
    cellSource(table, rule, depth);
    cellSteps(table, rule);
    cellTyping(table, rule, depth);
    table.finish();
    return rule;
}

void CellLoader::cellSource(MapTable& table, CellRule& rule, std::size_t depth) {
    int sources = 0;
    if (const toml::node* node = table.take("column")) {
        (void)node;
        rule.column = table.requiredText("column");
        ++sources;
    }
    if (table.take("constant") != nullptr) {
        rule.constant = table.text("constant");
        ++sources;
    }
    if (const toml::node* node = table.take("template")) {
        rule.pieces = templatePieces(node, table.text("template"), table.pathOf("template"));
        ++sources;
    }
    if (const toml::node* node = table.take("first")) {
        if (!node->is_array()) table.fail("first", "must be a list of columns or tables");
        rule.firstOf = cell(*node, table.pathOf("first"), depth + 1).firstOf;
        ++sources;
    }
    if (sources != 1) table.fail("", "needs exactly one of: column, constant, template, first");
}

std::vector<std::pair<std::string, ColumnName>> CellLoader::templatePieces(const toml::node* node,
                                                                           const std::string& text,
                                                                           const std::string& path) {
    std::vector<std::pair<std::string, ColumnName>> pieces;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t open = text.find('{', at);
        if (open == std::string::npos) break;
        const std::size_t close = text.find('}', open);
        if (close == std::string::npos || close == open + 1)
            failMap(file_, node, path, "has a '{' that names no column");
        pieces.emplace_back(text.substr(at, open - at), text.substr(open + 1, close - open - 1));
        at = close + 1;
    }
    if (pieces.empty()) failMap(file_, node, path, "names no column in braces; a fixed text is a `constant`");
    if (at < text.size()) pieces.emplace_back(text.substr(at), "");
    return pieces;
}

void CellLoader::cellSteps(MapTable& table, CellRule& rule) {
    rule.when = conditions(table, "when");
    rule.unless = conditions(table, "unless");
    rule.optional = table.flag("optional", false);
    if (table.take("unknown") != nullptr) rule.unknown = globs(table.texts("unknown"));
    if (table.take("withheld") != nullptr) rule.withheld = globs(table.texts("withheld"));
    rule.split = table.text("split");
    rule.part = static_cast<std::size_t>(table.number("part", 0));
    if (rule.part > 0 && rule.split.empty()) table.fail("part", "needs `split`");
    rule.only = pattern(table, "only");
    rule.extract = pattern(table, "extract");
    rule.remove = table.texts("remove");
    if (std::find(rule.remove.begin(), rule.remove.end(), "") != rule.remove.end())
        table.fail("remove", "holds an empty text");
    constexpr std::array<std::string_view, 4> kFolds = {"none", "upper", "lower", "slug"};
    rule.fold = static_cast<Fold>(table.oneOf("fold", kFolds).value_or(0));
    constexpr std::array<std::string_view, 4> kOtherwise = {"keep", "blank", "unknown", "refuse"};
    const std::optional<std::size_t> otherwise = table.oneOf("otherwise", kOtherwise);
    if (table.take("translate") != nullptr) {
        rule.translation = translation(table);
        rule.translation->otherwise = static_cast<Otherwise>(otherwise.value_or(0));
    } else if (otherwise) {
        table.fail("otherwise", "says what becomes of words without translation, and needs `translate`");
    }
    if (table.take("default") != nullptr) rule.fallback = table.text("default");
}

Translation CellLoader::translation(MapTable& table) {
    Translation translation;
    const toml::node& node = *table.take("translate");
    if (const auto name = node.value_exact<std::string>()) {
        const auto found = tables_.find(*name);
        if (found == tables_.end())
            table.fail("translate", fmt::format("there is no table [tables.{}]", *name));
        translation.words = found->second;
        return translation;
    }
    if (!node.is_table()) table.fail("translate", "must be a table of words, or the name of one of [tables]");
    addWords(file_, *node.as_table(), table.pathOf("translate"), translation.words);
    return translation;
}

std::optional<Pattern> CellLoader::pattern(MapTable& table, std::string_view key) {
    if (table.take(key) == nullptr) return std::nullopt;
    try {
        return Pattern(table.requiredText(key));
    } catch (const std::invalid_argument& error) {
        table.fail(key, fmt::format("is no regular expression: {}", error.what()));
    }
}

void CellLoader::cellTyping(MapTable& table, CellRule& rule, std::size_t depth) {
    if (table.take("dates") != nullptr) rule.dates = table.texts("dates");
    rule.daysAfter = table.text("days_after");
    if (!rule.daysAfter.empty() && !assets::readDate(rule.daysAfter).broken.empty())
        table.fail("days_after", "must be a date YYYY-MM-DD");
    constexpr std::array<std::string_view, 4> kUnits = {"one", "thousand", "million", "billion"};
    rule.powerOfTen = static_cast<int>(3 * table.oneOf("unit", kUnits).value_or(0));
    constexpr std::array<std::string_view, 4> kRoundings = {"refuse", "half_even", "half_up", "down"};
    rule.rounding = static_cast<assets::Rounding>(table.oneOf("round", kRoundings).value_or(0));
    constexpr std::array<std::string_view, 2> kMarks = {".", ","};
    if (const auto chosen = table.oneOf("decimal", kMarks)) rule.decimalMark = kMarks.at(*chosen).front();
    constexpr std::array<std::string_view, 2> kUnreadable = {"refuse", "unknown"};
    rule.unreadableIsUnknown = table.oneOf("unreadable", kUnreadable).value_or(0) == 1;
    if (const toml::node* node = table.take("holder"))
        rule.holder.push_back(cell(*node, table.pathOf("holder"), depth + 1));
}

}  // namespace cadastre::importers
