// The choice of a currency in a list's filters: those that its amounts have, so that nobody types a code.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Adds "currencies" and "has_currencies": those of the kept worklist of money, and `chosen`. Where there is
/// one and none was asked for, there is nothing to choose.
void offerCurrenciesOfMoney(nlohmann::json& data, Transaction& transaction, const Reader& reader,
                            const std::string& chosen);
/// The same of the groups of duplicates that have a price.
void offerCurrenciesOfOverlap(nlohmann::json& data, Transaction& transaction, const Reader& reader,
                              const std::string& chosen);

}  // namespace cadastre::reports
