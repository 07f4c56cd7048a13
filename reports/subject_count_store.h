// What is counted of each body with all below it. Today's counts are kept with the data and counted by the
// upkeep; those of another time are counted when they are asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// What is counted of a body with all below it: assets (class, stage), costs (assets whose yearly cost is
/// stated, and the sum), unmarked (tree: living systems without a function in it), findings (rule, severity),
/// overdue (findings whose answer is late), bodies, silent, standings (of programmes; money: plan and paid),
/// groups (duplicates by kind), events (year, kind), expiring (what, expired or soon).
struct SubjectCount {
    std::string subjectUid, measure, item, detail, currency;
    std::int64_t amount = 0;
    std::optional<std::int64_t> moneyLow, moneyHigh;  ///< minor units
};

/// What of the bodies is counted at once: how many systems name no function belongs to the coverage map.
enum class SubjectCounts : std::uint8_t { ofSystemsWithoutFunctions, others };

/// Counts all bodies anew, the others off the execution report kept before, and writes the rows that differ
/// from those kept.
void keepSubjectCounts(WriteTransaction& transaction, const Times& times, SubjectCounts which);

/// All counts of the body of that code, at the transaction's times.
std::vector<SubjectCount> subjectCounts(Transaction& transaction, const Times& times,
                                        const std::string& code);

/// How the programmes and projects of all bodies stand, standing by standing and currency by currency.
std::vector<SubjectCount> standingsOfAll(Transaction& transaction, const Times& times);

/// Systems that are alive and state no function of the tree: what they cover is not known. Of the body of
/// that code with all below it; empty: of all.
std::int64_t unmarkedSystems(Transaction& transaction, const Times& times, const std::string& code,
                             const std::string& classifier);

}  // namespace cadastre::reports
