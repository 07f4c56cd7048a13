// The merge: what was staged and found sound becomes versions, newest states, relations and events of the
// register. Two steps, because a submission is written once with its counts: first everything that would
// change is known, then, under the submission's name, it is written. Set-based throughout.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "schema/transaction.h"

namespace cadastre::importers {

class Merge {
  public:
    /// Finds out what changes; needs staged_record and the tables of findRepeatedKeys(). `kinds`: the
    /// record kinds that were staged.
    Merge(WriteTransaction& transaction, std::set<std::string> kinds);

    /// Source records that change something.
    [[nodiscard]] std::int64_t acceptedSources() const { return acceptedSources_; }

    /// Writes it all. Afterwards touched_record(uid) holds every record whose state, events or references
    /// changed.
    void write(const std::string& submissionId) const;

  private:
    void writeVersions(const std::string& submissionId) const;
    void writeNewestStates(const std::string& submissionId) const;

    WriteTransaction* transaction_;
    std::set<std::string> kinds_;
    std::int64_t acceptedSources_ = 0;
    std::int64_t changes_ = 0;
};

}  // namespace cadastre::importers
