// Building by counting, searching by accumulating.
#include "profiles/duplicates/index.h"

#include <algorithm>
#include <cmath>

namespace cadastre::duplicates {

InvertedIndex::InvertedIndex(const NumberRows& features, std::size_t featureCount, std::size_t from,
                             std::size_t to)
    : from_(from),
      to_(to),
      starts_(featureCount + 1, 0),
      weights_(featureCount, 0),
      inverseLength_(to - from, 0) {
    const auto first = features.offsets[from], last = features.offsets[to];
    for (auto i = first; i < last; ++i)
        ++starts_[features.items[i] + 1];
    for (std::size_t f = 0; f < featureCount; ++f)
        starts_[f + 1] += starts_[f];
    postings_.resize(last - first);
    std::vector<std::uint64_t> next(starts_.begin(), starts_.end() - 1);
    for (std::size_t row = from; row < to; ++row) {
        for (const std::uint32_t feature : features.row(row)) {
            postings_[next[feature]++] = static_cast<std::uint32_t>(row - from);
        }
    }
    const double rows = static_cast<double>(to - from) + 1;
    for (std::size_t f = 0; f < featureCount; ++f) {
        const double rarity = std::log2(rows / (static_cast<double>(starts_[f + 1] - starts_[f]) + 0.5));
        weights_[f] = static_cast<float>(std::max(rarity, 0.01) * std::max(rarity, 0.01));
    }
    for (std::size_t row = from; row < to; ++row) {
        double length = 0;
        for (const std::uint32_t feature : features.row(row))
            length += weights_[feature];
        inverseLength_[row - from] = length > 0 ? static_cast<float>(1 / std::sqrt(length)) : 0.0F;
    }
}

const std::vector<Neighbour>& InvertedIndex::Search::nearest(std::span<const std::uint32_t> query,
                                                             std::size_t k, std::size_t budget,
                                                             std::size_t self) {
    const InvertedIndex& in = index_;
    order_.assign(query.begin(), query.end());
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
        const std::size_t pa = in.postingsOf(a), pb = in.postingsOf(b);
        return pa != pb ? pa < pb : a < b;
    });
    const std::size_t excluded = self >= in.from_ && self < in.to_ ? self - in.from_ : in.to_;
    touched_.clear();
    std::size_t left = budget;
    for (const std::uint32_t feature : order_) {
        std::size_t count = in.postingsOf(feature);
        const std::uint32_t* posting = in.postings_.data() + in.starts_[feature];
        if (count > left) {
            if (!touched_.empty()) break;
            // Everything about this row is common: look at a window of its rarest feature around its own
            // place.
            const auto* end = posting + count;
            const auto* place =
                std::lower_bound(posting, end, static_cast<std::uint32_t>(std::min(excluded, in.to_)));
            posting += std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(
                                    place - posting - static_cast<std::ptrdiff_t>(left / 2), 0)),
                                count - left);
            count = left;
        }
        left -= count;
        const float weight = in.weights_[feature];
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint32_t row = posting[i];
            if (likeness_[row] == 0.0F) touched_.push_back(row);
            likeness_[row] += weight;
        }
    }
    found_.clear();
    for (const std::uint32_t row : touched_) {
        const float likeness = likeness_[row] * in.inverseLength_[row];
        likeness_[row] = 0.0F;
        if (row != excluded) found_.push_back({static_cast<std::uint32_t>(row + in.from_), likeness});
    }
    const auto better = [](const Neighbour& a, const Neighbour& b) {
        return a.likeness != b.likeness ? a.likeness > b.likeness : a.row < b.row;
    };
    if (found_.size() > k) {
        std::nth_element(found_.begin(), found_.begin() + static_cast<std::ptrdiff_t>(k), found_.end(),
                         better);
        found_.resize(k);
    }
    std::sort(found_.begin(), found_.end(), better);
    return found_;
}

}  // namespace cadastre::duplicates
