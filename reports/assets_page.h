// The list of assets: filters, search, pages by key, and downloads of exactly what is filtered.
#pragma once

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Takes the filters of asset_filter.h, `search` and `after`. Throws UsageError for a cursor that is none.
Page assetsPage(Transaction& transaction, const Reader& reader, const Asked& asked);

}  // namespace cadastre::reports
