// Stemming and the meeting of the two scripts.
#include "profiles/duplicates/words/vocabulary.h"

#include <string>
#include <unordered_map>

#include "profiles/duplicates/words/language.h"
#include "profiles/duplicates/words/skeleton.h"
#include "profiles/duplicates/words/stems.h"
#include "profiles/duplicates/words/text.h"

namespace cadastre::duplicates {

Vocabulary::Vocabulary() {
    termTexts_.intern("·");
    traits_.push_back(0);
    firstWord_.push_back(0);
}

std::uint8_t Vocabulary::traitsOf(std::string_view termText) {
    return static_cast<std::uint8_t>((isCode(termText) ? codeTrait : 0) |
                                     (hasDigit(termText) ? digitTrait : 0));
}

std::uint32_t Vocabulary::take(std::string_view word) {
    const std::uint32_t id = words_.intern(word);
    if (id == counts_.size()) counts_.push_back(0);
    ++counts_[id];
    return id;
}

void Vocabulary::finish() {
    latinLanguage_ = duplicates::latinLanguage([&](std::string_view word) -> std::uint64_t {
        const std::uint32_t id = words_.find(word);
        return id == StringPool::none ? 0 : counts_[id];
    });
    const Stems stems(latinLanguage_);
    std::unordered_map<std::string, std::uint32_t> cyrillicBySkeleton;
    terms_.assign(words_.size(), weakTerm);
    const auto giveTerm = [&](std::uint32_t word, std::string_view skeleton) {
        const std::uint32_t term = termTexts_.intern(skeleton);
        if (term == traits_.size()) {
            traits_.push_back(traitsOf(skeleton));
            firstWord_.push_back(word);
        }
        terms_[word] = term;
        return term;
    };
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
        const std::string_view text = words_.text(word);
        if (scriptOf(text) != Script::cyrillic || isSystemKindWord(text)) continue;
        const std::uint32_t term = giveTerm(word, stems.termText(text));
        cyrillicBySkeleton.emplace(skeletonOf(text), term);
    }
    const std::size_t cyrillicTerms = termTexts_.size();
    const auto readBack = [&](std::string_view text) {
        const std::string read = stems.readBack(text);
        const std::uint32_t term = read.empty() ? StringPool::none : termTexts_.find(read);
        return term < cyrillicTerms ? term : StringPool::none;
    };
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
        const std::string_view text = words_.text(word);
        if (scriptOf(text) == Script::cyrillic || isSystemKindWord(text)) continue;
        if (const auto found = cyrillicBySkeleton.find(skeletonOf(text)); found != cyrillicBySkeleton.end()) {
            terms_[word] = found->second;
        } else if (const std::uint32_t read = readBack(text); read != StringPool::none) {
            terms_[word] = read;
        } else {
            giveTerm(word, stems.termText(text));
        }
    }
}

}  // namespace cadastre::duplicates
