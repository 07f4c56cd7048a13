// The passport of an asset: what is stated, section by section, what is owed and missing, its functions,
// relations, life and versions, and what is wrong with it.
#pragma once

#include <optional>
#include <string>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// By register number or uid; nothing when there is no such asset.
std::optional<Page> passportPage(Transaction& transaction, const Reader& reader,
                                 const std::string& numberOrUid);

}  // namespace cadastre::reports
