// Building by counting, searching by accumulating.
#include "profiles/duplicates/index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <utility>

#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {
namespace {

constexpr std::uint32_t noRow = 0xFFFFFFFFU;

constexpr double classesPerDoubling = 15,
                 greatestInverse = 7;  // log2; a length of 0.01 is the least there is

/// The greatest inverse length of each class.
const std::array<float, 256>& inverseBounds() {
    static const auto bounds = []() {
        std::array<float, 256> made{};
        for (std::size_t c = 0; c < made.size(); ++c) {
            made[c] = std::nextafter(
                static_cast<float>(std::exp2(greatestInverse - static_cast<double>(c) / classesPerDoubling)),
                std::numeric_limits<float>::max());
        }
        return made;
    }();
    return bounds;
}

bool better(const Neighbour& a, const Neighbour& b) {
    return a.likeness != b.likeness ? a.likeness > b.likeness : a.row < b.row;
}

}  // namespace

MakeFeatureReader readerOf(const NumberRows& features) {
    return
        [&features]() -> FeatureReader { return [&features](std::size_t row) { return features.row(row); }; };
}

std::uint32_t InvertedIndex::lengthClassOf(float inverseLength) {
    if (inverseLength <= 0) return 255;
    const double place =
        (greatestInverse - std::log2(static_cast<double>(inverseLength))) * classesPerDoubling;
    return static_cast<std::uint32_t>(std::clamp(std::floor(place), 0.0, 255.0));
}

/// What one thread indexes: a run of rows. Parts follow each other in every list, so that lists are the same
/// however many parts there are.
struct InvertedIndex::Part {
    std::size_t from = 0, to = 0;
    std::vector<std::uint32_t> rowsWith;  ///< of each feature within the part
    std::vector<std::uint32_t> listed;    ///< postings of each feature within the part
    std::vector<std::uint64_t> next;      ///< where its next posting of each feature goes
    /// The rarest feature of a row where even that is too common to be listed, else `noRow`; by row − from.
    std::vector<std::uint32_t> onlyFeature;
};

InvertedIndex::InvertedIndex(const NumberRows& features, std::size_t featureCount, std::size_t from,
                             std::size_t to)
    : InvertedIndex(readerOf(features), featureCount, from, to, std::numeric_limits<std::size_t>::max(), 1) {}

InvertedIndex::InvertedIndex(const MakeFeatureReader& features, std::size_t featureCount, std::size_t from,
                             std::size_t to, std::size_t longestList, int threads)
    : from_(from),
      to_(to),
      rowsWith_(featureCount, 0),
      starts_(featureCount + 1, 0),
      weights_(featureCount, 0),
      inverseLength_(to - from, 0) {
    if (to - from > mostRows) throw std::length_error("more than 16,777,215 records of one kind to search");
    std::vector<Part> parts(static_cast<std::size_t>(std::max(threads, 1)));
    for (std::size_t p = 0; p < parts.size(); ++p) {
        parts[p].from = from + (to - from) * p / parts.size();
        parts[p].to = from + (to - from) * (p + 1) / parts.size();
    }
    const auto inParts = [&](const auto& work) {
        inParallel(parts.size(), threads,
                   [&]() { return [&, read = features()](std::size_t p) { work(parts[p], read); }; });
    };
    inParts([&](Part& part, const FeatureReader& read) {
        part.rowsWith.assign(featureCount, 0);
        for (std::size_t row = part.from; row < part.to; ++row) {
            for (const std::uint32_t feature : read(row))
                ++part.rowsWith[feature];
        }
    });
    const double rows = static_cast<double>(to - from) + 1;
    for (std::size_t f = 0; f < featureCount; ++f) {
        for (const Part& part : parts)
            rowsWith_[f] += part.rowsWith[f];
        const double rarity = std::log2(rows / (static_cast<double>(rowsWith_[f]) + 0.5));
        weights_[f] = static_cast<float>(std::max(rarity, 0.01) * std::max(rarity, 0.01));
    }
    inParts([&](Part& part, const FeatureReader& read) { count(part, read, longestList); });
    for (std::size_t f = 0; f < featureCount; ++f) {
        starts_[f + 1] = starts_[f];
        for (Part& part : parts) {
            part.next[f] = starts_[f + 1];
            starts_[f + 1] += part.listed[f];
        }
    }
    postings_.resize(starts_.back());
    inParts([&](Part& part, const FeatureReader& read) { fill(part, read, longestList); });
}

void InvertedIndex::count(Part& part, const FeatureReader& read, std::size_t longestList) {
    part.listed = std::move(part.rowsWith);
    part.next.assign(part.listed.size(), 0);
    for (std::size_t f = 0; f < part.listed.size(); ++f) {
        if (rowsWith_[f] > longestList) part.listed[f] = 0;
    }
    part.onlyFeature.assign(part.to - part.from, noRow);
    for (std::size_t row = part.from; row < part.to; ++row) {
        double length = 0;
        std::uint32_t rarest = noRow;
        for (const std::uint32_t feature : read(row)) {
            length += static_cast<double>(weights_[feature]);
            const bool rarer = rarest == noRow || rowsWith_[feature] < rowsWith_[rarest] ||
                               (rowsWith_[feature] == rowsWith_[rarest] && feature < rarest);
            if (rarer) rarest = feature;
        }
        inverseLength_[row - from_] = length > 0 ? static_cast<float>(1 / std::sqrt(length)) : 0.0F;
        if (rarest == noRow || rowsWith_[rarest] <= longestList) continue;
        part.onlyFeature[row - part.from] = rarest;
        ++part.listed[rarest];
    }
}

void InvertedIndex::fill(Part& part, const FeatureReader& read, std::size_t longestList) {
    for (std::size_t row = part.from; row < part.to; ++row) {
        const auto posting = (static_cast<std::uint32_t>(row - from_) << classBits) |
                             lengthClassOf(inverseLength_[row - from_]);
        const std::uint32_t only = part.onlyFeature[row - part.from];
        if (only != noRow) {
            postings_[part.next[only]++] = posting;
            continue;
        }
        for (const std::uint32_t feature : read(row)) {
            if (rowsWith_[feature] <= longestList) postings_[part.next[feature]++] = posting;
        }
    }
}

/// The lists of the query's rarest features, as many as the budget allows. Where the very first is too long
/// everything about this row that others share is common: then a window of it around the row's own place is
/// looked at.
void InvertedIndex::Search::chooseLists(std::span<const std::uint32_t> query, std::size_t budget,
                                        std::size_t excluded) {
    const InvertedIndex& in = index_;
    order_.clear();
    for (const std::uint32_t feature : query) {
        if (in.starts_[feature + 1] > in.starts_[feature])
            order_.emplace_back(in.rowsWith_[feature], feature);
    }
    std::sort(order_.begin(), order_.end());
    lists_.clear();
    std::size_t left = budget;
    bool metOthers = false;
    for (const auto& [rows, feature] : order_) {
        List list{in.postings_.data() + in.starts_[feature], in.starts_[feature + 1] - in.starts_[feature],
                  in.weights_[feature]};
        if (list.count > left) {
            if (metOthers || left == 0) break;
            const auto* end = list.postings + list.count;
            const auto* place =
                std::lower_bound(list.postings, end, static_cast<std::uint32_t>(excluded << classBits));
            const auto before =
                std::max<std::ptrdiff_t>(place - list.postings - static_cast<std::ptrdiff_t>(left / 2), 0);
            list.postings += std::min(static_cast<std::size_t>(before), list.count - left);
            list.count = left;
        }
        left -= list.count;
        const bool itself =
            excluded < in.to_ - in.from_ && list.count == 1 && (*list.postings >> classBits) == excluded;
        metOthers = metOthers || !itself;
        lists_.push_back(list);
    }
}

void InvertedIndex::Search::makeRoom(std::size_t rows) {
    const std::size_t slots = std::bit_ceil(std::max<std::size_t>(64, rows * 2));
    if (met_.size() >= slots) return;
    met_.assign(slots, noRow);
    sums_.assign(slots, 0);
    shift_ = 32U - static_cast<unsigned>(std::countr_zero(slots));
}

/// Of which lengths a row that no list has told so far can still come among the best, where those have
/// `floor` and the lists to come weigh `toCome`: its sum is `toCome` at most, and no more than the square of
/// its length (a part of what that is the sum of), so that its likeness is at most its length.
InvertedIndex::Search::LengthClasses InvertedIndex::Search::hopeful(float floor, double toCome) {
    constexpr double rounding = 1 - 1e-4;
    const double asked = static_cast<double>(floor) * rounding;
    const auto& bounds = inverseBounds();
    const auto longEnough = std::partition_point(bounds.begin(), bounds.end(), [&](float inverse) {
        return asked * static_cast<double>(inverse) > 1;
    });
    const auto shortEnough = std::partition_point(bounds.begin(), bounds.end(), [&](float inverse) {
        return toCome * static_cast<double>(inverse) >= asked;
    });
    // The last class below `longEnough` reaches up to its bound.
    const auto first = std::max<std::ptrdiff_t>(longEnough - bounds.begin() - 1, 0);
    const auto last = shortEnough - bounds.begin();
    return {static_cast<std::uint32_t>(first),
            static_cast<std::uint32_t>(std::max<std::ptrdiff_t>(last - first, 0))};
}

/// Adds to the sums of the list's rows, where they were met before or are of an admitted length.
void InvertedIndex::Search::meet(const List& list, LengthClasses admitted) {
    std::uint32_t* const met = met_.data();
    float* const sums = sums_.data();
    const std::size_t mask = met_.size() - 1;
    const unsigned shift = shift_;
    const float weight = list.weight;
    for (const std::uint32_t posting : std::span(list.postings, list.count)) {
        std::size_t slot = (posting * 2654435761U) >> shift;
        while (met[slot] != posting && met[slot] != noRow)
            slot = (slot + 1) & mask;
        if (met[slot] == noRow) {
            if (!admitted.hold(posting)) continue;
            met[slot] = posting;
            touched_.push_back(static_cast<std::uint32_t>(slot));
        }
        sums[slot] += weight;
    }
}

/// A bound from below on the likeness that the best k rows met so far will have; 0 where fewer were met.
float InvertedIndex::Search::floorOf(std::size_t k, std::size_t excluded) {
    const auto& bounds = inverseBounds();
    constexpr std::uint32_t lastClass = (1U << classBits) - 1;
    best_.clear();
    for (const std::uint32_t slot : touched_) {
        const std::uint32_t lengthClass = met_[slot] & lastClass;
        const float least = lengthClass == lastClass ? 0 : sums_[slot] * bounds[lengthClass + 1];
        if (best_.size() == k && least <= best_.front()) continue;
        if ((met_[slot] >> classBits) == excluded) continue;
        if (best_.size() == k) {
            std::pop_heap(best_.begin(), best_.end(), std::greater());
            best_.back() = least;
        } else {
            best_.push_back(least);
        }
        std::push_heap(best_.begin(), best_.end(), std::greater());
    }
    return best_.size() == k ? best_.front() : 0;
}

double InvertedIndex::Search::weightOf(std::span<const std::uint32_t> query) const {
    double weight = 0;
    for (const std::uint32_t feature : query)
        weight += static_cast<double>(index_.weights_[feature]);
    return weight;
}

const std::vector<Neighbour>& InvertedIndex::Search::nearest(std::span<const std::uint32_t> query,
                                                             std::size_t k, std::size_t budget,
                                                             std::size_t self, double leastRead) {
    const std::size_t rows = index_.to_ - index_.from_;
    const std::size_t excluded = self >= index_.from_ && self < index_.to_ ? self - index_.from_ : rows;
    k = std::max<std::size_t>(k, 1);
    chooseLists(query, budget, excluded);
    std::size_t toRead = 0;
    double toCome = 0;
    for (const List& list : lists_) {
        toRead += list.count;
        toCome += static_cast<double>(list.weight);
    }
    if (leastRead > 0 && toCome < leastRead * weightOf(query)) {
        found_.clear();
        return found_;
    }
    makeRoom(toRead);
    LengthClasses admitted;
    for (const List& list : lists_) {
        const bool worthAsking = touched_.size() > k && list.count >= touched_.size() / 2;
        if (worthAsking && admitted.count > 0) admitted = hopeful(floorOf(k, excluded), toCome);
        meet(list, admitted);
        toCome -= static_cast<double>(list.weight);
    }
    keepBest(k, excluded);
    return found_;
}

/// Empties the sums into found_: the best k in a heap whose worst is on top, sorted at the end.
void InvertedIndex::Search::keepBest(std::size_t k, std::size_t excluded) {
    found_.clear();
    const auto& bounds = inverseBounds();
    constexpr std::uint32_t lastClass = (1U << classBits) - 1;
    for (const std::uint32_t slot : touched_) {
        const std::uint32_t posting = std::exchange(met_[slot], noRow);
        const float sum = std::exchange(sums_[slot], 0.0F);
        const std::size_t row = posting >> classBits;
        const bool full = found_.size() == k;
        if (full && sum * bounds[posting & lastClass] < found_.front().likeness) continue;
        if (row == excluded) continue;
        const Neighbour met{static_cast<std::uint32_t>(row + index_.from_), sum * index_.inverseLength_[row]};
        if (full) {
            if (!better(met, found_.front())) continue;
            std::pop_heap(found_.begin(), found_.end(), better);
            found_.back() = met;
        } else {
            found_.push_back(met);
        }
        std::push_heap(found_.begin(), found_.end(), better);
    }
    touched_.clear();
    std::sort_heap(found_.begin(), found_.end(), better);
}

}  // namespace cadastre::duplicates
