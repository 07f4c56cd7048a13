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

/// Which rows may share a cluster.
struct ClusterBounds {
    std::size_t largest = largestCluster;
    std::size_t leftRows = 0;  ///< rows below are the left table, the others the right one
    bool oneOfLeft = false, oneOfRight = false;
};

/// Average-linkage clustering (Sokal & Michener 1958): two clusters merge when the pairs across them, taken
/// together, speak for it, so that one clumsy copy doesn't tear a large cluster apart; the greedy form of
/// correlation clustering (Bansal, Blum & Chawla 2004). `evidence` is a cross pair's bits above the
/// threshold. Of large clusters a fixed part of the cross pairs is asked. Order of results as above.
std::vector<std::vector<std::uint32_t>> clusterByEvidence(std::span<const RowPair> pairs,
                                                          std::span<const std::uint32_t> order,
                                                          std::size_t rows,
                                                          const std::function<double(RowPair)>& evidence,
                                                          const ClusterBounds& bounds);

}  // namespace cadastre::duplicates
