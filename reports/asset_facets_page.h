// The facets beside the list of assets: values with their counts, each a link that adds it to what is asked,
// and for what is asked already a link that takes it away.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "reports/asset_list_store.h"
#include "reports/page.h"
#include "reports/page_store.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Code lists by their names.
using CodeLists = std::map<std::string, std::vector<NamedCode>>;

/// Adds "chosen" (filters with their values in words and addresses without them), "facets", and
/// "count_facets": the address that counts what is not counted unasked, where counting would take longer than
/// the page. `codes`: the lists that the page has read already.
void addFacets(nlohmann::json& data, Transaction& transaction, const Reader& reader, const Asked& asked,
               const AssetQuestion& question, const AssetList& list, CodeLists codes);

}  // namespace cadastre::reports
