// Which currencies there are in the kept numbers.
#pragma once

#include <string>
#include <vector>

#include "reports/page_store.h"

namespace cadastre::reports {

/// By code, each with its name; with the code asked for, which may be none of them.
std::vector<NamedCode> currenciesOfMoney(Transaction& transaction, const Reader& reader,
                                         const std::string& asked);
std::vector<NamedCode> currenciesOfOverlap(Transaction& transaction, const Reader& reader,
                                           const std::string& asked);

}  // namespace cadastre::reports
