// A number's bits spread over all of it, so that any part of the result serves as a hash (the finaliser of
// MurmurHash3, Appleby 2011).
#pragma once

#include <cstdint>

namespace cadastre::duplicates {

inline std::uint64_t mixedBits(std::uint64_t value) {
    value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdULL;
    value = (value ^ (value >> 33U)) * 0xc4ceb9fe1a85ec53ULL;
    return value ^ (value >> 33U);
}

}  // namespace cadastre::duplicates
