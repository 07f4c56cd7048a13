// The import tests' common ground.
#include "tests/db/import_fixture.h"

#include <fmt/format.h>

#include <fstream>

#include "schema/paths.h"
#include "tests/real_data.h"

namespace cadastre::tests {

const assets::FieldDictionary& ImportTest::dictionary() {
    static const auto loaded = assets::FieldDictionary::load(shipped("schema/codes"));
    return loaded;
}

Verdict ImportTest::import(const std::vector<RecordOf>& records, ImportRequest request) const {
    if (request.actor.empty()) request.actor = "test";
    if (request.files.empty()) request.files.push_back({"records.csv", std::string(64, '0'), 1});
    return importers::importRecords(database(), dictionary(), request, [&](importers::RecordSink& sink) {
        std::uint64_t number = 0;
        for (const auto& made : records) {
            ++number;
            Record record = made.record;
            record.position = {0, number, number + 1};
            sink.sourceRecord(record.position, false);
            sink.record(std::move(record));
        }
    });
}

Verdict ImportTest::importText(const std::string& csv, ImportRequest request) const {
    const TemporaryFolder folder;
    const auto file = folder.path() / "records.csv";
    std::ofstream(file, std::ios::binary) << csv;
    importers::Input asked;
    asked.path = file;
    return importInput(asked, std::move(request));
}

Verdict ImportTest::importSet(const std::string& path, const std::string& map) const {
    importers::Input asked;
    asked.path = realData() / path;
    asked.map = map;
    return importInput(asked, {});
}

Verdict ImportTest::importInput(const importers::Input& asked, ImportRequest request) const {
    const auto ground = importers::ReadingGround::below(shipped("importers").parent_path());
    const auto inputs = importers::listInputs(asked, dictionary(), ground);
    request.actor = "test";
    for (const auto& input : inputs) {
        request.files.push_back({input.path.filename().string(), std::string(64, '0'), 1});
    }
    return importers::importRecords(database(), dictionary(), request, [&](importers::RecordSink& sink) {
        importers::readAll(inputs, dictionary(), ground, sink);
    });
}

Verdict ImportTest::importFolder(const char* folder, bool complete) const {
    const auto ground = importers::ReadingGround::below(shipped("schema/codes").parent_path().parent_path());
    const auto inputs =
        importers::listInputs({.path = shipped(folder), .map = {}, .subject = {}}, dictionary(), ground);
    ImportRequest request;
    request.actor = "test";
    request.complete = complete;
    for (const importers::Input& input : inputs)
        request.files.push_back({input.path.filename(), std::string(64, '0'), 1});
    return importers::importRecords(database(), dictionary(), request, [&](importers::RecordSink& sink) {
        importers::readAll(inputs, dictionary(), ground, sink);
    });
}

std::string ImportTest::told(const Verdict& verdict) {
    std::string text;
    for (const auto& group : verdict.problems) {
        if (group.isFinding) continue;
        if (!text.empty()) text += ' ';
        text += fmt::format("{}@{}", group.first.rule, group.first.position.record);
    }
    return text;
}

std::vector<std::string> ImportTest::rulesOf(const Verdict& verdict) {
    std::vector<std::string> rules;
    for (const auto& group : verdict.problems) {
        if (group.isFinding)
            rules.push_back(fmt::format("{}@{}", group.first.rule, group.first.position.record));
    }
    return rules;
}

std::string ImportTest::counts(const Verdict& verdict) {
    const auto& counts = verdict.counts;
    return fmt::format("{} = {} + {} + {}", counts.read, counts.accepted, counts.unchanged, counts.rejected);
}

std::string ImportTest::history(const std::string& key) const {
    return valueOf(
        fmt::format("select string_agg(event_kind || case when stage_before is null then '' else ' ' || "
                    "stage_before || '>' || stage_after end, ', ' order by event_id) from event join record "
                    "using (uid) where kind = 'asset' and holder_key = '{}'",
                    key));
}

}  // namespace cadastre::tests
