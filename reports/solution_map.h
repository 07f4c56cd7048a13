// A typical solution on a map of bodies, instead of as many findings as it has pairs.
#pragma once

#include <optional>

#include "reports/duplicates_page_store.h"
#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// For the template: {"lead", "places": [{"name", "address", "indent", "own", "share", "width"}], "more"};
/// false for groups that are no typical solution.
nlohmann::json solutionMap(Transaction& transaction, const Reader& reader, const DuplicateGroup& group);

}  // namespace cadastre::reports
