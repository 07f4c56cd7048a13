// Stemming.
#include "profiles/duplicates/words/stems.h"

#include <libstemmer.h>

#include <stdexcept>

#include "profiles/duplicates/words/skeleton.h"
#include "profiles/duplicates/words/text.h"

namespace cadastre::duplicates {
namespace {

sb_stemmer* stemmerOf(const std::string& language) {
    if (language.empty()) return nullptr;
    sb_stemmer* stemmer = sb_stemmer_new(language.c_str(), "UTF_8");
    if (stemmer == nullptr) throw std::runtime_error("libstemmer has no stemmer for " + language);
    return stemmer;
}

}  // namespace

Stems::Stems(const std::string& latinLanguage)
    : russian_(stemmerOf("russian"), sb_stemmer_delete),
      latin_(stemmerOf(latinLanguage), sb_stemmer_delete) {}

std::string Stems::termText(std::string_view word) const {
    const Stemmer& stemmer = scriptOf(word) == Script::cyrillic ? russian_ : latin_;
    if (!stemmer || hasDigit(word)) return skeletonOf(word);
    const auto* stem = sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                       static_cast<int>(word.size()));
    return skeletonOf(
        {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))});
}

std::string Stems::readBack(std::string_view word) const {
    constexpr std::size_t fewestLetters = 4;
    if (word.size() < fewestLetters || hasDigit(word) || scriptOf(word) != Script::latin) return {};
    return termText(cyrillicOf(word));
}

}  // namespace cadastre::duplicates
