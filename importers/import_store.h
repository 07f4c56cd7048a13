// The import: everything a reader finds goes through staging, checks and merge in one transaction, and ends
// as a stored submission with its verdict, or as nothing. This is the straight line of the journey "a file
// in".
#pragma once

#include <functional>
#include <string>

#include "importers/record.h"
#include "importers/verdict.h"
#include "profiles/assets/field_dictionary.h"
#include "profiles/submissions/submission.h"
#include "schema/database.h"

namespace cadastre::importers {

/// What becomes of the good source records when others have a blocking problem.
enum class Accept : bool { allOrNothing, good };

struct ImportRequest {
    std::string actor;
    std::string subject = {};  ///< code for which it is sent; may be empty
    std::string reason = {};
    std::string sourceName = {};
    std::string mapName = {};
    std::vector<submissions::SubmissionFile> files = {};  ///< in the order of Position::file
    Accept accept = Accept::allOrNothing;
    bool complete = false;  ///< assets of its subjects that are missing from it become findings "omitted"
    bool dryRun = false;    ///< the same transaction, rolled back
};

/// What somebody who waits for an import may hear; each may be empty.
struct ImportWatch {
    std::function<void(std::uint64_t)> progress;  ///< source records read so far, now and then
    std::function<void()> waiting;                ///< another import is running and has to end first
};

/// Runs `read`, which hands everything it finds to the sink, and takes the result into the register. One
/// import at a time: waits for another one's end up to `patience` seconds. Throws UnavailableError when that
/// is not enough or the database goes away, and whatever `read` throws; nothing remains of the import then.
Verdict importRecords(Database& database, const assets::FieldDictionary& dictionary,
                      const ImportRequest& request, const std::function<void(RecordSink&)>& read,
                      const ImportWatch& watch = {}, int patience = 600);

}  // namespace cadastre::importers
