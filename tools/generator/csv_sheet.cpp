#include "tools/generator/csv_sheet.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <stdexcept>

#include "profiles/assets/stated_cells.h"
#include "tools/generator/numbers.h"

namespace cadastre::generator {
namespace {

using assets::Field;
using assets::FieldType;
using assets::Value;

/// The fields of the scopes, each code once, in the order of the dictionary.
std::vector<const Field*> fieldsOf(std::span<const Scope> scopes, const assets::FieldDictionary& dictionary) {
    std::vector<const Field*> fields;
    std::set<std::string_view> codes;
    for (const Scope& scope : scopes) {
        for (const Field& field : dictionary.fields()) {
            const bool belongs = field.recordKind == scope.kind &&
                                 (field.assetClass.empty() || field.assetClass == scope.assetClass);
            // The class of an asset is a column of identity.
            if (!belongs || (scope.kind == "asset" && field.code == "class")) continue;
            if (codes.insert(field.code).second) fields.push_back(&field);
        }
    }
    return fields;
}

}  // namespace

CsvSheet::CsvSheet(const std::filesystem::path& path, std::span<const Scope> scopes,
                   const assets::FieldDictionary& dictionary)
    : file_(path),
      writer_([this](std::string_view bytes) { file_.write(bytes); }),
      assets_(std::ranges::any_of(scopes, [](const Scope& scope) { return scope.kind == "asset"; })) {
    for (const char* name : {"record_kind", "subject", "key", "valid_from"})
        writer_.bare(name);
    if (assets_) writer_.bare("class");
    for (const Field* field : fieldsOf(scopes, dictionary)) {
        places_.emplace(field->code, columns_.size());
        columns_.push_back({field, nullptr});
        writer_.bare(field->code);
    }
    if (assets_) writer_.bare("functions").bare("relations").bare("events");
    writer_.endRow();
}

void CsvSheet::write(const importers::Record& record) {
    for (Column& column : columns_)
        column.value = nullptr;
    std::string_view assetClass;
    for (const auto& [code, value] : record.fields) {
        if (assets_ && code == "class") {
            assetClass = value.text;
            continue;
        }
        const auto place = places_.find(code);
        if (place == places_.end()) throw std::logic_error("the sheet has no column " + code);
        columns_[place->second].value = &value;
    }
    writer_.bare(record.kind).bare(record.subject);
    record.key.empty() ? writer_.bare({}) : writer_.text(record.key);
    writer_.bare(record.validFrom);
    if (assets_) writer_.bare(assetClass);
    for (const Column& column : columns_)
        writeCell(column);
    if (assets_) {
        const auto cell = [&](const std::string& written) {
            written.empty() ? writer_.bare({}) : writer_.text(written);
        };
        cell(assets::writeFunctions(record.functions));
        cell(assets::writeRelations(record.relations));
        cell(assets::writeEvents(record.events));
    }
    writer_.endRow();
}

void CsvSheet::writeCell(const Column& column) {
    if (column.value == nullptr || (column.value->text.empty() && column.value->kind == Value::Kind::text)) {
        writer_.bare({});
        return;
    }
    const Value& value = *column.value;
    switch (value.kind) {
        case Value::Kind::text:
            writer_.text(value.text);
            return;
        case Value::Kind::boolean:
            writer_.bare(value.text);
            return;
        case Value::Kind::unknown:
        case Value::Kind::withheld:
            writer_.text(assets::writeState(value));
            return;
        case Value::Kind::number:
            break;
    }
    if (column.field->type != FieldType::money) {
        writer_.bare(value.text);
        return;
    }
    std::int64_t minorUnits = 0;
    std::from_chars(value.text.data(), value.text.data() + value.text.size(), minorUnits);
    writer_.bare(majorUnits(minorUnits));
}

void CsvSheet::finish() {
    writer_.finish();
    file_.close();
}

}  // namespace cadastre::generator
