// What an overlap costs: whole minor units, a low–high range per currency, and the formula in numbers.
// Pure arithmetic, so that every sum on a screen can be recomputed by hand.
#pragma once

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "profiles/duplicates/explanation.h"

namespace cadastre::duplicates {

/// Members of a group that are not different things: numbers that they share within it; nought is shared with
/// nobody. Records of one system are copies, so it costs what the dearest of them says; systems of one
/// solution are instances, each of which is paid for.
struct OneThing {
    std::uint32_t system = 0;    ///< records of the same number are one system, entered several times
    std::uint32_t solution = 0;  ///< systems of the same number are one solution

    bool operator==(const OneThing&) const = default;
};

/// What one member of a cluster costs. Missing means unknown, never zero.
struct MemberCost {
    std::optional<std::int64_t> yearlyRunningCost;   ///< minor units a year
    std::optional<std::int64_t> plannedDevelopment;  ///< minor units, whole plan
    std::string currency;                            ///< ISO 4217
    int allocationPermille = 1000;                   ///< share of the cost that serves what is shared
    std::string uid = {};                            ///< by which the sum names the member
    OneThing one = {};                               ///< with whom it is one system, one solution
};

/// What one member brings into the sum: (running + development) × allocation, rounded to minor units; of
/// records that are one system the dearest alone brings anything.
struct CostTerm {
    std::string uid;
    std::int64_t running = 0, development = 0;
    int allocationPermille = 1000;
    std::int64_t counted = 0;
};

/// Members that count as one, and what they count for together.
struct CountedOnce {
    std::string uid;  ///< by which they are named: the dearest record of a system, the first of a solution
    std::size_t members = 0;
    std::int64_t counted = 0;
};

struct MoneyRange {
    std::string currency;
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::string formula;  ///< the sum in figures, in minor units, e.g. "(900 + 0) × 1.000 + …"
    Sentence words;       ///< the same in words
    /// The steps of the sum, by which it is recomputed: low is (total − staysLow) × the low overlap, high is
    /// (total − staysHigh) × the high one.
    std::int64_t total = 0, staysLow = 0, staysHigh = 0;
    int systemsCounted = 0;
    std::vector<CostTerm> terms;         ///< at most a hundred, one a record
    std::vector<CountedOnce> copies;     ///< records that are one system; at most twenty
    std::vector<CountedOnce> solutions;  ///< systems that are one solution; at most twenty
};

/// What of a group's range falls on one of its members, in minor units of its currency.
struct MoneyShare {
    std::int64_t low = 0;
    std::int64_t high = 0;
};

/// Money in overlap (never "savings") of one cluster.
struct Price {
    std::vector<MoneyRange> ranges;  ///< one per currency, ordered by code; empty when no cost is known
    int overlapLowPermille = 0, overlapHighPermille = 0;
    /// By member, nothing where its cost is unknown or not at stake: nobody has decided yet who would go, so
    /// the range falls on the members in proportion to what they cost. The shares add up to the ranges
    /// exactly; totals over groups that share members take each member once (docs/reports.md, overlap).
    std::vector<std::optional<MoneyShare>> shares;
    int membersWithKnownCost = 0;
    int membersWithUnknownCost = 0;
};

/// (running + development) × allocation of each system with a known cost, all but one of the solutions
/// counted (one of them would stay), × overlap. Low keeps the dearest and takes the low overlap; high
/// keeps the cheapest and takes the high one. A solution of unknown cost, or in another currency, may be
/// the one that stays, so high then keeps none. Copies of one system count once: what is paid for them twice
/// is priced where they stand as one thing registered twice. Ranges are held to 64 bits.
/// @param overlapLowPermille, overlapHighPermille  0…1000
Price priceOverlap(std::span<const MemberCost> members, int overlapLowPermille, int overlapHighPermille);

/// What exists stays, so the plans are at stake alone: (running + development) × allocation × overlap of each
/// plan whose cost is known.
/// @param isPlan  by member
Price pricePlans(std::span<const MemberCost> members, const std::vector<bool>& isPlan, int overlapLowPermille,
                 int overlapHighPermille);

/// {"prices": [{"currency", "low", "high", "formula", "words", "steps"}], "members_with_known_cost"}, as
/// explanations keep it.
nlohmann::json toJson(const Price& price);

}  // namespace cadastre::duplicates
