// Merging with a list of members a cluster; small clusters make this cheap.
#include "profiles/duplicates/cluster.h"

#include <algorithm>
#include <numeric>

namespace cadastre::duplicates {

std::vector<std::vector<std::uint32_t>> clusterPairs(std::span<const RowPair> pairs,
                                                     std::span<const std::uint32_t> order, std::size_t rows,
                                                     const std::function<bool(RowPair)>& standsUp) {
    constexpr std::uint32_t alone = 0xFFFFFFFFU;
    std::vector<std::uint32_t> clusterOf(rows, alone);
    std::vector<std::vector<std::uint32_t>> clusters;
    const auto membersOf = [&](std::uint32_t row) {
        return clusterOf[row] == alone ? std::vector<std::uint32_t>{row} : clusters[clusterOf[row]];
    };
    for (const std::uint32_t p : order) {
        const auto [left, right] = pairs[p];
        if (clusterOf[left] != alone && clusterOf[left] == clusterOf[right]) continue;
        const std::vector<std::uint32_t> ones = membersOf(left), others = membersOf(right);
        if (ones.size() + others.size() > largestCluster) continue;
        bool all = true;
        for (std::size_t i = 0; i < ones.size() && all; ++i) {
            for (std::size_t j = 0; j < others.size() && all; ++j) {
                const RowPair cross{std::min(ones[i], others[j]), std::max(ones[i], others[j])};
                all = cross == pairs[p] || standsUp(cross);
            }
        }
        if (!all) continue;
        std::uint32_t kept = clusterOf[left];
        if (kept == alone) {
            kept = static_cast<std::uint32_t>(clusters.size());
            clusters.push_back({left});
            clusterOf[left] = kept;
        }
        if (clusterOf[right] != alone) clusters[clusterOf[right]].clear();
        for (const std::uint32_t row : others) {
            clusters[kept].push_back(row);
            clusterOf[row] = kept;
        }
    }
    std::erase_if(clusters, [](const auto& cluster) { return cluster.empty(); });
    for (auto& cluster : clusters)
        std::sort(cluster.begin(), cluster.end());
    std::sort(clusters.begin(), clusters.end());
    return clusters;
}

}  // namespace cadastre::duplicates
