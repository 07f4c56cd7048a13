// The rows that have a feature, in a few bytes each, in a list that grows at its end and never beyond what a
// question would read of it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "profiles/duplicates/varint.h"

namespace cadastre::duplicates {

/// A rare feature's list holds every row. A feature that more than `mostRows` rows have tells little: its
/// list becomes one of champions (Manning, Raghavan & Schütze 2008, 7.1.3), the rows it weighs most in. Rows
/// that are gone stay listed until the index is built anew; whoever reads has to know them.
class PostingList {
  public:
    static constexpr std::uint32_t mostRows = 4000, champions = 256;

    /// Rows that have the feature now.
    std::uint32_t rows() const { return rows_; }
    /// Rows that forEach will tell, at most mostRows.
    std::uint32_t listed() const { return listed_; }

    /// Counts a row without listing it.
    void count() { ++rows_; }
    /// A counted row is gone.
    void forget() { --rows_; }

    /// Lists a row; rows come in rising order. `impactOf(row)` is how much the feature weighs in a row, below
    /// zero for one that is gone.
    template <typename ImpactOf>
    void list(std::uint32_t row, const ImpactOf& impactOf) {
        if (champion_) {
            challenge(row, impactOf);
        } else if (listed_ < mostRows) {
            appendVarint(bytes_, row - last_);
            last_ = row;
            ++listed_;
        } else {
            std::vector<std::uint32_t> rows;
            forEach([&](std::uint32_t each) { rows.push_back(each); });
            rows.push_back(row);
            crown(rows, impactOf);
        }
    }

    template <typename Visit>
    void forEach(const Visit& visit) const {
        const char* at = bytes_.data();
        std::uint32_t row = 0;
        for (std::uint32_t i = 0; i < listed_; ++i)
            visit(row += readVarint(at));
    }

    /// Gives back what the last growth took in advance.
    void trim() { bytes_.shrink_to_fit(); }
    std::size_t bytes() const {
        return sizeof(*this) + (bytes_.capacity() > std::string().capacity() ? bytes_.capacity() + 1 : 0);
    }

    /// For the snapshot: everything this list is.
    struct Kept {
        std::uint32_t rows = 0, listed = 0, last = 0, champion = 0;
        float least = 0;
        std::uint32_t size = 0;
    };
    Kept kept() const {
        return {
            rows_, listed_, last_, champion_ ? 1U : 0U, least_, static_cast<std::uint32_t>(bytes_.size())};
    }
    std::string_view text() const { return bytes_; }
    static PostingList restored(const Kept& kept, std::string_view text) {
        PostingList list;
        list.rows_ = kept.rows;
        list.listed_ = kept.listed;
        list.last_ = kept.last;
        list.champion_ = kept.champion != 0;
        list.least_ = kept.least;
        list.bytes_ = text;
        return list;
    }

  private:
    template <typename ImpactOf>
    void challenge(std::uint32_t row, const ImpactOf& impactOf) {
        if (impactOf(row) <= least_) return;
        std::vector<std::uint32_t> rows;
        forEach([&](std::uint32_t each) { rows.push_back(each); });
        rows.push_back(row);
        crown(rows, impactOf);
    }

    template <typename ImpactOf>
    void crown(const std::vector<std::uint32_t>& candidates, const ImpactOf& impactOf) {
        struct Weighed {
            float impact;
            std::uint32_t row;
        };
        std::vector<Weighed> weighed;
        weighed.reserve(candidates.size());
        for (const std::uint32_t row : candidates)
            weighed.push_back({impactOf(row), row});
        const auto heavier = [](const Weighed& a, const Weighed& b) {
            return a.impact != b.impact ? a.impact > b.impact : a.row < b.row;
        };
        if (weighed.size() > champions) {
            std::nth_element(weighed.begin(), weighed.begin() + champions - 1, weighed.end(), heavier);
            weighed.resize(champions);
        }
        least_ = std::min_element(weighed.begin(), weighed.end(), [](const Weighed& a, const Weighed& b) {
                     return a.impact < b.impact;
                 })->impact;
        std::sort(weighed.begin(), weighed.end(),
                  [](const Weighed& a, const Weighed& b) { return a.row < b.row; });
        champion_ = true;
        listed_ = 0;
        last_ = 0;
        bytes_.clear();
        for (const Weighed& each : weighed) {
            appendVarint(bytes_, each.row - last_);
            last_ = each.row;
            ++listed_;
        }
        bytes_.shrink_to_fit();
    }

    std::uint32_t rows_ = 0, listed_ = 0, last_ = 0;
    bool champion_ = false;
    float least_ = 0;  ///< the lightest champion's impact
    std::string bytes_;
};

}  // namespace cadastre::duplicates
