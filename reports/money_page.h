// The pages of money: the worklist of money against results, and one programme or project in full.
#pragma once

#include <optional>
#include <string>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Sums by standing, the picture of money against results, and the worklist: rated green with the target
/// missed first.
Page moneyPage(Transaction& transaction, const Reader& reader, const Asked& asked);

/// A programme or project: cost by year, indicators with their series, projects. Nothing when there is none.
std::optional<Page> moneyOwnerPage(Transaction& transaction, const Reader& reader, const std::string& uid);

}  // namespace cadastre::reports
