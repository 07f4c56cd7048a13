// What bodies are called, in the stems of functions: a system that bears its holder's name says with it whose
// it is, and not what it does.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/functions/function_stems.h"
#include "profiles/duplicates/register/register_duplicates.h"
#include "profiles/duplicates/words/string_pool.h"

namespace cadastre::duplicates {

/// Names are met in any case: words of the vocabulary that begin like a word of a name and part from it in
/// the ending only (the museum and of the museum, which stemmers and first letters may tell apart) say that
/// name as well.
class HolderNames {
  public:
    HolderNames() = default;
    HolderNames(std::span<const Holder> holders, const Vocabulary& vocabulary, const FunctionStems& stems);

    /// The stems of a body's name and of the names above it, in every form that was met, ascending.
    /// @param place  among the holders
    std::span<const std::uint32_t> of(std::uint32_t place) const { return stems_.row(place); }
    /// How many words from the first one on are the whole name, of two words and more, of any body; 0 for
    /// none. Words without stems don't count ("and", numbers) and are passed over.
    std::size_t nameAt(std::span<const std::uint32_t> words, const FunctionStems& stems,
                       const Vocabulary& vocabulary) const;

  private:
    using Stemmed = std::vector<std::uint32_t>;

    void findForms(const StringPool& words, const Vocabulary& vocabulary, const FunctionStems& stems);
    void listNames(const FunctionStems& stems);
    bool isForm(std::span<const std::uint32_t> stems, std::uint32_t word) const;

    NumberRows stems_;               ///< by place
    std::vector<Stemmed> forms_;     ///< by different word of the names: stems of its forms, ascending
    NumberRows names_;               ///< each name of two words and more, by the numbers of its words
    std::vector<bool> beginsAName_;  ///< by stem
    std::unordered_multimap<std::uint32_t, std::uint32_t> namesFrom_;  ///< by a stem of their first word
};

}  // namespace cadastre::duplicates
