// Merging with a list of members a cluster; small clusters make this cheap.
#include "profiles/duplicates/cluster.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace cadastre::duplicates {
namespace {

using Cluster = std::vector<std::uint32_t>;

/// Every row in a cluster of its own, to begin with.
class Partition {
  public:
    explicit Partition(std::size_t rows) : clusterOf_(rows) {
        std::iota(clusterOf_.begin(), clusterOf_.end(), 0U);
    }

    bool together(std::uint32_t a, std::uint32_t b) const { return clusterOf_[a] == clusterOf_[b]; }
    std::uint32_t numberOf(std::uint32_t row) const { return clusterOf_[row]; }
    Cluster membersOf(std::uint32_t row) const {
        const auto found = members_.find(clusterOf_[row]);
        return found == members_.end() ? Cluster{row} : found->second;
    }
    void merge(std::uint32_t a, std::uint32_t b) {
        const std::uint32_t kept = clusterOf_[a], gone = clusterOf_[b];
        const Cluster others = membersOf(b);
        Cluster& all = members_.try_emplace(kept, Cluster{a}).first->second;
        members_.erase(gone);
        all.insert(all.end(), others.begin(), others.end());
        for (const std::uint32_t row : others)
            clusterOf_[row] = kept;
    }
    std::vector<Cluster> take() {
        std::vector<Cluster> clusters;
        clusters.reserve(members_.size());
        for (auto& [number, cluster] : members_) {
            std::sort(cluster.begin(), cluster.end());
            clusters.push_back(std::move(cluster));
        }
        std::sort(clusters.begin(), clusters.end());
        return clusters;
    }

  private:
    std::vector<std::uint32_t> clusterOf_;
    std::unordered_map<std::uint32_t, Cluster> members_;  ///< of clusters of two and more
};

/// At most so many members of a cluster, evenly spaced, speak for it.
Cluster speakersOf(const Cluster& cluster) {
    constexpr std::size_t most = 24;
    if (cluster.size() <= most) return cluster;
    Cluster speakers;
    for (std::size_t i = 0; i < most; ++i)
        speakers.push_back(cluster[i * cluster.size() / most]);
    return speakers;
}

}  // namespace

std::vector<std::vector<std::uint32_t>> clusterPairs(std::span<const RowPair> pairs,
                                                     std::span<const std::uint32_t> order, std::size_t rows,
                                                     const std::function<bool(RowPair)>& standsUp) {
    Partition partition(rows);
    for (const std::uint32_t p : order) {
        const auto [left, right] = pairs[p];
        if (partition.together(left, right)) continue;
        const Cluster ones = partition.membersOf(left), others = partition.membersOf(right);
        if (ones.size() + others.size() > largestCluster) continue;
        const bool all = std::all_of(ones.begin(), ones.end(), [&](std::uint32_t one) {
            return std::all_of(others.begin(), others.end(), [&](std::uint32_t other) {
                const RowPair cross{std::min(one, other), std::max(one, other)};
                return cross == pairs[p] || standsUp(cross);
            });
        });
        if (all) partition.merge(left, right);
    }
    return partition.take();
}

std::vector<std::vector<std::uint32_t>> clusterByEvidence(std::span<const RowPair> pairs,
                                                          std::span<const std::uint32_t> order,
                                                          std::size_t rows,
                                                          const std::function<double(RowPair)>& evidence,
                                                          const ClusterBounds& bounds) {
    Partition partition(rows);
    const auto lefts = [&](const Cluster& cluster) {
        return static_cast<std::size_t>(std::count_if(
            cluster.begin(), cluster.end(), [&](std::uint32_t row) { return row < bounds.leftRows; }));
    };
    // Two clusters that were kept apart are asked again only once one of them has grown.
    std::unordered_map<std::uint64_t, std::size_t> keptApart;
    for (const std::uint32_t p : order) {
        const auto [left, right] = pairs[p];
        if (partition.together(left, right)) continue;
        const Cluster ones = partition.membersOf(left), others = partition.membersOf(right);
        const std::size_t size = ones.size() + others.size();
        if (size > bounds.largest) continue;
        const std::size_t lefties = lefts(ones) + lefts(others);
        if ((bounds.oneOfLeft && lefties > 1) || (bounds.oneOfRight && size - lefties > 1)) continue;
        std::uint64_t both = std::min(partition.numberOf(left), partition.numberOf(right));
        both = both << 32U | std::max(partition.numberOf(left), partition.numberOf(right));
        if (const auto asked = keptApart.find(both); asked != keptApart.end() && asked->second == size)
            continue;
        double sum = 0;
        for (const std::uint32_t one : speakersOf(ones)) {
            for (const std::uint32_t other : speakersOf(others))
                sum += evidence({std::min(one, other), std::max(one, other)});
        }
        if (sum >= 0) {
            partition.merge(left, right);
        } else {
            keptApart[both] = size;
        }
    }
    return partition.take();
}

}  // namespace cadastre::duplicates
