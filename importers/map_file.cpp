// Reads a column map from TOML, strictly: a key that means nothing, a field that doesn't exist, a word that
// fits no list is an error that names file, line and key. The format is described in docs/maps.md.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "importers/column_map.h"
#include "importers/decoded_text.h"
#include "importers/map_cell.h"
#include "importers/map_table.h"

namespace cadastre::importers {
namespace {

class MapLoader {
  public:
    MapLoader(std::filesystem::path file, const assets::FieldDictionary& dictionary)
        : file_(file), dictionary_(dictionary), cells_(std::move(file)) {}

    ColumnMap load();

  private:
    SourceRule source(MapTable table);
    static StatedDialect dialect(MapTable& table);
    JoinRule join(MapTable table, const SourceRule& source);
    RecordRule record(MapTable table);
    void fields(const toml::table& table, const std::string& path, RecordRule& record);
    FunctionRule function(MapTable table);
    RelationRule relation(MapTable table);
    EventRule event(MapTable table);
    void checkCode(const toml::node* node, const std::string& path, std::string_view list,
                   const std::string& code) const;
    void checkConstantCodes(const CellRule& rule, const assets::Field& field, const toml::node& node,
                            const std::string& path) const;

    std::filesystem::path file_;
    const assets::FieldDictionary& dictionary_;
    CellLoader cells_;
};

ColumnMap MapLoader::load() {
    toml::table document;
    try {
        document = toml::parse_file(file_.string());
    } catch (const toml::parse_error& error) {
        // The commonest slip of whoever writes a first map in a language of more than 26 letters.
        throw MapError(
            fmt::format("{}:{}: {} (a word left of = that has other characters than a-z, A-Z, 0-9, - "
                        "and _ stands in quotes)",
                        file_.filename().string(), error.source().begin.line, error.description()));
    }
    MapTable root(file_, document, "");
    ColumnMap map;
    map.file = file_;
    map.name = root.text("name", file_.stem().string());
    map.about = root.text("about");
    cells_.loadTables(root);
    root.tables("source", [&](MapTable table) { map.sources.push_back(source(std::move(table))); });
    if (map.sources.empty()) root.fail("source", "is missing: a map has at least one [[source]]");
    root.finish();
    return map;
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
        source.ignore.push_back(cells_.conditionsIn(rows.table(), rows.path()));
    });
    table.tables("values", [&](const MapTable& values) {
        for (const auto& [name, node] : values.table())
            source.values.emplace_back(name.str(), cells_.cell(node, values.pathOf(name.str())));
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
    rule.on = cells_.required(table, "on");
    rule.where = cells_.conditions(table, "where");
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
    record.subject = cells_.optional(table, "subject");
    record.key = cells_.required(table, "key");
    record.validFrom = cells_.optional(table, "valid_from");
    record.secondary = table.flag("secondary", false);
    constexpr std::array<std::string_view, 2> kRepeats = {"refuse", "number"};
    record.numberRepeats = table.oneOf("repeats", kRepeats).value_or(0) == 1;
    record.each = cells_.each(table);
    record.when = cells_.conditions(table, "when");
    record.unless = cells_.conditions(table, "unless");
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
        CellRule rule = cells_.cell(node, fieldPath);
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
    rule.code = cells_.required(table, "code");
    rule.share = cells_.optional(table, "share");
    rule.each = cells_.each(table);
    rule.when = cells_.conditions(table, "when");
    rule.unless = cells_.conditions(table, "unless");
    table.finish();
    return rule;
}

RelationRule MapLoader::relation(MapTable table) {
    RelationRule rule;
    rule.kind = table.requiredText("kind");
    checkCode(table.take("kind"), table.pathOf("kind"), "relation_kind", rule.kind);
    rule.subject = cells_.optional(table, "subject");
    rule.key = cells_.required(table, "key");
    rule.each = cells_.each(table);
    rule.when = cells_.conditions(table, "when");
    rule.unless = cells_.conditions(table, "unless");
    table.finish();
    return rule;
}

EventRule MapLoader::event(MapTable table) {
    EventRule rule;
    rule.kind = table.requiredText("kind");
    checkCode(table.take("kind"), table.pathOf("kind"), "event_kind", rule.kind);
    rule.on = cells_.optional(table, "on");
    rule.stage = cells_.optional(table, "stage");
    rule.note = cells_.optional(table, "note");
    rule.document = cells_.optional(table, "document");
    rule.each = cells_.each(table);
    rule.when = cells_.conditions(table, "when");
    rule.unless = cells_.conditions(table, "unless");
    table.finish();
    return rule;
}

}  // namespace

ColumnMap loadColumnMap(const std::filesystem::path& file, const assets::FieldDictionary& dictionary) {
    return MapLoader(file, dictionary).load();
}

}  // namespace cadastre::importers
