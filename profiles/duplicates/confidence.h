// Bits made presentable: a number between 0 and 1.
#pragma once

#include <cmath>

namespace cadastre::duplicates {

/// Rises with the bits, one half at the threshold. Odds double every four bits, not every one: fields agree
/// together, so their summed bits overstate.
inline double confidenceOf(double bits, double thresholdBits) {
    constexpr double bitsPerDoubling = 4;
    return 1 / (1 + std::exp2((thresholdBits - bits) / bitsPerDoubling));
}

}  // namespace cadastre::duplicates
