// The walk from a map's rules back to the columns of a file.
#include "importers/file_preview.h"

#include <algorithm>
#include <array>
#include <functional>

#include "importers/column_map.h"
#include "importers/csv_file.h"
#include "importers/map_columns.h"

namespace cadastre::importers {
namespace {

constexpr std::size_t deepest = 8;  // values that are worked out from values

// Which column of the file a name in a map leads to: itself, or those from which a value is worked out, a row
// joined, a cell split.
class Origins {
  public:
    Origins(const SourceRule& source, FilePreview& preview, const CsvFile& csv)
        : source_(source), preview_(preview), csv_(csv) {}

    void add(const ColumnName& name, const std::optional<EachRule>& each, const ColumnUse& use,
             std::size_t depth = 0) {
        if (depth > deepest) return;
        const auto follow = [&](const CellRule& rule) {
            forEachColumn(rule, [&](const ColumnName& further, bool) { add(further, {}, use, depth + 1); });
        };
        if (each && each->of && each->name == name) return follow(*each->of);
        for (const auto& [value, rule] : source_.values)
            if (value == name) return follow(rule);
        for (const JoinRule& join : source_.joins)
            if (name.starts_with(join.name + '.')) return follow(join.on);
        bool several = false;
        const auto place = csv_.find(name, several);
        if (!place) return;
        auto& uses = preview_.columns[*place].uses;
        if (std::find(uses.begin(), uses.end(), use) == uses.end()) uses.push_back(use);
    }

    void add(const CellRule& rule, const std::optional<EachRule>& each, const ColumnUse& use) {
        forEachColumn(rule, [&](const ColumnName& name, bool) { add(name, each, use); });
    }
    void add(const std::optional<CellRule>& rule, const std::optional<EachRule>& each, const ColumnUse& use) {
        if (rule) add(*rule, each, use);
    }

    void add(const RecordRule& record) {
        const auto use = [&](std::string field) {
            return ColumnUse{record.kind, record.assetClass, std::move(field)};
        };
        add(record.key, record.each, use("key"));
        add(record.subject, record.each, use("subject"));
        add(record.validFrom, record.each, use("valid_from"));
        for (const auto& [field, rule] : record.fields)
            add(rule, record.each, use(field->code));
        for (const FunctionRule& function : record.functions) {
            add(function.code, function.each, use("functions"));
            add(function.share, function.each, use("functions"));
        }
        for (const RelationRule& relation : record.relations) {
            add(relation.key, relation.each, use("relations"));
            add(relation.subject, relation.each, use("relations"));
        }
        for (const EventRule& event : record.events) {
            for (const auto* rule : {&event.on, &event.stage, &event.note, &event.document})
                add(*rule, event.each, use("events"));
        }
    }

  private:
    const SourceRule& source_;
    FilePreview& preview_;
    const CsvFile& csv_;
};

void addColumns(CsvFile& csv, std::size_t rows, FilePreview& preview) {
    preview.format = "csv";
    preview.encoding = csv.dialect().encoding;
    preview.encodingGuessed = csv.dialect().guessed;
    preview.delimiter = csv.dialect().delimiter;
    for (const std::string& name : csv.columns())
        preview.columns.push_back({importers::quoted(name), {}});
    while (preview.rows.size() < rows && csv.next()) {
        std::vector<std::string> row;
        for (const std::string_view cell : csv.cells())
            row.push_back(importers::quoted(cell));
        row.resize(preview.columns.size());
        preview.rows.push_back(std::move(row));
    }
}

// The register's own CSV names its fields itself.
void addOwnFields(const CsvFile& csv, const assets::FieldDictionary& dictionary, FilePreview& preview) {
    constexpr std::array<std::string_view, 8> identity = {
        "record_kind", "subject", "key", "valid_from", "class", "functions", "relations", "events"};
    for (std::size_t place = 0; place < csv.columns().size(); ++place) {
        const std::string& name = csv.columns()[place];
        const auto field = std::find_if(dictionary.fields().begin(), dictionary.fields().end(),
                                        [&](const assets::Field& each) { return each.code == name; });
        if (std::find(identity.begin(), identity.end(), name) != identity.end()) {
            preview.columns[place].uses.push_back({"", "", name});
        } else if (field != dictionary.fields().end()) {
            preview.columns[place].uses.push_back({field->recordKind, field->assetClass, name});
        }
    }
}

}  // namespace

FilePreview previewOf(const Input& input, const assets::FieldDictionary& dictionary,
                      const ReadingGround& ground, std::size_t rows) {
    FilePreview preview;
    preview.format = formatOf(input);
    if (preview.format != "csv") return preview;
    try {
        if (input.map.empty()) {
            CsvFile csv(input.path,
                        detectDialect(input.path, {.encoding = {}, .delimiter = {}, .decimalMark = '.'}));
            addColumns(csv, rows, preview);
            addOwnFields(csv, dictionary, preview);
            return preview;
        }
        const ColumnMap map = loadColumnMap(findMap(input.map, ground.maps), dictionary);
        const SourceRule* source = map.sourceFor(input.path);
        if (source == nullptr) return preview;
        CsvFile csv(input.path, detectDialect(input.path, source->dialect), source->header, source->skipRows);
        addColumns(csv, rows, preview);
        Origins origins(*source, preview, csv);
        for (const RecordRule& record : source->records)
            origins.add(record);
    } catch (const FileError&) {
        preview.columns.clear();
        preview.rows.clear();
    }
    return preview;
}

std::vector<ShippedMap> shippedMaps(const assets::FieldDictionary& dictionary, const ReadingGround& ground) {
    std::vector<ShippedMap> maps;
    for (const auto& entry : std::filesystem::directory_iterator(ground.maps)) {
        if (entry.path().extension() != ".toml") continue;
        const ColumnMap map = loadColumnMap(entry.path(), dictionary);
        ShippedMap shipped{entry.path().stem().string(), map.about, {}};
        for (const SourceRule& source : map.sources)
            shipped.files.push_back(source.fileName);
        maps.push_back(std::move(shipped));
    }
    std::sort(maps.begin(), maps.end(),
              [](const ShippedMap& a, const ShippedMap& b) { return a.name < b.name; });
    return maps;
}

}  // namespace cadastre::importers
