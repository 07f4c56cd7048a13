// Keeps the search of assets up with the register: submission by submission after their commit, so that an
// import does not wait for it, and as a rebuild where nearly everything is new, which is many times faster.
#pragma once

#include <cstdint>
#include <functional>

#include "schema/transaction.h"

namespace cadastre::reports {

/// How far the search is behind: records of submissions that it has not taken up yet.
struct SearchLag {
    std::int64_t waitingRecords = 0;
    std::int64_t waitingSubmissions = 0;
    [[nodiscard]] bool caughtUp() const { return waitingSubmissions == 0; }
};
SearchLag searchLag(Transaction& transaction);

/// Does the next step (a batch of some thousand assets, or the rebuild) and commits it. False when there was
/// nothing to do, or another process is at it.
bool catchUpStep(Database& database);

/// Steps until nothing is left; `progress` hears how many records are still waiting. What `cadastre import`
/// does last, as a step with a time of its own. Returns the assets taken up.
std::int64_t catchUpSearch(Database& database, const std::function<void(const SearchLag&)>& progress = {});

}  // namespace cadastre::reports
