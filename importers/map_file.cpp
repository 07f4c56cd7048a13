// Reads a column map from TOML, strictly: a key that means nothing, a field that doesn't exist, a word that
// fits no list is an error that names file, line and key. The format is described in docs/maps.md.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "importers/column_map.h"
#include "importers/decoded_text.h"
#include "importers/map_table.h"

namespace cadastre::importers {
namespace {

constexpr std::size_t kDeepest = 8;  // nesting of cells; more is a mistake or an attack

std::vector<Glob> globs(const std::vector<std::string>& words) {
    std::vector<Glob> result;
    result.reserve(words.size());
    for (const std::string& word : words)
        result.emplace_back(word);
    return result;
}

class MapLoader {
  public:
    MapLoader(std::filesystem::path file, const assets::FieldDictionary& dictionary)
        : file_(std::move(file)), dictionary_(dictionary) {}

    ColumnMap load();

  private:
    void loadTables(MapTable& root);
    SourceRule source(MapTable table);
    StatedDialect dialect(MapTable& table);
    JoinRule join(MapTable table, const SourceRule& source);
    RecordRule record(MapTable table);
    void fields(const toml::table& table, const std::string& path, RecordRule& record);
    FunctionRule function(MapTable table);
    RelationRule relation(MapTable table);
    EventRule event(MapTable table);
    std::optional<EachRule> each(MapTable& table);
    Conditions conditions(MapTable& table, std::string_view key);
    Conditions conditionsIn(const toml::table& table, const std::string& path);
    CellRule cell(const toml::node& node, const std::string& path, std::size_t depth = 0);
    CellRule cellTable(MapTable table, std::size_t depth);
    void cellSource(MapTable& table, CellRule& rule, std::size_t depth);
    void cellSteps(MapTable& table, CellRule& rule);
    void cellTyping(MapTable& table, CellRule& rule, std::size_t depth);
    CellRule requiredCell(MapTable& table, std::string_view key);
    std::optional<CellRule> optionalCell(MapTable& table, std::string_view key);
    Translation translation(MapTable& table);
    std::optional<Pattern> pattern(MapTable& table, std::string_view key);
    std::vector<std::pair<std::string, ColumnName>> templatePieces(const toml::node* node,
                                                                   const std::string& text,
                                                                   const std::string& path);
    void checkCode(const toml::node* node, const std::string& path, std::string_view list,
                   const std::string& code) const;
    void checkConstantCodes(const CellRule& rule, const assets::Field& field, const toml::node& node,
                            const std::string& path) const;

    std::filesystem::path file_;
    const assets::FieldDictionary& dictionary_;
    assets::TextMap<Words> tables_;
};

ColumnMap MapLoader::load() {
    toml::table document;
    try {
        document = toml::parse_file(file_.string());
    } catch (const toml::parse_error& error) {
        throw MapError(fmt::format("{}:{}: {}", file_.filename().string(), error.source().begin.line,
                                   error.description()));
    }
    MapTable root(file_, document, "");
    ColumnMap map;
    map.file = file_;
    map.name = root.text("name", file_.stem().string());
    root.text("about");
    loadTables(root);
    root.tables("source", [&](MapTable table) { map.sources.push_back(source(std::move(table))); });
    if (map.sources.empty()) root.fail("source", "is missing: a map has at least one [[source]]");
    root.finish();
    return map;
}

void MapLoader::loadTables(MapTable& root) {
    root.tables("tables", [&](MapTable tables) {
        for (const auto& [name, node] : tables.table()) {
            const toml::table* words = node.as_table();
            const std::string path = tables.pathOf(name.str());
            if (words == nullptr) failMap(file_, &node, path, "must be a table of words");
            Words& translated = tables_[std::string(name.str())];
            for (const auto& [word, meaning] : *words) {
                const auto text = meaning.value_exact<std::string>();
                if (!text)
                    failMap(file_, &meaning, fmt::format("{}.{}", path, word.str()),
                            "must be a text in quotes");
                translated.add(word.str(), *text);
            }
        }
    });
}

StatedDialect MapLoader::dialect(MapTable& table) {
    StatedDialect stated;
    stated.encoding = table.text("encoding");
    if (!stated.encoding.empty() && !isEncoding(stated.encoding))
        table.fail("encoding", "is no known encoding");
    constexpr std::array<std::string_view, 4> kDelimiters = {",", ";", "\t", "|"};
    if (const auto chosen = table.oneOf("delimiter", kDelimiters))
        stated.delimiter = kDelimiters.at(*chosen).front();
    constexpr std::array<std::string_view, 2> kMarks = {".", ","};
    if (const auto chosen = table.oneOf("decimal", kMarks)) stated.decimalMark = kMarks.at(*chosen).front();
    return stated;
}

SourceRule MapLoader::source(MapTable table) {
    SourceRule source;
    source.fileName = table.text("file", "*");
    source.file = Glob(source.fileName);
    source.dialect = dialect(table);
    source.header = table.flag("header", true);
    source.skipRows = static_cast<std::size_t>(table.number("skip_rows", 0));
    source.currency = table.text("currency");
    if (!source.currency.empty() && !dictionary_.minorDigits(source.currency))
        table.fail("currency", "is no ISO 4217 currency");
    source.unknown = globs(table.texts("unknown"));
    source.withheld = globs(table.texts("withheld"));
    source.dates = table.texts("dates");
    if (source.dates.empty()) source.dates = {"YYYY-MM-DD", "YYYY-MM-DDT*", "YYYY-MM-DD *"};
    table.tables("ignore", [&](const MapTable& rows) {
        source.ignore.push_back(conditionsIn(rows.table(), rows.path()));
    });
    table.tables("values", [&](const MapTable& values) {
        for (const auto& [name, node] : values.table())
            source.values.emplace_back(name.str(), cell(node, values.pathOf(name.str())));
    });
    table.tables("join", [&](MapTable joined) { source.joins.push_back(join(std::move(joined), source)); });
    table.tables("record", [&](MapTable made) { source.records.push_back(record(std::move(made))); });
    if (source.records.empty())
        table.fail("record", "is missing: a source makes at least one [[source.record]]");
    table.finish();
    return source;
}

JoinRule MapLoader::join(MapTable table, const SourceRule& source) {
    JoinRule rule;
    rule.name = table.requiredText("name");
    const bool taken = std::any_of(source.joins.begin(), source.joins.end(),
                                   [&](const JoinRule& other) { return other.name == rule.name; });
    if (taken) table.fail("name", "another join has this name");
    rule.file = table.requiredText("file");
    if (rule.file.find_first_of("/\\") != std::string::npos)
        table.fail("file", "must be a file of the same folder, without a path");
    rule.key = table.requiredText("key");
    rule.on = requiredCell(table, "on");
    rule.where = conditions(table, "where");
    rule.reportMissing = table.flag("report_missing", true);
    rule.reportUnused = table.flag("report_unused", false);
    rule.dialect = dialect(table);
    table.finish();
    return rule;
}

RecordRule MapLoader::record(MapTable table) {
    RecordRule record;
    record.kind = table.requiredText("kind");
    if (!dictionary_.isRecordKind(record.kind))
        table.fail("kind", fmt::format("'{}' is no kind of record", record.kind));
    record.assetClass = table.text("class");
    if (!record.assetClass.empty() && !dictionary_.isAssetClass(record.assetClass)) {
        table.fail("class", fmt::format("'{}' is no class of asset", record.assetClass));
    }
    record.subject = optionalCell(table, "subject");
    record.key = requiredCell(table, "key");
    record.validFrom = optionalCell(table, "valid_from");
    record.secondary = table.flag("secondary", false);
    constexpr std::array<std::string_view, 2> kRepeats = {"refuse", "number"};
    record.numberRepeats = table.oneOf("repeats", kRepeats).value_or(0) == 1;
    record.each = each(table);
    record.when = conditions(table, "when");
    record.unless = conditions(table, "unless");
    if (const toml::node* node = table.take("fields")) {
        if (!node->is_table()) table.fail("fields", "must be a table of fields");
        fields(*node->as_table(), table.pathOf("fields"), record);
    }
    table.tables("functions", [&](MapTable part) { record.functions.push_back(function(std::move(part))); });
    table.tables("relations", [&](MapTable part) { record.relations.push_back(relation(std::move(part))); });
    table.tables("events", [&](MapTable part) { record.events.push_back(event(std::move(part))); });
    table.finish();
    const bool classDecided = !record.assetClass.empty() ||
                              std::any_of(record.fields.begin(), record.fields.end(),
                                          [](const auto& field) { return field.first->code == "class"; });
    if (record.kind == "asset" && !classDecided) table.fail("class", "is missing: an asset has a class");
    return record;
}

void MapLoader::fields(const toml::table& table, const std::string& path, RecordRule& record) {
    const assets::FieldScope& scope = *dictionary_.scope(record.kind, record.assetClass);
    for (const auto& [code, node] : table) {
        const std::string fieldPath = fmt::format("{}.{}", path, code.str());
        const auto found = scope.find(code.str());
        if (found == scope.end()) {
            std::vector<std::string> known;
            for (const auto& [name, field] : scope)
                known.push_back(name);
            failMap(file_, &node, fieldPath,
                    fmt::format("{} {} has no such field{}", record.kind, record.assetClass,
                                suggestion(code.str(), known)));
        }
        CellRule rule = cell(node, fieldPath);
        checkConstantCodes(rule, *found->second, node, fieldPath);
        record.fields.emplace_back(found->second, std::move(rule));
    }
}

void MapLoader::checkConstantCodes(const CellRule& rule, const assets::Field& field, const toml::node& node,
                                   const std::string& path) const {
    if (field.type != assets::FieldType::code) return;
    if (rule.constant) checkCode(&node, path, field.codeList, *rule.constant);
    if (rule.fallback) checkCode(&node, path, field.codeList, *rule.fallback);
    if (rule.translation) {
        for (const auto& [word, code] : rule.translation->words.exact)
            checkCode(&node, path, field.codeList, code);
        for (const auto& [word, code] : rule.translation->words.patterns)
            checkCode(&node, path, field.codeList, code);
    }
    for (const CellRule& alternative : rule.firstOf)
        checkConstantCodes(alternative, field, node, path);
}

void MapLoader::checkCode(const toml::node* node, const std::string& path, std::string_view list,
                          const std::string& code) const {
    if (!code.empty() && !dictionary_.hasCode(list, code))
        failMap(file_, node, path, fmt::format("'{}' is no code of the list '{}'", code, list));
}

FunctionRule MapLoader::function(MapTable table) {
    FunctionRule rule;
    rule.classifier = table.requiredText("classifier");
    rule.code = requiredCell(table, "code");
    rule.share = optionalCell(table, "share");
    rule.each = each(table);
    rule.when = conditions(table, "when");
    table.finish();
    return rule;
}

RelationRule MapLoader::relation(MapTable table) {
    RelationRule rule;
    rule.kind = table.requiredText("kind");
    checkCode(table.take("kind"), table.pathOf("kind"), "relation_kind", rule.kind);
    rule.subject = optionalCell(table, "subject");
    rule.key = requiredCell(table, "key");
    rule.each = each(table);
    rule.when = conditions(table, "when");
    table.finish();
    return rule;
}

EventRule MapLoader::event(MapTable table) {
    EventRule rule;
    rule.kind = table.requiredText("kind");
    checkCode(table.take("kind"), table.pathOf("kind"), "event_kind", rule.kind);
    rule.on = optionalCell(table, "on");
    rule.stage = optionalCell(table, "stage");
    rule.note = optionalCell(table, "note");
    rule.each = each(table);
    rule.when = conditions(table, "when");
    table.finish();
    return rule;
}

std::optional<EachRule> MapLoader::each(MapTable& table) {
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

Conditions MapLoader::conditions(MapTable& table, std::string_view key) {
    const toml::node* node = table.take(key);
    if (node == nullptr) return {};
    if (!node->is_table()) table.fail(key, "must be a table: { COLUMN = \"word\" }");
    return conditionsIn(*node->as_table(), table.pathOf(key));
}

Conditions MapLoader::conditionsIn(const toml::table& table, const std::string& path) {
    Conditions conditions;
    MapTable columns(file_, table, path);
    for (const auto& [column, node] : table)
        conditions.push_back({std::string(column.str()), globs(columns.texts(column.str()))});
    return conditions;
}

CellRule MapLoader::requiredCell(MapTable& table, std::string_view key) {
    const toml::node* node = table.take(key);
    if (node == nullptr) table.fail(key, "is missing: it must name a column or be a table");
    return cell(*node, table.pathOf(key));
}

std::optional<CellRule> MapLoader::optionalCell(MapTable& table, std::string_view key) {
    const toml::node* node = table.take(key);
    if (node == nullptr) return std::nullopt;
    return cell(*node, table.pathOf(key));
}

CellRule MapLoader::cell(const toml::node& node, const std::string& path, std::size_t depth) {
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

CellRule MapLoader::cellTable(MapTable table, std::size_t depth) {
    CellRule rule;
    cellSource(table, rule, depth);
    cellSteps(table, rule);
    cellTyping(table, rule, depth);
    table.finish();
    return rule;
}

void MapLoader::cellSource(MapTable& table, CellRule& rule, std::size_t depth) {
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

std::vector<std::pair<std::string, ColumnName>> MapLoader::templatePieces(const toml::node* node,
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

void MapLoader::cellSteps(MapTable& table, CellRule& rule) {
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

Translation MapLoader::translation(MapTable& table) {
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
    for (const auto& [word, meaning] : *node.as_table()) {
        const auto text = meaning.value_exact<std::string>();
        if (!text)
            table.fail("translate", fmt::format("'{}' must be translated to a text in quotes", word.str()));
        translation.words.add(word.str(), *text);
    }
    return translation;
}

std::optional<Pattern> MapLoader::pattern(MapTable& table, std::string_view key) {
    if (table.take(key) == nullptr) return std::nullopt;
    try {
        return Pattern(table.requiredText(key));
    } catch (const std::invalid_argument& error) {
        table.fail(key, fmt::format("is no regular expression: {}", error.what()));
    }
}

void MapLoader::cellTyping(MapTable& table, CellRule& rule, std::size_t depth) {
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

}  // namespace

ColumnMap loadColumnMap(const std::filesystem::path& file, const assets::FieldDictionary& dictionary) {
    return MapLoader(file, dictionary).load();
}

void Words::add(std::string_view word, std::string meaning) {
    if (word.find_first_of("*?") == std::string_view::npos) {
        exact[foldCase(word)] = std::move(meaning);
    } else {
        patterns.emplace_back(Glob(word), std::move(meaning));
    }
}

const std::string* Words::find(std::string_view text) const {
    const std::string folded = foldCase(text);
    if (const auto found = exact.find(folded); found != exact.end()) return &found->second;
    for (const auto& [pattern, meaning] : patterns) {
        if (pattern.matches(folded)) return &meaning;
    }
    return nullptr;
}

const SourceRule* ColumnMap::sourceFor(const std::filesystem::path& data) const {
    if (sources.size() == 1) return &sources.front();
    const std::string folded = foldCase(data.filename().string());
    for (const SourceRule& source : sources) {
        if (source.file.matches(folded)) return &source;
    }
    return nullptr;
}

}  // namespace cadastre::importers
