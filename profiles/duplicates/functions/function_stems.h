// The stems that phrases of functions are made of: beginnings of words, and the parts of compounds.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/words/string_pool.h"

namespace cadastre::duplicates {

/// Where Latin words have no stemmer, their first five letters stand for them (Can et al. 2008: for
/// agglutinating languages they retrieve as well as a lemmatiser), and compounds fall apart wherever the
/// beginning of several other words stands inside (after Koehn & Knight 2003). Elsewhere a stem is a term.
class FunctionStems {
  public:
    explicit FunctionStems(const Vocabulary& vocabulary);

    std::size_t size() const { return stems_.size(); }
    /// What a term of the vocabulary consists of; nothing for codes, numbers and what only says "some
    /// system".
    std::span<const std::uint32_t> of(std::uint32_t term) const { return ofTerm_.row(term); }
    /// Adds the stems of a word from elsewhere, folded, of which the vocabulary may know no form.
    /// @param termText  the skeleton of its stem
    void find(std::string_view word, std::string_view termText, std::vector<std::uint32_t>& found) const;

  private:
    static constexpr std::size_t letters = 5;
    bool isCutUp(std::string_view word) const;
    /// Calls `part` with the stems of a compound of so many words' beginnings.
    template <typename Part>
    void cut(std::string_view termText, Part part) const;

    bool latinHasStemmer_;
    StringPool stems_;
    std::vector<std::uint32_t> begins_;            ///< by stem: terms that begin with it
    std::unordered_set<std::uint32_t> ofSystems_;  ///< parts of compounds that only say "some system"
    NumberRows ofTerm_;
};

}  // namespace cadastre::duplicates
