// The verdict: the answer to an import, as people read it and as programs do. It lives with the importers
// because every way in answers with it, whatever was handed in.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "importers/record.h"
#include "profiles/submissions/submission.h"
#include "schema/messages.h"

namespace cadastre::importers {

/// Problems that say the same, with where they stand: at most `shownPlaces` places are kept.
struct ProblemGroup {
    Problem first;
    std::string file;  ///< name of its file
    std::uint64_t count = 1;
    std::vector<std::int64_t> records;  ///< numbers of the source records, the first's first
    std::vector<std::int64_t> lines;    ///< and their lines
    bool isFinding = false;             ///< of a rule over the register: the records came in all the same
};

inline constexpr int shownPlaces = 1000;
inline constexpr int shownGroups = 5000;

struct Verdict {
    submissions::Counts counts;
    std::vector<ProblemGroup>
        problems;  ///< of reading in the order of files and lines, at most `shownGroups`, then findings
    std::uint64_t groupsLeftOut = 0;
    std::string submissionId;  ///< empty: refused or a dry run, nothing was kept
    bool refused = false;      ///< the register is as it was, because of the problems
    bool dryRun = false;       ///< the register is as it was, because only the answer was wanted
    std::map<std::string, std::int64_t> findings;  ///< open findings on the records that came in, by severity
    std::int64_t omitted = 0;                      ///< assets missing from a file said to be complete

    /// What the command's exit status follows: nothing was rejected and the file as a whole is sound.
    [[nodiscard]] bool good() const { return !refused && counts.rejected == 0; }
};

/// The contract's object: read, accepted, unchanged, rejected, ignored, errors[], submission…
nlohmann::json toJson(const Verdict& verdict, const Messages& messages, const std::string& language);

/// What is stored with the submission: the same without sentences, which follow from rule and arguments.
std::string storedForm(const Verdict& verdict);

/// For people: one line a problem, what was found, and last `read N = accepted A + unchanged U + rejected R`.
/// `longest`: how many problems are spelled out.
std::string toText(const Verdict& verdict, const Messages& messages, const std::string& language,
                   std::size_t longest = 50);

}  // namespace cadastre::importers
