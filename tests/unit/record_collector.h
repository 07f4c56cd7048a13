// A sink that keeps or counts what readers make, for tests.
#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "importers/reader.h"
#include "importers/record.h"

namespace cadastre::importers {

class RecordCollector : public RecordSink {
  public:
    void sourceRecord(const Position&, bool ignored) override {
        ++rows;
        if (ignored) ++ignoredRows;
    }
    void record(Record&& record) override {
        ++(record.secondary ? secondary : primary)[record.kind];
        if (!record.secondary || !keepPrimaryOnly) records.push_back(std::move(record));
    }
    void problem(Problem&& problem) override {
        ++byRule[fmt::format("{} {}", problem.severity, problem.rule)];
        problems.push_back(std::move(problem));
    }

    [[nodiscard]] std::size_t blocking() const {
        std::size_t count = 0;
        for (const Problem& problem : problems)
            count += problem.severity == "blocking" ? 1 : 0;
        return count;
    }
    /// All problems as "severity rule field value", for messages of failed tests.
    [[nodiscard]] std::string told() const {
        std::string text;
        for (const Problem& problem : problems) {
            text += fmt::format("line {}: {} {} {} '{}'", problem.position.line, problem.severity,
                                problem.rule, problem.field, problem.value);
            for (const auto& [name, value] : problem.arguments)
                text += fmt::format(" {}={}", name, value);
            text += '\n';
            if (text.size() > 4000) break;
        }
        return text;
    }
    /// The value of a field, or nullptr.
    [[nodiscard]] static const Value* field(const Record& record, std::string_view code) {
        for (const auto& [name, value] : record.fields) {
            if (name == code) return &value;
        }
        return nullptr;
    }
    [[nodiscard]] const Record* find(std::string_view kind, std::string_view key) const {
        for (const Record& record : records) {
            if (record.kind == kind && record.key == key) return &record;
        }
        return nullptr;
    }

    std::size_t rows = 0;
    std::size_t ignoredRows = 0;
    bool keepPrimaryOnly = false;
    std::map<std::string, std::size_t> primary;
    std::map<std::string, std::size_t> secondary;
    std::map<std::string, std::size_t> byRule;
    std::vector<Record> records;
    std::vector<Problem> problems;
};

inline const assets::FieldDictionary& shippedDictionary() {
    static const assets::FieldDictionary dictionary = assets::FieldDictionary::load("schema/codes");
    return dictionary;
}

inline ReadingGround shippedGround() {
    return ReadingGround::below(".");
}

/// Reads one input as the command would.
inline RecordCollector readInput(const Input& asked) {
    RecordCollector collector;
    const std::vector<Input> inputs = listInputs(asked, shippedDictionary(), shippedGround());
    readAll(inputs, shippedDictionary(), shippedGround(), collector);
    return collector;
}

}  // namespace cadastre::importers
