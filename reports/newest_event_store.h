// The newest events of a body with all below it, found among all events when bodies are counted, so that a
// profile reads a few rows.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

inline constexpr int newestEventsKept = 15;

struct SubjectEvent {
    std::string happenedOn, kind, stageBefore, stageAfter, name, note;
    std::optional<std::int64_t> assetNumber;
};
/// The newest that have a day, as of the last count. Throws NotCounted for a time that was never counted.
std::vector<SubjectEvent> newestEvents(Transaction& transaction, const Times& times, const std::string& code);

/// Finds them for every body; the caller commits.
void keepNewestEvents(WriteTransaction& transaction);

}  // namespace cadastre::reports
