// What a word stands for by itself: its Snowball stem (Porter 2001) in one Latin skeleton.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace cadastre::duplicates {

/// Stems Cyrillic words as Russian and all others in one language. Keeps buffers: one serves one thread.
class Stems {
  public:
    /// @param latinLanguage  Snowball's name of the language; empty: it has no stemmer, words keep their
    ///                       whole skeleton
    /// Throws std::runtime_error where libstemmer doesn't know the language.
    explicit Stems(const std::string& latinLanguage);

    /// The skeleton of a folded word's stem, of the whole word where it holds a digit.
    std::string termText(std::string_view word) const;

    /// The same for a Latin word read back into Cyrillic: what a form that nobody wrote in Cyrillic would
    /// have as its stem. Empty for words of other scripts, codes, and words too short to tell.
    std::string readBack(std::string_view word) const;

  private:
    using Stemmer = std::unique_ptr<sb_stemmer, void (*)(sb_stemmer*)>;
    Stemmer russian_, latin_;
};

}  // namespace cadastre::duplicates
