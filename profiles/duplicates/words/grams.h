// Character 3-grams of a word's term, the view of a record that survives slips of the pen.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cadastre::duplicates {

/// Grams are numbered by a hash of so many bits, which for finding rivals is as good as the gram itself.
constexpr unsigned gramBits = 18;

/// Appends the numbers of the bytes' 3-grams, with marks at both ends; `marked` is working memory.
inline void appendGrams(std::string_view termText, std::string& marked, std::vector<std::uint32_t>& grams) {
    marked.assign(1, '_');
    marked += termText;
    marked += '_';
    for (std::size_t i = 0; i + 3 <= marked.size(); ++i) {
        const std::uint32_t gram = (static_cast<unsigned char>(marked[i]) << 16U) |
                                   (static_cast<unsigned char>(marked[i + 1]) << 8U) |
                                   static_cast<unsigned char>(marked[i + 2]);
        grams.push_back((gram * 2654435761U) >> (32U - gramBits));
    }
}

}  // namespace cadastre::duplicates
