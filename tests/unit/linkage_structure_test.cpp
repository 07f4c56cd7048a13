// Whether rows of one table may share a match: copies are told from siblings.
#include <gtest/gtest.h>

#include <algorithm>

#include "profiles/duplicates/tables/structure.h"

namespace cadastre::duplicates {
namespace {

/// What a right row finds on the left: one match, or two of one thing; bits.
struct Found {
    float first, second;  ///< second: 0 for none
};

/// Matching of left rows with right ones, right row by right row.
Repeats repeatsOfFound(const std::vector<Found>& found) {
    const auto two = std::count_if(found.begin(), found.end(), [](Found f) { return f.second > 0; });
    const std::size_t leftRows = found.size() + static_cast<std::size_t>(two);
    Matching matching;
    matching.rows = leftRows + found.size();
    std::uint32_t left = 0, right = static_cast<std::uint32_t>(leftRows);
    for (const Found& each : found) {
        for (const float bits : {each.first, each.second}) {
            if (bits <= 0) continue;
            matching.pairs.push_back({left++, right});
            matching.bits.push_back(bits);
        }
        ++right;
    }
    const Rivals rivals(matching.pairs, matching.bits, matching.rows);
    return repeatsOf(matching, rivals, leftRows, 5, [](RowPair) { return 10.0; });
}

TEST(LinkageStructure, TakesTwoThatAreDrawnLikeOnlyMatchesForCopies) {
    std::vector<Found> found;
    for (int i = 0; i < 60; ++i) {
        const auto shift = static_cast<float>(i % 5);
        found.push_back({16 + shift, 0});           // 16 … 20
        found.push_back({17 + shift, 15 + shift});  // about as good as those
    }
    const Repeats repeats = repeatsOfFound(found);
    EXPECT_TRUE(repeats.left);
    EXPECT_FALSE(repeats.right);
}

TEST(LinkageStructure, TakesAMatchBesideAWeakerOneForAMatchWithItsSibling) {
    // A short list of languages beside a long one with their dialects: no dialect finds its own.
    std::vector<Found> found;
    for (int i = 0; i < 60; ++i) {
        const auto shift = static_cast<float>(i % 5);
        found.push_back({16 + shift, 0});
        found.push_back({16 + shift, 6 + shift});
    }
    const Repeats repeats = repeatsOfFound(found);
    EXPECT_FALSE(repeats.left);
    EXPECT_FALSE(repeats.right);
}

}  // namespace
}  // namespace cadastre::duplicates
