// What the money buys, as the home page shows it: the execution quadrant, a table of four cells with counts
// and amounts, and below it what can't be judged.
#pragma once

#include <map>
#include <string>

#include "reports/count_store.h"
#include "reports/page.h"

namespace cadastre::reports {

/// Puts into the data of the page: `quadrant` (two rows of two cells; nothing where no result is judged) and
/// `unjudged` (standings without a result). `digits`: of each currency.
void addQuadrant(Transaction& transaction, const Reader& reader, const Counts& kept,
                 const std::map<std::string, int>& digits, nlohmann::json& data);

/// Whether any programme or project has a result to be judged by.
bool resultsJudged(const Counts& kept);

}  // namespace cadastre::reports
