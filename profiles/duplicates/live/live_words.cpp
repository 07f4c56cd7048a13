// The rules of Vocabulary::finish, a word at a time.
#include "profiles/duplicates/live/live_words.h"

#include "profiles/duplicates/words/language.h"
#include "profiles/duplicates/words/skeleton.h"

namespace cadastre::duplicates {

LiveWords::LiveWords(const Vocabulary& finished) : language_(finished.latinLanguage()) {
    for (std::uint32_t term = 0; term < finished.terms(); ++term) {
        termTexts_.intern(finished.termText(term));
        firstWord_.push_back(finished.wordOf(term));
    }
    for (std::uint32_t word = 0; word < finished.words(); ++word) {
        const std::string_view text = finished.wordText(word);
        words_.intern(text);
        terms_.push_back(finished.termOf(word));
        if (scriptOf(text) == Script::cyrillic && !isSystemKindWord(text)) noteCyrillic(text, terms_.back());
    }
}

void LiveWords::noteCyrillic(std::string_view word, std::uint32_t term) {
    if (cyrillic_.intern(skeletonOf(word)) == cyrillicTerms_.size()) cyrillicTerms_.push_back(term);
}

std::uint32_t LiveWords::termOf(std::string_view word, const Stems& stems, std::string& termText) const {
    if (const std::uint32_t known = words_.find(word); known != none) return terms_[known];
    if (isSystemKindWord(word)) return Vocabulary::weakTerm;
    if (scriptOf(word) != Script::cyrillic) {
        const std::uint32_t spelt = cyrillic_.find(skeletonOf(word));
        if (spelt != none) return cyrillicTerms_[spelt];
        const std::string readBack = stems.readBack(word);
        const std::uint32_t read = readBack.empty() ? none : termTexts_.find(readBack);
        if (read != none && scriptOf(wordText(firstWord_[read])) == Script::cyrillic) return read;
    }
    termText = stems.termText(word);
    return termTexts_.find(termText);
}

std::uint32_t LiveWords::take(std::string_view word, const Stems& stems) {
    if (const std::uint32_t known = words_.find(word); known != none) return known;
    std::string termText;
    std::uint32_t term = termOf(word, stems, termText);
    const auto number = static_cast<std::uint32_t>(words_.size());
    if (term == none) {
        term = termTexts_.intern(termText);
        firstWord_.push_back(number);
    }
    words_.intern(word);
    terms_.push_back(term);
    if (scriptOf(word) == Script::cyrillic && term != Vocabulary::weakTerm) noteCyrillic(word, term);
    return number;
}

bool LiveWords::isAsRuled(std::uint32_t word, const Stems& stems) const {
    const std::string_view text = words_.text(word);
    const std::uint32_t term = terms_.at(word);
    if (isSystemKindWord(text)) return term == Vocabulary::weakTerm;
    if (term < terms() && termTexts_.text(term) == stems.termText(text)) return true;
    if (scriptOf(text) == Script::cyrillic) return false;
    const std::uint32_t spelt = cyrillic_.find(skeletonOf(text));
    if (spelt != none && cyrillicTerms_.at(spelt) == term) return true;
    return term < terms() && termTexts_.text(term) == stems.readBack(text);
}

std::size_t LiveWords::bytes() const {
    return words_.bytes() + termTexts_.bytes() + cyrillic_.bytes() +
           (terms_.capacity() + firstWord_.capacity() + cyrillicTerms_.capacity()) * sizeof(std::uint32_t);
}

}  // namespace cadastre::duplicates
