// Short words for stating fields of a record, so that the generator reads like a description of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "importers/record.h"
#include "tools/generator/numbers.h"

namespace cadastre::generator {

using importers::Record;

inline void state(Record& record, std::string_view field, importers::Value::Kind kind, std::string value) {
    record.fields.emplace_back(std::string(field), importers::Value{kind, std::move(value)});
}
inline void text(Record& record, std::string_view field, std::string_view value) {
    state(record, field, importers::Value::Kind::text, std::string(value));
}
inline void date(Record& record, std::string_view field, Day value) {
    state(record, field, importers::Value::Kind::text, isoDate(value));
}
inline void number(Record& record, std::string_view field, std::int64_t value) {
    state(record, field, importers::Value::Kind::number, std::to_string(value));
}
/// Minor units of the record's currency, like importers::Value keeps money.
inline void money(Record& record, std::string_view field, std::int64_t minorUnits) {
    number(record, field, minorUnits);
}
inline void truth(Record& record, std::string_view field, bool value) {
    state(record, field, importers::Value::Kind::boolean, value ? "true" : "false");
}
/// Not known, but to be known by that day.
inline void unknownUntil(Record& record, std::string_view field, Day day) {
    state(record, field, importers::Value::Kind::unknown, isoDate(day));
}

/// The stated value of a field, or nullptr.
inline importers::Value* find(Record& record, std::string_view field) {
    for (auto& [code, value] : record.fields) {
        if (code == field) return &value;
    }
    return nullptr;
}
inline void drop(Record& record, std::string_view field) {
    std::erase_if(record.fields, [field](const auto& stated) { return stated.first == field; });
}

}  // namespace cadastre::generator
