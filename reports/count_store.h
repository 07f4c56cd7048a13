// The counts of the home page: recounted whole in one snapshot after the register changed, read in no time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/page.h"
#include "reports/picture_store.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// One number. `money…` are minor units of `currency`, where money belongs to it.
struct Count {
    std::string measure;
    std::string item;
    std::string currency;
    std::int64_t amount = 0;
    std::optional<std::int64_t> moneyLow;
    std::optional<std::int64_t> moneyHigh;
};

struct Counts {
    std::optional<Instant> countedAt;  ///< nothing before the first recount
    bool upToDate = false;             ///< nothing changed since
    std::vector<Count> counts;

    /// How many; 0 where nothing was counted.
    [[nodiscard]] std::int64_t amount(const std::string& measure, const std::string& item = "") const;
};

/// The kept counts of the times this transaction reads, by measure and item; of another time those of the
/// steps that were counted (hasPicture). Throws NotCounted where the first step was not.
Counts keptCounts(Transaction& transaction, const Times& times = {});

/// Says in the data of a page from when its kept numbers are: `counted_at`, whether they are being counted
/// anew (`recounting`), or that they never were (`uncounted`).
void addCountMark(Transaction& transaction, const Reader& reader, nlohmann::json& data);
/// Counts what is kept of one step of the times this transaction reads, and writes it where it is read from.
/// The bodies come last: they read the money that was kept.
void countStep(WriteTransaction& transaction, const Times& times, PictureStep step);
/// Counts the register anew (about a second for a million assets). The caller commits; recounts wait for each
/// other.
void recount(WriteTransaction& transaction);
/// Recounts when something changed since the last time; whether it did.
bool recountWhenChanged(Database& database);

}  // namespace cadastre::reports
