// Best against best, row by row.
#include "profiles/duplicates/tables/competition.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace cadastre::duplicates {
namespace {

constexpr float nobody = std::numeric_limits<float>::lowest();

double reaching(const std::vector<float>& falling, double bits) {
    const auto end = std::partition_point(falling.begin(), falling.end(),
                                          [&](float score) { return static_cast<double>(score) >= bits; });
    return static_cast<double>(end - falling.begin());
}

}  // namespace

Competition::Competition(const Matching& across, const Rivals& rivals, const Matching& siblings,
                         std::size_t from, std::size_t to, std::size_t step)
    : from_(from),
      others_(static_cast<double>(rivals.rows() - (to - from)) / static_cast<double>(to - from)),
      nearest_(to - from, nobody) {
    for (std::size_t p = 0; p < siblings.pairs.size(); ++p) {
        for (const std::uint32_t row : {siblings.pairs[p].left, siblings.pairs[p].right})
            nearest_[row - from] = std::max(nearest_[row - from], siblings.bits[p]);
    }
    for (std::size_t row = from; row < to; row += step) {
        const auto own = rivals.of(row);
        const float best = own.empty() ? nobody : across.bits[own.front()];
        if (best > nearest_[row - from]) {
            across_.push_back(best);
        } else if (nearest_[row - from] != nobody) {
            within_.push_back(nearest_[row - from]);
        }
    }
    std::sort(across_.begin(), across_.end(), std::greater<>());
    std::sort(within_.begin(), within_.end(), std::greater<>());
}

double Competition::shareOfChance(double bits) const {
    const double across = reaching(across_, bits);
    return across == 0 ? 1 : std::min(1.0, others_ * reaching(within_, bits) / across);
}

std::vector<Competition::Outcome> Competition::outcomes() const {
    std::vector<Outcome> all;
    for (const float bits : across_)
        all.push_back({bits, true, 1});
    for (const float bits : within_)
        all.push_back({bits, false, others_});
    return all;
}

bool Competition::beyondDoubt(double bits) const {
    const double across = reaching(across_, bits), all = across + reaching(within_, bits);
    const double byChance = others_ / (1 + others_);
    if (all == 0 || across / all <= byChance) return false;
    const double share = across / all;
    const double divergence = share * std::log(share / byChance) +
                              (share < 1 ? (1 - share) * std::log((1 - share) / (1 - byChance)) : 0);
    constexpr double onceIn = 100;
    return all * divergence >= std::log(onceIn);
}

}  // namespace cadastre::duplicates
