// The trees of functions, to choose one from: each with how many assets perform it or one below it.
#pragma once

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// What else is asked is kept in the links to the list of assets; counts stand where nothing is, since they
/// are of all assets.
Page functionsPage(Transaction& transaction, const Reader& reader, const Asked& asked);

}  // namespace cadastre::reports
