// What is written of a group beside its members, and a digest of all of it, by which a later search tells
// whether anything differs.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "profiles/duplicates/register/duplicate_cluster.h"

namespace cadastre::duplicates {

/// 0…1: the surer of identity and function; where neither is known, the first member's.
double scoreOf(const DuplicateCluster& cluster);

/// Explanation, price and codes, as the group keeps them.
nlohmann::json explanationOf(const DuplicateCluster& cluster);

/// BLAKE2b (RFC 7693) over what is written of a group found by a model of this version. Numbers count to the
/// third decimal: rarities move behind it whenever anything enters the register, and no reader could tell.
Uid digestOf(const DuplicateCluster& cluster, const std::string& modelVersion);

}  // namespace cadastre::duplicates
