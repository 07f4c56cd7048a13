// What the tests of the import share: records made by hand, imported without any file.
#pragma once

#include <string>
#include <vector>

#include "importers/import_store.h"
#include "importers/reader.h"
#include "tests/db/database_test.h"

namespace cadastre::tests {

using importers::Accept;
using importers::ImportRequest;
using importers::Record;
using importers::Verdict;

/// A record in the making; each source record makes one.
struct RecordOf {
    Record record;
    explicit RecordOf(std::string kind, std::string subject, std::string key) {
        record.kind = std::move(kind);
        record.subject = std::move(subject);
        record.key = std::move(key);
    }
    RecordOf& text(std::string field, std::string value) {
        record.fields.emplace_back(std::move(field),
                                   importers::Value{importers::Value::Kind::text, std::move(value)});
        return *this;
    }
    RecordOf& number(std::string field, std::string value) {
        record.fields.emplace_back(std::move(field),
                                   importers::Value{importers::Value::Kind::number, std::move(value)});
        return *this;
    }
    RecordOf& from(std::string day) {
        record.validFrom = std::move(day);
        return *this;
    }
    RecordOf& relation(std::string kind, std::string subject, std::string key) {
        record.relations.push_back({std::move(kind), std::move(subject), std::move(key)});
        return *this;
    }
    RecordOf& event(std::string kind, std::string on = {}, std::string stage = {}, std::string note = {},
                    std::string document = {}) {
        record.events.push_back(
            {std::move(kind), std::move(on), std::move(stage), std::move(note), std::move(document)});
        return *this;
    }
    RecordOf& function(std::string classifier, std::string code) {
        record.functions.push_back({std::move(classifier), std::move(code), {}});
        return *this;
    }
    RecordOf& byProduct() {
        record.secondary = true;
        return *this;
    }
};

inline RecordOf subject(const std::string& code) {
    return RecordOf("subject", "", code).text("name", "Body " + code);
}

inline RecordOf asset(const std::string& holder, const std::string& key,
                      const std::string& stage = "in_operation") {
    auto made = RecordOf("asset", holder, key);
    made.text("class", "information_system").text("name", "System " + key);
    if (!stage.empty()) made.text("stage", stage);
    return made;
}

class ImportTest : public DatabaseTest {
  protected:
    /// Imports each record as a source record of its own, record n on line n + 1.
    Verdict import(const std::vector<RecordOf>& records, ImportRequest request = {}) const;
    /// Imports a file of the register's own columns.
    Verdict importText(const std::string& csv, ImportRequest request = {}) const;
    /// Imports a folder that ships with the register; `complete`: what it does not bring is omitted.
    Verdict importFolder(const char* folder, bool complete) const;
    /// Imports a file or folder of the real data through a shipped map.
    Verdict importSet(const std::string& path, const std::string& map) const;
    /// The verdict's problems, without findings, as "rule@record rule@record …".
    static std::string told(const Verdict& verdict);
    /// The verdict's findings, each as "rule@record" of its first record.
    static std::vector<std::string> rulesOf(const Verdict& verdict);
    /// Read, accepted, unchanged, rejected as "4 = 1 + 2 + 1".
    static std::string counts(const Verdict& verdict);
    /// The events of an asset in order as "kind before>after, …".
    [[nodiscard]] std::string history(const std::string& key) const;
    static const assets::FieldDictionary& dictionary();

  private:
    Verdict importInput(const importers::Input& asked, ImportRequest request) const;
};

}  // namespace cadastre::tests
