// The money of a group as sentences that an auditor recomputes by hand: what is counted, what stays, what
// overlaps, each amount in the reader's spelling and currency, and how many systems' cost nobody knows.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "reports/duplicates_page_store.h"
#include "reports/page.h"

namespace cadastre::reports {

/// The kept prices of a group, for the template: {"range", "total", "low", "high", "terms": [{"name",
/// "running", "development", "share", "counted"}], "more"}; a group priced in several currencies has no one
/// sum. Prices kept before their steps were have the sentence of words alone.
/// @param digits  of minor units by currency
nlohmann::json pricesInWords(const Reader& reader, const std::map<std::string, int>& digits,
                             const DuplicateGroupInFull& full);

/// How many systems of the group have a cost that nobody knows.
std::string unknownCostsInWords(const Reader& reader, const DuplicateGroup& group);

}  // namespace cadastre::reports
