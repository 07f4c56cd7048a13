// Beginnings are counted first, then every term is cut by them.
#include "profiles/duplicates/functions/function_stems.h"

#include <string>

#include "profiles/duplicates/words/skeleton.h"

namespace cadastre::duplicates {

FunctionStems::FunctionStems(const Vocabulary& vocabulary)
    : latinHasStemmer_(!vocabulary.latinLanguage().empty()) {
    constexpr std::size_t shortestTerm = 3;
    const auto says = [&](std::uint32_t term) {
        return term != Vocabulary::weakTerm && !vocabulary.isCodeTerm(term) && !vocabulary.hasDigitTerm(term);
    };
    const auto cutsUp = [&](std::uint32_t term) {
        return isCutUp(vocabulary.wordText(vocabulary.wordOf(term)));
    };
    for (std::uint32_t term = 0; term < vocabulary.terms(); ++term) {
        if (!says(term) || !cutsUp(term)) continue;
        const std::uint32_t stem = stems_.intern(vocabulary.termText(term).substr(0, letters));
        if (stem == begins_.size()) begins_.push_back(0);
        ++begins_[stem];
    }
    for (std::uint32_t word = 0; word < vocabulary.words(); ++word) {
        if (vocabulary.termOf(word) != Vocabulary::weakTerm) continue;
        ofSystems_.insert(
            stems_.find(std::string_view(skeletonOf(vocabulary.wordText(word))).substr(0, letters)));
    }
    for (std::uint32_t term = 0; term < vocabulary.terms(); ++term) {
        const std::string_view text = vocabulary.termText(term);
        if (says(term) && text.size() >= shortestTerm) {
            if (cutsUp(term)) {
                cut(text, [&](std::uint32_t stem) { ofTerm_.items.push_back(stem); });
            } else {
                ofTerm_.items.push_back(stems_.intern(text));
            }
        }
        ofTerm_.endRow();
    }
}

bool FunctionStems::isCutUp(std::string_view word) const {
    return !latinHasStemmer_ && scriptOf(word) == Script::latin;
}

template <typename Part>
void FunctionStems::cut(std::string_view termText, Part part) const {
    constexpr std::uint32_t wordsThatBegin = 5;
    const std::uint32_t first = stems_.find(termText.substr(0, letters));
    if (first != StringPool::none && !ofSystems_.contains(first)) part(first);
    for (std::size_t at = letters - 1; at + letters <= termText.size();) {
        const std::uint32_t inner = stems_.find(termText.substr(at, letters));
        const bool begun = inner < begins_.size() && begins_[inner] >= wordsThatBegin;
        if (begun && !ofSystems_.contains(inner)) part(inner);
        at += begun ? letters : 1;
    }
}

void FunctionStems::find(std::string_view word, std::string_view termText,
                         std::vector<std::uint32_t>& found) const {
    if (isCutUp(word)) {
        cut(termText, [&](std::uint32_t stem) { found.push_back(stem); });
    } else if (const std::uint32_t stem = stems_.find(termText); stem != StringPool::none) {
        found.push_back(stem);
    }
}

}  // namespace cadastre::duplicates
