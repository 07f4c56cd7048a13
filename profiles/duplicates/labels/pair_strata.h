// The strata from which pairs are drawn for people to label: what the register says of a pair, and how
// surely.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace cadastre::duplicates {

/// What the register says of a pair.
enum class PairClaim { oneThing, sameWork, nothing };

struct PairStratum {
    std::string_view code;
    PairClaim claim;
    int weight;       ///< its share of a round's pairs, beside the others'
    bool isCompared;  ///< whether the search compared these pairs at all
};

/// Pairs said to be one thing by bits above the threshold (near: less than four, clear: less than twelve);
/// those said to do the same work; those compared and left out, by bits below it; and pairs that nothing
/// brought together. The weights put most of the work where an answer says most: on both sides of the
/// threshold.
constexpr std::array<PairStratum, 14> pairStrata{{
    {"object_sure", PairClaim::oneThing, 2, true},
    {"object_clear", PairClaim::oneThing, 2, true},
    {"object_near", PairClaim::oneThing, 3, true},
    {"planned_thing", PairClaim::oneThing, 1, true},
    {"family", PairClaim::sameWork, 1, true},
    {"functional_strong", PairClaim::sameWork, 2, true},
    {"functional_weak", PairClaim::sameWork, 2, true},
    {"planned_work", PairClaim::sameWork, 1, true},
    {"left_above", PairClaim::nothing, 2, true},
    {"left_near", PairClaim::nothing, 3, true},
    {"left_below", PairClaim::nothing, 2, true},
    {"left_far", PairClaim::nothing, 1, true},
    {"left_vetoed", PairClaim::nothing, 2, true},
    {"random", PairClaim::nothing, 1, false},
}};
constexpr double nearBits = 4, clearBits = 12;

constexpr std::optional<std::size_t> stratumWith(std::string_view code) {
    for (std::size_t s = 0; s < pairStrata.size(); ++s) {
        if (pairStrata[s].code == code) return s;
    }
    return std::nullopt;
}

}  // namespace cadastre::duplicates
