// What the versions of one record say about each of its fields: who brought the value that holds, since when
// it is true, and what one state has that another has not. Pure, so that it is tried without a database.
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "schema/parameters.h"

namespace cadastre::reports {

/// A field that differs between two states; null where it was not stated.
struct PassportDifference {
    std::string field;
    nlohmann::json before, after;
    std::string currencyBefore, currencyAfter;  ///< of the two states, for amounts
};

struct PassportVersion {
    Date validFrom{};
    Instant recordedAt{};
    bool ended = false;
    std::string submissionId, submissionKind, actor, source;
    std::string holderName;  ///< who held the asset in this state
    nlohmann::json content;
    /// What differs from the version recorded before it; nothing for the first.
    std::vector<PassportDifference> differences = {};
};

/// What a state says of a field: the value as stated; {"unknown": until} or {"withheld": ground} where it is
/// said not to be said; null where nothing is said.
nlohmann::json saidOf(const nlohmann::json& content, const std::string& field);

/// Fields whose values are not the same in two states, in the order of their codes; a field that is said to
/// be unknown or withheld in either counts as a field, not as a part of those two lists.
std::vector<PassportDifference> differencesBetween(const nlohmann::json& before, const nlohmann::json& after);

/// Fills in what each version changed. `versions` stand newest recorded first, as the passport lists them;
/// the last one, before which nothing is at hand, changed nothing.
void tellDifferences(std::vector<PassportVersion>& versions);

/// Where a field's present value comes from.
struct FieldOrigin {
    Date since{};             ///< the value is true from this day on without a break
    std::size_t version = 0;  ///< the version that first said so for that day: a place in `versions`
};

/// The origin of what the state in force says of `field`, be it that it says nothing. The state in force on
/// a day is the newest recorded of the latest day it is true from (docs/architecture.md, Versions): going
/// back from it while the same is said leads to the day, and among what was recorded for that day to the
/// version. `versions` may stand in any order; there is at least one.
FieldOrigin originOf(std::span<const PassportVersion> versions, const std::string& field);

}  // namespace cadastre::reports
