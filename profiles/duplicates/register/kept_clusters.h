// The findings of a large register, each in some hundred bytes until it is read: a million assets leave some
// hundred thousand groups, whose explanations and prices in words would outweigh all that was compared.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/register/duplicate_cluster.h"
#include "profiles/duplicates/words/string_pool.h"

namespace cadastre::duplicates {

/// How a group's price comes from what its members cost. `shared` on purpose: nothing overlaps, but it is
/// told how many costs are known.
struct Pricing {
    enum class How : std::uint8_t { unpriced, shared, overlap, plans };
    How how = How::unpriced;
    int lowPermille = 0, highPermille = 0;
};

/// A member as it was found, with what the price is made of. The currency lives elsewhere.
struct FoundMember {
    Uid uid{};
    double score = 0;
    int allocationPermille = 1000;
    OneThing one;
    std::int64_t recordedAt = 0;
    std::optional<std::int64_t> yearlyRunningCost, plannedDevelopment;  ///< minor units; missing is unknown
    std::string_view currency;
    bool planned = false;
};

struct FoundCluster : ClusterFacts {
    std::vector<FoundMember> members;  ///< in the order in which the sum names them
    Pricing pricing;
};

class KeptClusters {
  public:
    void add(const FoundCluster& cluster);
    /// Puts them in the order of kind, then members.
    void sort();

    std::size_t size() const { return places_.size(); }
    bool empty() const { return places_.empty(); }
    /// The cluster as it was found, priced and with its members ordered by uid. May be called by many
    /// threads.
    DuplicateCluster operator[](std::size_t number) const;
    /// Its members alone, as they stand in the cluster.
    std::vector<ClusterMember> membersOf(std::size_t number) const;

    class Iterator {
      public:
        using iterator_category = std::input_iterator_tag;
        using value_type = DuplicateCluster;
        using difference_type = std::ptrdiff_t;
        using pointer = void;
        using reference = DuplicateCluster;

        Iterator(const KeptClusters& clusters, std::size_t number) : clusters_(&clusters), number_(number) {}
        DuplicateCluster operator*() const { return (*clusters_)[number_]; }
        Iterator& operator++() {
            ++number_;
            return *this;
        }
        bool operator==(const Iterator& other) const { return number_ == other.number_; }

      private:
        const KeptClusters* clusters_;
        std::size_t number_;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }

  private:
    /// Where a cluster is packed, how it is priced, and the most that sorting asks.
    struct Place {
        std::uint32_t chunk = 0, offset = 0;
        FindingKind kind = FindingKind::object;
        Pricing pricing;
        Uid first{};  ///< the least uid of its members
    };
    std::vector<Uid> uidsOf(const Place& place) const;
    const char* at(const Place& place) const { return chunks_[place.chunk].data() + place.offset; }

    StringPool words_;
    std::vector<std::string> chunks_;  ///< pieces that never grow, so that nothing is copied
    std::string packed_;               ///< the cluster at hand
    std::vector<Place> places_;
};

}  // namespace cadastre::duplicates
