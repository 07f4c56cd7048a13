// Loads the dictionary and the code lists beside it, and reads values by field type.
#include "profiles/assets/field_dictionary.h"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <utility>

#include "schema/csv_reader.h"

namespace cadastre::assets {
namespace {

using Row = std::function<std::string_view(std::string_view column)>;

/// Calls `use` for each row of a code list; the first row names the columns.
void readRows(const std::filesystem::path& file, const std::function<void(const Row&)>& use) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw std::runtime_error(fmt::format("{}: can't be read", file.string()));
    CsvReader reader(bytesOf(stream));
    TextMap<std::size_t> columns;
    if (reader.next()) {
        for (const std::string_view name : reader.cells())
            columns.emplace(std::string(name), columns.size());
    }
    while (reader.next()) {
        if (!reader.problems().empty()) {
            throw std::runtime_error(fmt::format("{}:{}: damaged row", file.string(), reader.line()));
        }
        try {
            use([&](std::string_view column) {
                const auto found = columns.find(column);
                if (found == columns.end()) throw std::runtime_error(fmt::format("no column '{}'", column));
                return reader.cells()[found->second];
            });
        } catch (const std::exception& error) {
            throw std::runtime_error(fmt::format("{}:{}: {}", file.string(), reader.line(), error.what()));
        }
    }
}

std::string scopeName(std::string_view kind, std::string_view assetClass) {
    return fmt::format("{}/{}", kind, assetClass);
}

}  // namespace

FieldType fieldTypeOf(std::string_view name) {
    constexpr std::array<std::pair<std::string_view, FieldType>, 10> kTypes = {
        {{"text", FieldType::text},
         {"long_text", FieldType::longText},
         {"date", FieldType::date},
         {"integer", FieldType::integer},
         {"decimal", FieldType::decimal},
         {"boolean", FieldType::boolean},
         {"money", FieldType::money},
         {"code", FieldType::code},
         {"reference", FieldType::reference},
         {"url", FieldType::url}}};
    for (const auto& [known, type] : kTypes) {
        if (known == name) return type;
    }
    throw std::runtime_error(fmt::format("'{}' is no type of field", name));
}

FieldDictionary FieldDictionary::load(const std::filesystem::path& codesFolder) {
    FieldDictionary dictionary;
    dictionary.loadFields(codesFolder / "field.csv");
    dictionary.loadCurrencies(codesFolder / "currency.csv");
    dictionary.loadCodes(codesFolder / "code.csv");
    for (const std::string_view list :
         {"asset_class", "event_kind", "record_kind", "relation_kind", "stage"}) {
        dictionary.loadCodeList(codesFolder / fmt::format("{}.csv", list), list);
    }
    dictionary.loadRecordKinds(codesFolder / "record_kind.csv");
    dictionary.makeScopes();
    return dictionary;
}

void FieldDictionary::loadFields(const std::filesystem::path& file) {
    readRows(file, [this](const Row& row) {
        Field field;
        field.recordKind = row("record_kind");
        field.assetClass = row("class");
        field.code = row("code");
        field.position = std::stoi(std::string(row("position")));
        field.type = fieldTypeOf(row("type"));
        if (const std::string_view length = row("maximum_length"); !length.empty())
            field.maximumLength = std::stoul(std::string(length));
        field.codeList = row("code_list");
        field.section = row("section");
        field.nameEnglish = row("name_en");
        field.nameRussian = row("name_ru");
        if (!field.assetClass.empty()) classes_.insert(field.assetClass);
        fields_.push_back(std::move(field));
    });
}

void FieldDictionary::loadCurrencies(const std::filesystem::path& file) {
    readRows(file, [this](const Row& row) {
        minorDigits_.emplace(row("code"), std::stoi(std::string(row("minor_digits"))));
    });
}

void FieldDictionary::loadCodes(const std::filesystem::path& file) {
    readRows(file,
             [this](const Row& row) { codeLists_[std::string(row("code_list"))].emplace(row("code")); });
}

void FieldDictionary::loadCodeList(const std::filesystem::path& file, std::string_view list) {
    TextSet& codes = codeLists_[std::string(list)];
    readRows(file, [&codes](const Row& row) { codes.emplace(row("code")); });
}

void FieldDictionary::loadRecordKinds(const std::filesystem::path& file) {
    readRows(file, [this](const Row& row) {
        kinds_.emplace(row("code"));
        if (row("held") == "true") held_.emplace(row("code"));
    });
}

void FieldDictionary::makeScopes() {
    for (const std::string& kind : kinds_)
        scopes_[scopeName(kind, "")];
    for (const std::string& assetClass : classes_)
        scopes_[scopeName("asset", assetClass)];
    for (const Field& field : fields_) {
        scopes_[scopeName(field.recordKind, "")].emplace(field.code, &field);
        if (field.recordKind != "asset") continue;
        for (const std::string& assetClass : classes_) {
            if (field.assetClass.empty() || field.assetClass == assetClass) {
                scopes_[scopeName("asset", assetClass)].emplace(field.code, &field);
            }
        }
    }
}

const FieldScope* FieldDictionary::scope(std::string_view recordKind, std::string_view assetClass) const {
    const auto found = scopes_.find(scopeName(recordKind, recordKind == "asset" ? assetClass : ""));
    return found == scopes_.end() ? nullptr : &found->second;
}

const Field* FieldDictionary::find(std::string_view recordKind, std::string_view assetClass,
                                   std::string_view code) const {
    const FieldScope* fields = scope(recordKind, assetClass);
    if (fields == nullptr) return nullptr;
    const auto found = fields->find(code);
    return found == fields->end() ? nullptr : found->second;
}

std::optional<int> FieldDictionary::minorDigits(std::string_view currency) const {
    const auto found = minorDigits_.find(currency);
    if (found == minorDigits_.end()) return std::nullopt;
    return found->second;
}

bool FieldDictionary::hasCode(std::string_view codeList, std::string_view code) const {
    if (codeList == "currency") return minorDigits_.contains(code);
    const auto found = codeLists_.find(codeList);
    return found != codeLists_.end() && found->second.contains(code);
}

Reading FieldDictionary::read(const Field& field, std::string_view text, std::string_view currency,
                              const NumberForm& form) const {
    switch (field.type) {
        case FieldType::date:
            return readDate(text);
        case FieldType::integer:
            return readInteger(text, form);
        case FieldType::decimal:
            return readDecimal(text, form);
        case FieldType::boolean:
            return readBoolean(text);
        case FieldType::money: {
            if (currency.empty()) return {.value = {}, .broken = "currency-missing"};
            const std::optional<int> digits = minorDigits(currency);
            if (!digits) return {.value = {}, .broken = "unknown-currency"};
            return readMoney(text, *digits, form);
        }
        case FieldType::text:
        case FieldType::longText:
        case FieldType::code:
        case FieldType::reference:
        case FieldType::url:
            break;
    }
    return {.value = {Value::Kind::text, normalised(trimmed(text))}, .broken = {}};
}

}  // namespace cadastre::assets
