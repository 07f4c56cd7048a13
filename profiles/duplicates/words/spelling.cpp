// One machine word holds a column of the edit matrix, so a word pair costs one pass over the longer word.
#include "profiles/duplicates/words/spelling.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace cadastre::duplicates {

float spellingLikeness(std::string_view a, std::string_view b, float floor) {
    constexpr std::size_t machineWord = 64;
    a = a.substr(0, machineWord);
    b = b.substr(0, machineWord);
    if (a.size() > b.size()) std::swap(a, b);
    if (b.empty()) return 1.0F;
    const auto longer = static_cast<float>(b.size());
    if (a.empty() || static_cast<float>(a.size()) < floor * longer) return 0.0F;

    static thread_local std::array<std::uint64_t, 256> places{};
    for (std::size_t i = 0; i < a.size(); ++i)
        places[static_cast<unsigned char>(a[i])] |= 1ULL << i;
    const std::uint64_t last = 1ULL << (a.size() - 1);
    std::uint64_t up = ~0ULL, down = 0, diagonal = 0, before = 0;
    std::size_t edits = a.size();
    for (const char c : b) {
        const std::uint64_t here = places[static_cast<unsigned char>(c)];
        const std::uint64_t swapped = (((~diagonal) & here) << 1U) & before;
        diagonal = (((here & up) + up) ^ up) | here | down | swapped;
        std::uint64_t right = down | ~(diagonal | up);
        std::uint64_t left = diagonal & up;
        if ((right & last) != 0) ++edits;
        if ((left & last) != 0) --edits;
        right = (right << 1U) | 1U;
        left <<= 1U;
        up = left | ~(diagonal | right);
        down = right & diagonal;
        before = here;
    }
    for (const char c : a)
        places[static_cast<unsigned char>(c)] = 0;
    const float likeness = 1.0F - static_cast<float>(edits) / longer;
    return likeness >= floor ? likeness : 0.0F;
}

}  // namespace cadastre::duplicates
