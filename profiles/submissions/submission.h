// A submission: what came in at once, from whom, with which answer. Plain data for every floor.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace cadastre::submissions {

struct SubmissionFile {
    std::string name;    ///< without folders
    std::string sha256;  ///< of its bytes, 64 hexadecimal digits
    std::int64_t sizeBytes = 0;
};

/// Source records by what became of them: read = accepted + unchanged + rejected; ignored are among the
/// unchanged.
struct Counts {
    std::int64_t read = 0;
    std::int64_t accepted = 0;
    std::int64_t unchanged = 0;
    std::int64_t rejected = 0;
    std::int64_t ignored = 0;
};

struct Submission {
    std::string id;               ///< UUIDv7
    std::string kind = "import";  ///< import, undo, decision, reallocation
    std::string actor;            ///< who; unverified until there are accounts
    std::string subject = {};     ///< code, as stated; may be empty
    std::string reason = {};      ///< may be empty
    std::string receivedAt = {};  ///< set by the register
    std::string sourceName = {};  ///< file or folder
    std::string mapName = {};     ///< column map that read it
    bool complete = false;        ///< said to hold everything the subject has
    Counts counts = {};
    std::string verdict = "{}";  ///< the answer, as JSON
    std::string undoes = {};     ///< for an undo: what it undid
    std::string undoneBy = {};   ///< the undo that took it back, if any; set by the register
    std::vector<SubmissionFile> files = {};
};

}  // namespace cadastre::submissions
