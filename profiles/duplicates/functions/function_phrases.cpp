// Reading for phrases: which stems stand together in a unit's texts, and which of them its holder's name
// owes.
#include <algorithm>

#include "profiles/duplicates/functions/function_profile.h"
#include "profiles/duplicates/functions/mixed_bits.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t window = 3;           // words that stand together
constexpr std::size_t wordsLookedAt = 150;  // of one text: what a system is for is said first

}  // namespace

std::span<const std::uint32_t> FunctionProfiles::holdersOf(std::uint32_t row) const {
    return row < texts_.holdersOfRow.rows() ? texts_.holdersOfRow.row(row) : std::span<const std::uint32_t>();
}

void FunctionProfiles::markHolders(std::uint32_t row, Reading& reading) const {
    reading.holderStems.clear();
    reading.holderBits = 0;
    for (const std::uint32_t place : holdersOf(row)) {
        const auto names = holderNames_.of(place);
        reading.holderStems.insert(reading.holderStems.end(), names.begin(), names.end());
    }
    std::sort(reading.holderStems.begin(), reading.holderStems.end());
    for (const std::uint32_t stem : reading.holderStems)
        reading.holderBits |= std::uint64_t{1} << (stem & 63U);
}

void FunctionProfiles::meetText(std::span<const std::uint32_t> words, bool inName, Reading& reading) const {
    words = words.first(std::min(words.size(), wordsLookedAt));
    const auto owed = [&](std::uint32_t stem) {
        return ((reading.holderBits >> (stem & 63U)) & 1U) != 0 &&
               std::binary_search(reading.holderStems.begin(), reading.holderStems.end(), stem);
    };
    const auto meet = [&](std::size_t left, std::uint32_t leftStem, std::size_t right,
                          std::uint32_t rightStem) {
        const std::uint64_t low = std::min(leftStem, rightStem), high = std::max(leftStem, rightStem);
        const std::uint64_t ofTwo = leftStem != rightStem ? 1 : 0;
        const std::uint64_t phrase = (mixedBits((high << 32U) | low) & hashMask_ & ~std::uint64_t{1}) | ofTwo;
        const bool owes = owed(leftStem) && owed(rightStem);
        reading.met.push_back({static_cast<std::uint32_t>(phrase), words[left], words[right],
                               right == left + 2 ? words[left + 1] : words[left], leftStem, rightStem, inName,
                               owes});
    };
    const auto told = [&](std::uint32_t stem) { return stemUnits_[stem] > 0; };
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto stems = stems_.of(corpus_.vocabulary().termOf(words[i]));
        for (std::size_t s = 0; s < stems.size(); ++s) {
            if (!told(stems[s])) continue;
            meet(i, stems[s], i, stems[s]);
            for (std::size_t t = s + 1; t < stems.size(); ++t) {
                if (told(stems[t]) && stems[t] != stems[s]) meet(i, stems[s], i, stems[t]);
            }
            for (std::size_t j = i + 1; j < std::min(words.size(), i + window); ++j) {
                for (const std::uint32_t other : stems_.of(corpus_.vocabulary().termOf(words[j]))) {
                    if (told(other) && other != stems[s]) meet(i, stems[s], j, other);
                }
            }
        }
    }
}

void FunctionProfiles::meetUnit(std::uint32_t unit, Reading& reading) const {
    std::vector<Met>& met = reading.met;
    met.clear();
    const auto rows = texts_.rows.row(unit);
    for (const std::uint32_t row : rows.first(std::min(rows.size(), rowsLookedAt))) {
        markHolders(row, reading);
        for (std::size_t c = 0; c < corpus_.columns().size(); ++c)
            meetText(corpus_.columns()[c].words.row(row), c < nameColumns_, reading);
    }
    std::stable_sort(met.begin(), met.end(), [](const Met& a, const Met& b) {
        return a.phrase != b.phrase ? a.phrase < b.phrase : a.inName && !b.inName;
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < met.size(); ++i) {
        if (kept > 0 && met[kept - 1].phrase == met[i].phrase) {
            met[kept - 1].owed = met[kept - 1].owed && met[i].owed;
        } else {
            met[kept++] = met[i];
        }
    }
    met.resize(kept);
}

}  // namespace cadastre::duplicates
