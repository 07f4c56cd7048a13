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

bool FunctionProfiles::owed(std::uint32_t stem, const Reading& reading) {
    return ((reading.holderBits >> (stem & 63U)) & 1U) != 0 &&
           std::binary_search(reading.holderStems.begin(), reading.holderStems.end(), stem);
}

std::uint32_t FunctionProfiles::hashOf(std::uint32_t leftStem, std::uint32_t rightStem) const {
    const std::uint64_t low = std::min(leftStem, rightStem), high = std::max(leftStem, rightStem);
    const std::uint64_t ofTwo = leftStem != rightStem ? 1 : 0;
    return static_cast<std::uint32_t>((mixedBits((high << 32U) | low) & hashMask_ & ~std::uint64_t{1}) |
                                      ofTwo);
}

void FunctionProfiles::markNames(std::span<const std::uint32_t> words, Reading& reading) const {
    reading.nameVoices.assign(words.size(), inNoName);
    if (texts_.holders.empty()) return;
    const auto stemsAt = [&](std::size_t place) {
        return stems_.of(corpus_.vocabulary().termOf(words[place]));
    };
    const auto isOwn = [&](std::size_t place) {
        const auto stems = stemsAt(place);
        return !stems.empty() && std::all_of(stems.begin(), stems.end(),
                                             [&](std::uint32_t stem) { return owed(stem, reading); });
    };
    // A word of a name speaks as well as the better of the two pairs in which the name has it.
    const auto mark = [&](std::size_t from, std::size_t end) {
        std::uint32_t last = 0;
        std::size_t lastPlace = end;
        for (std::size_t place = from; place < end; ++place) {
            const auto stems = stemsAt(place);
            float& voice = reading.nameVoices[place];
            voice = 0;
            for (const std::uint32_t stem : stems) {
                if (lastPlace != end && stem != last) {
                    const float pair = voiceOf(hashOf(last, stem), last, stem);
                    voice = std::max(voice, pair);
                    reading.nameVoices[lastPlace] = std::max(reading.nameVoices[lastPlace], pair);
                }
                last = stem;
                lastPlace = place;
            }
        }
    };
    for (std::size_t from = 0; from < words.size();) {
        std::size_t end = from + holderNames_.nameAt(words.subspan(from), stems_, corpus_.vocabulary());
        std::size_t own = 0;
        for (std::size_t place = from; place < words.size(); ++place) {
            if (isOwn(place)) {
                own += stemsAt(place).size();
                if (own > 1) end = std::max(end, place + 1);
            } else if (own == 0 || !stemsAt(place).empty()) {
                break;
            }
        }
        if (end > from) mark(from, end);
        from = std::max(end, from + 1);
    }
}

void FunctionProfiles::meetText(std::span<const std::uint32_t> words, bool inName, Reading& reading) const {
    words = words.first(std::min(words.size(), wordsLookedAt));
    if (counted_) markNames(words, reading);
    // What stands in a name says what the name says; a neighbour of a name says no more with it.
    const auto voice = [&](std::size_t left, std::size_t right, std::uint32_t phrase, std::uint32_t leftStem,
                           std::uint32_t rightStem, bool owes) {
        if (!counted_) return 1.0F;
        const float ofLeft = reading.nameVoices[left], ofRight = reading.nameVoices[right];
        const bool leftNames = ofLeft < inNoName, rightNames = ofRight < inNoName;
        if (owes || (leftNames && rightNames)) return voiceOf(phrase, leftStem, rightStem);
        return leftNames ? ofLeft : rightNames ? ofRight : 1.0F;
    };
    const auto meet = [&](std::size_t left, std::uint32_t leftStem, std::size_t right,
                          std::uint32_t rightStem) {
        const std::uint32_t phrase = hashOf(leftStem, rightStem);
        const bool owes = owed(leftStem, reading) && owed(rightStem, reading);
        reading.met.push_back({phrase, words[left], words[right],
                               right == left + 2 ? words[left + 1] : words[left], leftStem, rightStem, inName,
                               !inName, owes, voice(left, right, phrase, leftStem, rightStem, owes)});
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
            met[kept - 1].inText = met[kept - 1].inText || met[i].inText;
            met[kept - 1].voice = std::max(met[kept - 1].voice, met[i].voice);
        } else {
            met[kept++] = met[i];
        }
    }
    met.resize(kept);
}

}  // namespace cadastre::duplicates
