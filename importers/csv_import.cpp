// One row → its records: identity, fields, functions, relations, events, each by the map's rules.
#include "importers/csv_import.h"

#include <fmt/format.h>

#include <algorithm>

#include "importers/csv_file.h"
#include "importers/row_values.h"

namespace cadastre::importers {
namespace {

using State = CellValue::State;

/// Identity with every run of white space as one space: nobody tells two such keys apart.
std::string oneLine(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool blank = c == ' ' || (c >= '\t' && c <= '\r');
        if (!blank || !line.ends_with(' ')) line += blank ? ' ' : c;
    }
    return line;
}

class MappedCsv {
  public:
    MappedCsv(const FileToRead& file, const SourceRule& source, const assets::FieldDictionary& dictionary,
              RecordSink& sink)
        : file_(file),
          source_(source),
          dictionary_(dictionary),
          sink_(sink),
          csv_(file.path, detectDialect(file.path, source.dialect), source.header, source.skipRows),
          values_(source, csv_, file.path.parent_path()) {}

    void read();

  private:
    bool canBeRead();
    void row();
    bool isIgnored();
    void make(const RecordRule& rule);
    std::string subjectOf(const RecordRule& rule);
    void numberRepeat(const RecordRule& rule, Record& record);
    std::string currencyOf(const RecordRule& rule);
    void addFields(const RecordRule& rule, Record& record);
    void addFunctions(const RecordRule& rule, Record& record);
    void addRelations(const RecordRule& rule, Record& record);
    void addEvents(const RecordRule& rule, Record& record);
    std::string text(const CellRule& rule, std::string_view field);
    std::string text(const std::optional<CellRule>& rule, std::string_view field) {
        return rule ? text(*rule, field) : std::string();
    }
    void report(std::string_view field, std::string_view rule, std::string_view value,
                std::string_view severity = "blocking");
    void reportFile(std::string_view field, std::string_view rule, std::string_view value,
                    std::string_view severity,
                    std::vector<std::pair<std::string, std::string>> arguments = {});
    void reportJoins();

    const FileToRead& file_;
    const SourceRule& source_;
    const assets::FieldDictionary& dictionary_;
    RecordSink& sink_;
    CsvFile csv_;
    RowValues values_;
    Position position_;
    std::vector<Record> records_;    // of the row at hand
    std::vector<Problem> problems_;  // of the row at hand
    bool blocked_ = false;
    assets::TextMap<std::size_t> repeats_;  // only of records whose map numbers them
};

void MappedCsv::read() {
    if (!canBeRead()) return;
    while (csv_.next())
        row();
    if (csv_.record() == 0) reportFile("", "no-rows", "", "warning");
    reportJoins();
}

bool MappedCsv::canBeRead() {
    if (csv_.columns().empty()) {
        reportFile("", "empty-file", "", "blocking");
        return false;
    }
    for (const RowDamage& damage : csv_.headerDamage())
        reportFile(damage.column, damage.rule, damage.value, "blocking");
    if (!csv_.headerDamage().empty()) return false;
    if (csv_.dialect().guessed) reportFile("", "encoding-guessed", csv_.dialect().encoding, "notice");
    const auto unbound = values_.unbound();
    for (const RowValues::Unbound& missing : unbound) {
        reportFile(missing.column, missing.several ? "duplicate-column" : "missing-column", missing.column,
                   "blocking", {{"suggestion", closest(missing.column, csv_.columns())}});
    }
    return unbound.empty();
}

void MappedCsv::row() {
    position_ = {file_.number, csv_.record(), csv_.line()};
    records_.clear();
    problems_.clear();
    blocked_ = false;
    for (const RowDamage& damage : csv_.damage()) {
        report(damage.column, damage.rule, damage.value);
        problems_.back().position.line = damage.line;
    }
    bool ignored = false;
    if (!blocked_) {
        values_.startRow();
        ignored = isIgnored();
        if (!ignored) {
            for (const RecordRule& rule : source_.records)
                values_.forEach(rule.each, [&] { make(rule); });
        }
    }
    sink_.sourceRecord(position_, ignored || (records_.empty() && !blocked_));
    for (Problem& problem : problems_)
        sink_.problem(std::move(problem));
    for (Record& record : records_)
        sink_.record(std::move(record));
}

bool MappedCsv::isIgnored() {
    return csv_.isBlank() || std::any_of(source_.ignore.begin(), source_.ignore.end(),
                                         [this](const Conditions& rows) { return values_.holds(rows); });
}

void MappedCsv::make(const RecordRule& rule) {
    if (!values_.applies(rule.when, rule.unless)) return;
    Record record;
    record.kind = rule.kind;
    record.position = position_;
    record.secondary = rule.secondary;
    record.key = oneLine(text(rule.key, "key"));
    if (record.key.empty()) {
        if (!rule.secondary) report("key", "key-missing", "");
        return;
    }
    record.subject = subjectOf(rule);
    if (rule.validFrom) {
        CellValue from = values_.date(*rule.validFrom);
        if (from.state == State::broken) report("valid_from", from.rule, from.text);
        if (from.isText()) record.validFrom = std::move(from.text);
    }
    if (rule.numberRepeats) numberRepeat(rule, record);
    addFields(rule, record);
    addFunctions(rule, record);
    addRelations(rule, record);
    addEvents(rule, record);
    records_.push_back(std::move(record));
}

std::string MappedCsv::subjectOf(const RecordRule& rule) {
    if (!dictionary_.isHeld(rule.kind)) return {};
    std::string subject = oneLine(text(rule.subject, "subject"));
    if (subject.empty()) subject = file_.subject;
    if (subject.empty()) report("subject", "subject-missing", "");
    return subject;
}

void MappedCsv::numberRepeat(const RecordRule& rule, Record& record) {
    const std::size_t times =
        ++repeats_[fmt::format("{}\x1F{}\x1F{}", rule.kind, record.subject, record.key)];
    if (times == 1) return;
    report("key", "key-repeated", record.key, "warning");
    record.key += fmt::format(" #{}", times);
}

std::string MappedCsv::currencyOf(const RecordRule& rule) {
    for (const auto& [field, cell] : rule.fields) {
        if (field->code != "currency") continue;
        CellValue stated = values_.evaluate(cell);
        if (stated.isText()) return std::move(stated.text);
    }
    return source_.currency;
}

void MappedCsv::addFields(const RecordRule& rule, Record& record) {
    if (!rule.assetClass.empty() && rule.kind == "asset")
        record.fields.emplace_back("class", Value{Value::Kind::text, rule.assetClass});
    const std::string currency = currencyOf(rule);
    bool money = false;
    bool currencyStated = false;
    for (const auto& [field, cell] : rule.fields) {
        auto [value, broken] = values_.field(cell, *field, currency, dictionary_);
        if (broken.state == State::broken)
            report(field->code, broken.rule, broken.text, value ? "warning" : "blocking");
        if (!value) continue;
        money = money || field->type == assets::FieldType::money;
        currencyStated = currencyStated || field->code == "currency";
        record.fields.emplace_back(field->code, std::move(*value));
    }
    if (money && !currencyStated) record.fields.emplace_back("currency", Value{Value::Kind::text, currency});
}

void MappedCsv::addFunctions(const RecordRule& rule, Record& record) {
    for (const FunctionRule& function : rule.functions) {
        if (!values_.applies(function.when, function.unless)) continue;
        values_.forEach(function.each, [&] {
            const std::string share = text(function.share, "functions");
            const assets::Reading percent = assets::readDecimal(share);
            if (!share.empty() && !percent.broken.empty()) report("functions", percent.broken, share);
            for (CellValue& code : values_.evaluateAll(function.code)) {
                if (code.isText())
                    record.functions.push_back(
                        {function.classifier, std::move(code.text), share.empty() ? "" : percent.value.text});
            }
        });
    }
}

void MappedCsv::addRelations(const RecordRule& rule, Record& record) {
    for (const RelationRule& relation : rule.relations) {
        if (!values_.applies(relation.when, relation.unless)) continue;
        values_.forEach(relation.each, [&] {
            const std::string subject = text(relation.subject, "relations");
            for (CellValue& key : values_.evaluateAll(relation.key)) {
                if (key.isText()) record.relations.push_back({relation.kind, subject, std::move(key.text)});
            }
        });
    }
}

void MappedCsv::addEvents(const RecordRule& rule, Record& record) {
    for (const EventRule& event : rule.events) {
        if (!values_.applies(event.when, event.unless)) continue;
        values_.forEach(event.each, [&] {
            StatedEvent stated{event.kind, {}, text(event.stage, "events"), text(event.note, "events")};
            stated.document = text(event.document, "events");
            if (event.on) {
                CellValue on = values_.date(*event.on);
                if (on.state == State::broken) report("events", on.rule, on.text);
                if (on.isText()) stated.happenedOn = std::move(on.text);
            }
            record.events.push_back(std::move(stated));
        });
    }
}

std::string MappedCsv::text(const CellRule& rule, std::string_view field) {
    CellValue value = values_.evaluate(rule);
    if (value.state == State::broken) report(field, value.rule, value.text);
    return value.isText() ? std::move(value.text) : std::string();
}

void MappedCsv::report(std::string_view field, std::string_view rule, std::string_view value,
                       std::string_view severity) {
    problems_.push_back(
        {position_, std::string(field), std::string(rule), std::string(severity), quoted(value), {}});
    if (severity == "blocking") blocked_ = true;
}

void MappedCsv::reportFile(std::string_view field, std::string_view rule, std::string_view value,
                           std::string_view severity,
                           std::vector<std::pair<std::string, std::string>> arguments) {
    sink_.problem({{file_.number, 0, 0},
                   std::string(field),
                   std::string(rule),
                   std::string(severity),
                   quoted(value),
                   std::move(arguments)});
}

void MappedCsv::reportJoins() {
    for (const JoinReport& report : values_.joinReports()) {
        if (report.leadNowhere > 0) {
            reportFile(report.join->name, "join-leads-nowhere", report.example, "notice",
                       {{"file", report.join->file}, {"count", std::to_string(report.leadNowhere)}});
        }
        if (report.unusedRows > 0) {
            reportFile(report.join->name, "edges-lead-nowhere", "", "notice",
                       {{"file", report.join->file}, {"count", std::to_string(report.unusedRows)}});
        }
    }
}

}  // namespace

void importMappedCsv(const FileToRead& file, const SourceRule& source,
                     const assets::FieldDictionary& dictionary, RecordSink& sink) {
    MappedCsv(file, source, dictionary, sink).read();
}

}  // namespace cadastre::importers
