// Small numbers in few bytes: seven bits a byte, the lowest first, the top bit says that more follow
// (LEB128).
#pragma once

#include <concepts>
#include <cstdint>
#include <string>

namespace cadastre::duplicates {

template <std::unsigned_integral Number>
void appendNumber(std::string& bytes, Number number) {
    for (; number >= 0x80; number >>= 7U)
        bytes += static_cast<char>(number | 0x80U);
    bytes += static_cast<char>(number);
}

/// Reads a number that appendNumber wrote, of a type that holds it, and moves `at` behind it.
template <std::unsigned_integral Number>
Number readNumber(const char*& at) {
    Number number = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = static_cast<unsigned char>(*at++);
        number |= Number{byte & 0x7FU} << shift;
        if (byte < 0x80) return number;
    }
}

inline void appendVarint(std::string& bytes, std::uint32_t number) {
    appendNumber(bytes, number);
}
inline std::uint32_t readVarint(const char*& at) {
    return readNumber<std::uint32_t>(at);
}
/// The same of 64 bits.
inline void appendLongVarint(std::string& bytes, std::uint64_t number) {
    appendNumber(bytes, number);
}
inline std::uint64_t readLongVarint(const char*& at) {
    return readNumber<std::uint64_t>(at);
}

}  // namespace cadastre::duplicates
