// The first page: what the register holds, in numbers that open what they count.
#pragma once

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

Page homePage(Transaction& transaction, const Reader& reader);

}  // namespace cadastre::reports
