// The words of a class and their terms, growing while it is asked: what Vocabulary is to a finished
// collection.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/words/stems.h"
#include "profiles/duplicates/words/string_pool.h"
#include "profiles/duplicates/words/vocabulary.h"

namespace cadastre::duplicates {

/// Which language Latin words are in, and which Latin words spell a Cyrillic one, is settled by the
/// collection it starts from; words met later get their terms by the same rules. A Cyrillic word that comes
/// after its transliteration meets it when the index is built anew.
class LiveWords {
  public:
    static constexpr std::uint32_t none = StringPool::none;

    explicit LiveWords(const Vocabulary& finished);

    const std::string& latinLanguage() const { return language_; }
    std::size_t words() const { return words_.size(); }
    std::size_t terms() const { return termTexts_.size(); }
    /// The number of a folded word, or none.
    std::uint32_t find(std::string_view word) const { return words_.find(word); }
    /// The number of a folded word, given now with its term if it is new.
    std::uint32_t take(std::string_view word, const Stems& stems);
    /// The term of a word that may be unknown; where the term is unknown too, none, and `termText` says it.
    std::uint32_t termOf(std::string_view word, const Stems& stems, std::string& termText) const;

    std::string_view wordText(std::uint32_t word) const { return words_.text(word); }
    std::uint32_t termOf(std::uint32_t word) const { return terms_[word]; }
    std::string_view termText(std::uint32_t term) const { return termTexts_.text(term); }
    /// The word that stands for the term: the first that was met.
    std::uint32_t wordOf(std::uint32_t term) const { return firstWord_[term]; }

    /// Whether the word has the term that today's rules give it, as far as one word can tell.
    bool isAsRuled(std::uint32_t word, const Stems& stems) const;

    std::size_t bytes() const;

  private:
    friend class LiveSnapshot;
    LiveWords() = default;
    void noteCyrillic(std::string_view word, std::uint32_t term);

    std::string language_;
    StringPool words_, termTexts_;
    std::vector<std::uint32_t> terms_, firstWord_;
    StringPool cyrillic_;  ///< skeletons of whole Cyrillic words
    std::vector<std::uint32_t> cyrillicTerms_;
};

}  // namespace cadastre::duplicates
