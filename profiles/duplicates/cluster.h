// From pairs to groups: two clusters merge only when every pair across them stands up. Never bare connected
// components, which chain siblings together.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "profiles/duplicates/candidates.h"

namespace cadastre::duplicates {

constexpr std::size_t largestCluster = 64;

/// Complete-linkage clustering (Sørensen 1948) driven by the strongest pairs. `order` are the numbers of
/// pairs to try, strongest first; `standsUp` decides about a cross pair. Clusters never grow beyond
/// largestCluster. Returns clusters of two rows and more, rows ascending, clusters by first row.
std::vector<std::vector<std::uint32_t>> clusterPairs(std::span<const RowPair> pairs,
                                                     std::span<const std::uint32_t> order, std::size_t rows,
                                                     const std::function<bool(RowPair)>& standsUp);

}  // namespace cadastre::duplicates
