// All words of a collection, and the term each of them stands for: its stem in one Latin skeleton. Words are
// stemmed once, however often they occur.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/words/string_pool.h"

namespace cadastre::duplicates {

class Vocabulary {
  public:
    /// The term of every word that only says "some system".
    static constexpr std::uint32_t weakTerm = 0;

    Vocabulary();

    /// Numbers a folded word and counts it.
    std::uint32_t take(std::string_view word);

    /// Gives every word its term: Snowball stem (Porter 2001) in the word's language, then skeleton. A Latin
    /// word that spells a Cyrillic word of the collection in any transliteration, or another form of it, gets
    /// that word's term. Words of languages without a stemmer keep their whole skeleton.
    void finish();

    /// The language in which Latin words were stemmed, by Snowball's name; empty: in none.
    const std::string& latinLanguage() const { return latinLanguage_; }
    std::size_t words() const { return words_.size(); }
    std::size_t terms() const { return termTexts_.size(); }
    std::string_view wordText(std::uint32_t word) const { return words_.text(word); }
    std::uint32_t termOf(std::uint32_t word) const { return terms_[word]; }
    /// The skeleton of the stem: what spelling distance is measured on.
    std::string_view termText(std::uint32_t term) const { return termTexts_.text(term); }
    /// A word that stands for the term where people read it: the first that was met.
    std::uint32_t wordOf(std::uint32_t term) const { return firstWord_[term]; }
    bool isCodeTerm(std::uint32_t term) const { return (traits_[term] & codeTrait) != 0; }
    bool hasDigitTerm(std::uint32_t term) const { return (traits_[term] & digitTrait) != 0; }

  private:
    friend class CorpusExcerpt;
    static constexpr std::uint8_t codeTrait = 1, digitTrait = 2;
    static std::uint8_t traitsOf(std::string_view termText);

    StringPool words_;
    std::string latinLanguage_;
    std::vector<std::uint32_t> counts_;
    std::vector<std::uint32_t> terms_;
    StringPool termTexts_;
    std::vector<std::uint32_t> firstWord_;
    std::vector<std::uint8_t> traits_;
};

}  // namespace cadastre::duplicates
