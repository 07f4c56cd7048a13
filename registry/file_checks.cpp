// From a posted form to a verdict nobody keeps.
#include "registry/file_checks.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "importers/column_map.h"
#include "importers/handed_in_file.h"
#include "importers/import_store.h"
#include "importers/verdict.h"
#include "registry/http/sent_files.h"
#include "reports/body_choice.h"
#include "schema/errors.h"
#include "schema/paths.h"

namespace cadastre {

namespace {

constexpr std::size_t previewedRows = 5;
constexpr int patienceSeconds = 20;  // for an import that is running; a person waits for this page

// Of several files only those a map reads by themselves; the others are there to be joined.
std::vector<importers::Input> inputsOf(const http::Request& request, const std::string& subject,
                                       const std::vector<reports::OfferedMap>& maps,
                                       const assets::FieldDictionary& dictionary,
                                       const importers::ReadingGround& ground) {
    const std::string map(request.form.get("map"));
    const bool known = map.empty() || std::any_of(maps.begin(), maps.end(),
                                                  [&](const auto& each) { return each.name == map; });
    if (!known) throw UsageError("there is no shipped map \"" + map + '"');
    std::vector<importers::Input> inputs;
    std::vector<importers::Input> readByMap;
    for (const auto& path : request.files->paths()) {
        inputs.push_back({path, "auto", map, subject});
        if (map.empty()) continue;
        const auto rules = importers::loadColumnMap(importers::findMap(map, ground.maps), dictionary);
        if (rules.sourceFor(path) != nullptr) readByMap.push_back(inputs.back());
    }
    return readByMap.empty() ? inputs : readByMap;
}

}  // namespace

FileChecks::FileChecks(Database& database, const Messages& messages)
    : database_(database),
      messages_(messages),
      dictionary_(assets::FieldDictionary::load(shipped("schema/codes"))),
      ground_(importers::ReadingGround::below(shippedFolder())) {
    try {
        for (auto& map : importers::shippedMaps(dictionary_, ground_))
            maps_.push_back({map.name, map.about, map.files});
    } catch (const importers::MapError& wrong) {
        throw UnavailableError(wrong.what());
    }
}

std::string FileChecks::meaningOf(const importers::ColumnUse& use, const std::string& language) const {
    if (const std::string key = "check_file.column." + use.field; messages_.has(key))
        return messages_.text(language, key);
    const assets::Field* field = dictionary_.find(use.recordKind, use.assetClass, use.field);
    if (field == nullptr) return use.field;
    return language == "ru" && !field->nameRussian.empty() ? field->nameRussian : field->nameEnglish;
}

reports::PreviewedFile FileChecks::previewOf(const importers::Input& input,
                                             const std::string& language) const {
    const auto preview = importers::previewOf(input, dictionary_, ground_, previewedRows);
    reports::PreviewedFile file;
    file.name = input.path.filename().string();
    file.bytes = static_cast<std::int64_t>(std::filesystem::file_size(input.path));
    file.format = preview.format;
    file.encoding = preview.encoding;
    file.encodingGuessed = preview.encodingGuessed;
    file.delimiter = preview.delimiter;
    file.rows = preview.rows;
    for (const auto& column : preview.columns) {
        reports::PreviewedColumn shown{column.name, {}};
        for (const auto& use : column.uses)
            shown.uses.push_back({use.recordKind, use.field, meaningOf(use, language)});
        file.columns.push_back(std::move(shown));
    }
    return file;
}

void FileChecks::run(const std::vector<importers::Input>& inputs, const std::string& subject, bool complete,
                     const std::string& language, reports::CheckedFiles& answer) {
    importers::ImportRequest import;
    import.actor = "check";
    import.subject = subject;
    import.sourceName = inputs.front().path.filename().string();
    import.mapName = inputs.front().map;
    // What is good goes on to the rules of the register, so that one check tells everything.
    import.accept = importers::Accept::good;
    import.complete = complete;
    import.dryRun = true;
    for (const auto& input : inputs)
        import.files.push_back(importers::handedInFile(input.path));
    importers::ImportWatch watch;
    watch.waiting = [&] { answer.waited = true; };
    try {
        const auto verdict = importers::importRecords(
            database_, dictionary_, import,
            [&](importers::RecordSink& sink) { importers::readAll(inputs, dictionary_, ground_, sink); },
            watch, patienceSeconds);
        answer.verdict = importers::toJson(verdict, messages_, language);
    } catch (const UnavailableError&) {
        if (!answer.waited) throw;
        answer.busy = true;
    }
}

// A name that no body has stays as it is: the verdict says of it what it says of such a code.
bool FileChecks::settleBody(reports::CheckedFiles& answer, const std::string& language) const {
    if (answer.subject.empty()) return true;
    ReadTransaction transaction(database_);
    auto known = reports::knownBodies(transaction, {messages_, language},
                                      reports::Asked{{{"subject", answer.subject}}}, "/check");
    answer.subject = known.asked.get("subject");
    if (!known.choice || !known.choice->data["has_choices"].get<bool>()) return true;
    answer.whichBody = std::move(known.choice);
    return false;
}

reports::CheckedFiles FileChecks::check(const http::Request& request, const std::string& language) {
    reports::CheckedFiles answer;
    answer.map = request.form.get("map");
    answer.subject = request.form.get("subject");
    answer.complete = !request.form.get("complete").empty();
    if (request.files->paths().empty()) return answer;
    if (!settleBody(answer, language)) return answer;
    const auto inputs = inputsOf(request, answer.subject, maps_, dictionary_, ground_);
    for (const auto& input : inputs)
        answer.files.push_back(previewOf(input, language));
    if (!free_.try_acquire()) {
        answer.busy = true;
        return answer;
    }
    struct GiveBack {
        std::counting_semaphore<mostAtOnce>& free;
        ~GiveBack() { free.release(); }
    } const giveBack{free_};
    run(inputs, answer.subject, answer.complete, language, answer);
    return answer;
}

}  // namespace cadastre
