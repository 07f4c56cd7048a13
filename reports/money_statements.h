// What the owner of a programme or project said of it, report by report: its own rating as a row of marks,
// the cost and the end it gave, and by how much they moved since the report before. What moves again and
// again is told here, where the newest figures alone would hide it.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reports/money_store.h"
#include "reports/page.h"
#include "reports/page_store.h"

namespace cadastre::reports {

/// For the template: [{"from", "rating", "cost", "cost_moved", "ends", "ends_moved"}] in the order of time;
/// empty where there is one report, which the facts of the page say already. A report that repeats the one
/// before stands in the list: that nothing moved is said, too.
/// @param digits  of minor units by currency
nlohmann::json statementsOf(const Reader& reader, const std::vector<NamedCode>& ratings,
                            const std::map<std::string, int>& digits, const MoneyOwner& owner);

/// What it says at length: [{"name", "text", "long"}]; long texts are folded up.
nlohmann::json textsOf(const Reader& reader, const MoneyOwner& owner);

}  // namespace cadastre::reports
