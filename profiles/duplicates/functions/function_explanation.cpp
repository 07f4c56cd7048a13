// The same profiles and codes as in scoring: nothing here is computed a second way.
#include "profiles/duplicates/functions/function_explanation.h"

#include <algorithm>

#include "profiles/duplicates/explain.h"

namespace cadastre::duplicates {
namespace {

/// Whether one of the phrases has all words of another one, side by side.
bool isSaidBy(const std::vector<std::string>& phrases, const std::string& other) {
    return std::any_of(phrases.begin(), phrases.end(), [&](const std::string& phrase) {
        return (" " + phrase + " ").find(" " + other + " ") != std::string::npos;
    });
}

/// The phrases both units are told by, heaviest first, as the left one words them.
std::vector<std::string> sharedPhrases(const FunctionalPair& pair, const FunctionProfiles& profiles) {
    constexpr std::size_t mostPhrases = 8;
    const auto left = profiles.phrases().row(pair.left), right = profiles.phrases().row(pair.right);
    const auto leftWeights = profiles.weights(pair.left), rightWeights = profiles.weights(pair.right);
    std::vector<std::pair<float, std::uint32_t>> shared;
    for (std::size_t l = 0; l < left.size(); ++l) {
        const auto found = std::lower_bound(right.begin(), right.end(), left[l]);
        if (found == right.end() || *found != left[l]) continue;
        shared.emplace_back(-leftWeights[l] * rightWeights[static_cast<std::size_t>(found - right.begin())],
                            left[l]);
    }
    std::sort(shared.begin(), shared.end());
    std::vector<std::string> wordings, apart;
    for (const auto& [weight, phrase] : shared) {
        std::string wording = profiles.wordingOfBoth(pair.left, pair.right, phrase);
        if (wording.find("…") != std::string::npos) {
            if (apart.size() < mostPhrases) apart.push_back(std::move(wording));
            continue;
        }
        if (!isSaidBy(wordings, wording)) {
            std::erase_if(wordings, [&](const std::string& one) { return isSaidBy({wording}, one); });
            wordings.push_back(std::move(wording));
        }
        if (wordings.size() == mostPhrases) break;
    }
    // Words that only stand apart in either text are said where there is nothing they say side by side.
    return wordings.empty() ? apart : wordings;
}

}  // namespace

Explanation explainFunctions(const FunctionalPair& pair, const FunctionComparer& comparer,
                             const FunctionUnits& units, const RegisterClass& assets) {
    Explanation why;
    why.unit = "points";
    why.left = units.uidOf(pair.left);
    why.right = units.uidOf(pair.right);
    why.priorBits = -static_cast<double>(sameFunctionFrom);
    why.score = why.priorBits;
    const auto left = units.codes().codes.row(pair.left), right = units.codes().codes.row(pair.right);
    const bool bothCoded = !left.empty() && !right.empty();
    const ScorePart byCodes{"functions",
                            units.codesOf(pair.left),
                            units.codesOf(pair.right),
                            bothCoded ? static_cast<double>(pair.byCodes) : -1,
                            static_cast<double>(pair.codePoints),
                            0};
    const ScorePart byText{
        "purpose", "", "", static_cast<double>(pair.byText), static_cast<double>(pair.textPoints), 0};
    for (const ScorePart& part : {byCodes, byText}) {
        why.score += part.bits;
        why.parts.push_back(part);
    }
    why.matched = sharedPhrases(pair, comparer.profiles());
    for (const std::uint32_t code : left) {
        if (std::binary_search(right.begin(), right.end(), code) && comparer.codeBits(code) > 0) {
            why.codes.push_back(
                {std::string(assets.codeTexts().text(code)), static_cast<double>(comparer.codeBits(code))});
        }
    }
    std::stable_sort(why.codes.begin(), why.codes.end(),
                     [](const auto& a, const auto& b) { return a.rarityBits > b.rarityBits; });
    putIntoWords(why, units.nameOf(pair.left), units.nameOf(pair.right));
    // What was compared is two texts each, not all that is stated: equality of those is no equality.
    std::string fields;
    for (const std::string& field : why.wouldHaveToDiffer)
        fields += (fields.empty() ? "" : ",") + (field == "purpose" ? std::string("work") : field);
    why.wouldNotBeFlagged = {fields.empty() ? "" : "duplicates.why.not_flagged_if", {{"fields", fields}}};
    why.sentence.key =
        why.codes.empty() ? "duplicates.why.same_work_by_text" : "duplicates.why.same_work_by_codes";
    if (why.matched.empty()) why.sentence.arguments.emplace_back("shared", "…");
    if (!why.codes.empty()) why.sentence.arguments.emplace_back("code", why.codes.front().code);
    return why;
}

}  // namespace cadastre::duplicates
