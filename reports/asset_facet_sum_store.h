// The facets of a body with those below it, of a function with those below it and of all assets, as they were
// added up at the last count: what a list without further filters shows beside it is read, not counted.
#pragma once

#include <optional>

#include "reports/asset_facet_store.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// The facets of what is asked where that is one of these and nothing further; else, and where the register
/// was never counted, nothing. With `current` also nothing when it changed since.
std::optional<Facets> summedFacets(Transaction& transaction, const AssetQuestion& question, bool current);

/// Adds up the temporary tables of keepFacets: counted_facet (an asset a row) and counted_branch (an asset
/// and a function that it counts for).
void keepFacetSums(WriteTransaction& transaction);

}  // namespace cadastre::reports
