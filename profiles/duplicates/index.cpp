// Building by counting, searching by accumulating.
#include "profiles/duplicates/index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

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

void InvertedIndex::Search::makeRoom(std::size_t rows) {
    const std::size_t slots = std::bit_ceil(std::max<std::size_t>(64, rows * 2));
    if (sums_.size() >= slots) return;
    sums_.assign(slots, {noRow, 0});
    shift_ = 32U - static_cast<unsigned>(std::countr_zero(slots));
}

void InvertedIndex::Search::add(std::uint32_t posting, float weight) {
    const std::size_t mask = sums_.size() - 1;
    std::size_t slot = (posting * 2654435761U) >> shift_;
    while (sums_[slot].posting != posting) {
        if (sums_[slot].posting == noRow) {
            sums_[slot].posting = posting;
            touched_.push_back(static_cast<std::uint32_t>(slot));
            break;
        }
        slot = (slot + 1) & mask;
    }
    sums_[slot].weight += weight;
}

const std::vector<Neighbour>& InvertedIndex::Search::nearest(std::span<const std::uint32_t> query,
                                                             std::size_t k, std::size_t budget,
                                                             std::size_t self) {
    const InvertedIndex& in = index_;
    order_.clear();
    std::size_t listed = 0;
    for (const std::uint32_t feature : query) {
        const std::size_t count = in.starts_[feature + 1] - in.starts_[feature];
        if (count == 0) continue;
        listed += count;
        order_.emplace_back(in.rowsWith_[feature], feature);
    }
    std::sort(order_.begin(), order_.end());
    makeRoom(std::min(budget, listed));
    const std::size_t excluded = self >= in.from_ && self < in.to_ ? self - in.from_ : in.to_ - in.from_;
    std::size_t left = budget;
    for (const auto& [rows, feature] : order_) {
        std::size_t count = in.starts_[feature + 1] - in.starts_[feature];
        const std::uint32_t* posting = in.postings_.data() + in.starts_[feature];
        if (count > left) {
            const bool metOthers = touched_.size() > (excluded < in.to_ - in.from_ ? 1U : 0U);
            if (metOthers || left == 0) break;
            // Everything about this row that others share is common: look at a window of its rarest feature
            // around its own place.
            const auto* end = posting + count;
            const auto* place =
                std::lower_bound(posting, end, static_cast<std::uint32_t>(excluded << classBits));
            posting += std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(
                                    place - posting - static_cast<std::ptrdiff_t>(left / 2), 0)),
                                count - left);
            count = left;
        }
        left -= count;
        const float weight = in.weights_[feature];
        for (std::size_t i = 0; i < count; ++i)
            add(posting[i], weight);
    }
    keepBest(k, excluded);
    return found_;
}

/// Empties the sums into found_: the best k in a heap whose worst is on top, sorted at the end.
void InvertedIndex::Search::keepBest(std::size_t k, std::size_t excluded) {
    found_.clear();
    k = std::max<std::size_t>(k, 1);
    const auto& bounds = inverseBounds();
    constexpr std::uint32_t lastClass = (1U << classBits) - 1;
    for (const std::uint32_t slot : touched_) {
        const Sum sum = sums_[slot];
        sums_[slot] = {noRow, 0};
        const std::size_t row = sum.posting >> classBits;
        if (row == excluded) continue;
        const bool full = found_.size() == k;
        if (full && sum.weight * bounds[sum.posting & lastClass] < found_.front().likeness) continue;
        const Neighbour met{static_cast<std::uint32_t>(row + index_.from_),
                            sum.weight * index_.inverseLength_[row]};
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
