// Small numbers in few bytes: seven bits a byte, the lowest first, the top bit says that more follow
// (LEB128).
#pragma once

#include <cstdint>
#include <string>

namespace cadastre::duplicates {

inline void appendVarint(std::string& bytes, std::uint32_t number) {
    for (; number >= 0x80; number >>= 7U)
        bytes += static_cast<char>(number | 0x80U);
    bytes += static_cast<char>(number);
}

/// Reads a number that appendVarint wrote and moves `at` behind it.
inline std::uint32_t readVarint(const char*& at) {
    std::uint32_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        number |= (byte & 0x7FU) << shift;
        if (byte < 0x80) return number;
    }
}

/// The same of 64 bits.
inline void appendLongVarint(std::string& bytes, std::uint64_t number) {
    for (; number >= 0x80; number >>= 7U)
        bytes += static_cast<char>(number | 0x80U);
    bytes += static_cast<char>(number);
}

inline std::uint64_t readLongVarint(const char*& at) {
    std::uint64_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        number |= std::uint64_t{byte & 0x7FU} << shift;
        if (byte < 0x80) return number;
    }
}

}  // namespace cadastre::duplicates
