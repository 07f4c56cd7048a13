// The facets beside the list of assets: values with their counts, each a link that adds it to what is asked,
// and for what is asked already a link that takes it away.
#pragma once

#include <nlohmann/json.hpp>

#include "reports/asset_list_store.h"
#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Adds "chosen" (filters with their values in words and addresses without them), "facets", and
/// "count_facets": the address that counts what is not counted unasked, where counting would take longer than
/// the page.
void addFacets(nlohmann::json& data, Transaction& transaction, const Reader& reader, const Asked& asked,
               const AssetQuestion& question, const AssetList& list);

}  // namespace cadastre::reports
