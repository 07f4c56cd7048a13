// The register's own CSV, row by row. This is the path of large imports: columns are bound to fields once for
// each kind and class, and a cell is looked at once.
#include "importers/register_csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "importers/csv_file.h"
#include "profiles/assets/stated_cells.h"

namespace cadastre::importers {
namespace {

using assets::Field;

/// Columns that exports add for people; reading passes over them.
constexpr std::array<std::string_view, 6> kPassedOver = {"owed",    "uid",    "register_number",
                                                         "version", "holder", "findings"};

/// The columns of identity and of parts, by their place in the file.
struct Places {
    std::optional<std::size_t> kind, subject, key, validFrom, assetClass, functions, relations, events,
        currency;
};

/// The columns that hold fields of one kind and class.
struct Layout {
    struct Column {
        std::size_t place;
        const Field* field;  ///< nullptr: no field of this kind and class
    };
    std::vector<Column> columns;
    bool known = false;
};

class RegisterCsv {
  public:
    RegisterCsv(const FileToRead& file, const assets::FieldDictionary& dictionary, RecordSink& sink)
        : file_(file),
          dictionary_(dictionary),
          sink_(sink),
          csv_(file.path, detectDialect(file.path, {.encoding = {}, .delimiter = {}, .decimalMark = '.'})) {}

    void read();

  private:
    bool bindHeader();
    void bind(std::size_t place, const std::string& column, bool& blocked);
    const Layout& layoutOf(std::string_view kind, std::string_view assetClass);
    void row();
    std::optional<Record> make();
    void identify(Record& record, std::string_view assetClass);
    void addFields(Record& record, const Layout& layout);
    void addField(Record& record, const Field& field, std::string_view cell, std::string_view currency);
    template <typename Part, typename Reader>
    void addParts(std::vector<Part>& into, std::optional<std::size_t> place, std::string_view column,
                  Reader parse);
    std::string_view cell(std::optional<std::size_t> place) const;
    void report(std::string_view field, std::string_view rule, std::string_view value,
                std::string_view severity = "blocking");
    void reportFile(std::string_view field, std::string_view rule, std::string_view severity,
                    std::vector<std::pair<std::string, std::string>> arguments = {});

    const FileToRead& file_;
    const assets::FieldDictionary& dictionary_;
    RecordSink& sink_;
    CsvFile csv_;
    Places places_;
    std::vector<std::pair<std::size_t, std::string>> fieldColumns_;
    assets::TextMap<Layout> layouts_;
    std::string layoutName_;
    Position position_;
    std::vector<Problem> problems_;
    bool blocked_ = false;
};

void RegisterCsv::read() {
    if (csv_.columns().empty()) return reportFile("", "empty-file", "blocking");
    if (!bindHeader()) return;
    while (csv_.next())
        row();
    if (csv_.record() == 0) reportFile("", "no-rows", "warning");
}

bool RegisterCsv::bindHeader() {
    for (const RowDamage& damage : csv_.headerDamage())
        reportFile(damage.column, damage.rule, "blocking");
    bool blocked = !csv_.headerDamage().empty();
    for (std::size_t place = 0; place < csv_.columns().size(); ++place)
        bind(place, csv_.columns()[place], blocked);
    if (!places_.key && !blocked) {
        reportFile("key", "map-needed", "blocking",
                   {{"columns", fmt::format("{}", fmt::join(csv_.columns(), ", ")).substr(0, 500)}});
        return false;
    }
    return !blocked;
}

void RegisterCsv::bind(std::size_t place, const std::string& column, bool& blocked) {
    const std::array<std::pair<std::string_view, std::optional<std::size_t>*>, 8> identity = {
        {{"record_kind", &places_.kind},
         {"subject", &places_.subject},
         {"key", &places_.key},
         {"valid_from", &places_.validFrom},
         {"class", &places_.assetClass},
         {"functions", &places_.functions},
         {"relations", &places_.relations},
         {"events", &places_.events}}};
    if (std::count(csv_.columns().begin(), csv_.columns().end(), column) > 1) {
        reportFile(column, "duplicate-column", "blocking");
        blocked = true;
        return;
    }
    for (const auto& [name, into] : identity) {
        if (name == column) {
            *into = place;
            return;
        }
    }
    if (column == "currency") places_.currency = place;
    const bool isField = std::any_of(dictionary_.fields().begin(), dictionary_.fields().end(),
                                     [&](const Field& field) { return field.code == column; });
    if (isField) {
        fieldColumns_.emplace_back(place, column);
    } else if (std::find(kPassedOver.begin(), kPassedOver.end(), column) == kPassedOver.end()) {
        std::vector<std::string> known;
        for (const Field& field : dictionary_.fields())
            known.push_back(field.code);
        reportFile(column, "unknown-column", "warning", {{"suggestion", closest(column, known)}});
    }
}

const Layout& RegisterCsv::layoutOf(std::string_view kind, std::string_view assetClass) {
    layoutName_.assign(kind).append("/").append(assetClass);
    const auto found = layouts_.find(layoutName_);
    if (found != layouts_.end()) return found->second;
    Layout& layout = layouts_[layoutName_];
    const assets::FieldScope* scope = dictionary_.scope(kind, assetClass);
    layout.known = scope != nullptr;
    for (const auto& [place, column] : fieldColumns_) {
        if (!layout.known) break;
        const auto field = scope->find(column);
        layout.columns.push_back({place, field == scope->end() ? nullptr : field->second});
    }
    // The class that a duty of a round names is a field of it; of an asset it is the identity.
    if (layout.known && places_.assetClass && kind != "asset" && scope->contains("class"))
        layout.columns.push_back({*places_.assetClass, scope->find("class")->second});
    return layout;
}

std::string_view RegisterCsv::cell(std::optional<std::size_t> place) const {
    return place ? assets::trimmed(assets::readText(csv_.cells()[*place])) : std::string_view();
}

void RegisterCsv::row() {
    position_ = {file_.number, csv_.record(), csv_.line()};
    problems_.clear();
    blocked_ = false;
    for (const RowDamage& damage : csv_.damage()) {
        report(damage.column, damage.rule, damage.value);
        problems_.back().position.line = damage.line;
    }
    std::optional<Record> record;
    const bool blank = csv_.isBlank();
    if (!blocked_ && !blank) record = make();
    sink_.sourceRecord(position_, blank);
    for (Problem& problem : problems_)
        sink_.problem(std::move(problem));
    if (record && !record->key.empty()) sink_.record(std::move(*record));
}

std::optional<Record> RegisterCsv::make() {
    const std::string_view stated = cell(places_.kind);
    const std::string_view kind = stated.empty() ? "asset" : stated;
    if (!dictionary_.isRecordKind(kind)) {
        report("record_kind", "unknown-record-kind", kind);
        return std::nullopt;
    }
    const std::string_view assetClass = kind == "asset" ? cell(places_.assetClass) : std::string_view();
    const Layout& layout = layoutOf(kind, assetClass);
    if (!layout.known || (kind == "asset" && assetClass.empty())) {
        report("class", "unknown-class", assetClass);
        return std::nullopt;
    }
    Record record;
    record.kind = kind;
    record.position = position_;
    identify(record, assetClass);
    addFields(record, layout);
    if (kind == "asset") {
        addParts(record.functions, places_.functions, "functions", assets::readFunctions);
        addParts(record.relations, places_.relations, "relations", assets::readRelations);
        addParts(record.events, places_.events, "events", assets::readEvents);
    }
    return record;
}

void RegisterCsv::identify(Record& record, std::string_view assetClass) {
    record.key = assets::normalised(cell(places_.key));
    if (record.key.empty()) report("key", "key-missing", "");
    if (dictionary_.isHeld(record.kind)) {
        record.subject = assets::normalised(cell(places_.subject));
        if (record.subject.empty()) record.subject = file_.subject;
        if (record.subject.empty()) report("subject", "subject-missing", "");
    }
    if (const std::string_view from = cell(places_.validFrom); !from.empty()) {
        assets::Reading date = assets::readDate(from);
        if (!date.broken.empty()) report("valid_from", date.broken, from);
        record.validFrom = std::move(date.value.text);
    }
    if (!assetClass.empty())
        record.fields.emplace_back("class", Value{Value::Kind::text, std::string(assetClass)});
}

void RegisterCsv::addFields(Record& record, const Layout& layout) {
    const std::string_view currency = cell(places_.currency);
    record.fields.reserve(record.fields.size() + layout.columns.size());
    for (const Layout::Column& column : layout.columns) {
        const std::string_view written = assets::trimmed(csv_.cells()[column.place]);
        if (written.empty()) continue;
        if (column.field == nullptr) {
            report(csv_.columns()[column.place], "field-not-of-class", written, "error");
            continue;
        }
        addField(record, *column.field, written, currency);
    }
}

void RegisterCsv::addField(Record& record, const Field& field, std::string_view cell,
                           std::string_view currency) {
    if (std::optional<Value> state = assets::readState(cell)) {
        record.fields.emplace_back(field.code, std::move(*state));
        return;
    }
    const std::string_view text = assets::readText(cell);
    assets::Reading reading = dictionary_.read(field, text, currency);
    if (!reading.broken.empty()) return report(field.code, reading.broken, text);
    record.fields.emplace_back(field.code, std::move(reading.value));
}

template <typename Part, typename Reader>
void RegisterCsv::addParts(std::vector<Part>& into, std::optional<std::size_t> place, std::string_view column,
                           Reader parse) {
    const std::string_view written = cell(place);
    if (written.empty()) return;
    std::optional<std::vector<Part>> parts = parse(assets::normalised(written));
    if (!parts) return report(column, "cell-syntax", written);
    into = std::move(*parts);
}

void RegisterCsv::report(std::string_view field, std::string_view rule, std::string_view value,
                         std::string_view severity) {
    problems_.push_back(
        {position_, std::string(field), std::string(rule), std::string(severity), quoted(value), {}});
    if (severity == "blocking") blocked_ = true;
}

void RegisterCsv::reportFile(std::string_view field, std::string_view rule, std::string_view severity,
                             std::vector<std::pair<std::string, std::string>> arguments) {
    sink_.problem({{file_.number, 0, 0},
                   std::string(field),
                   std::string(rule),
                   std::string(severity),
                   quoted(field),
                   std::move(arguments)});
}

}  // namespace

void importRegisterCsv(const FileToRead& file, const assets::FieldDictionary& dictionary, RecordSink& sink) {
    RegisterCsv(file, dictionary, sink).read();
}

}  // namespace cadastre::importers
