// Stemming and the meeting of the two scripts.
#include "profiles/duplicates/vocabulary.h"

#include <libstemmer.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <unordered_map>

#include "profiles/duplicates/language.h"
#include "profiles/duplicates/skeleton.h"
#include "profiles/duplicates/text.h"

namespace cadastre::duplicates {
namespace {

/// One Snowball stemmer; without a language it returns words as they are.
class Stemmer {
  public:
    explicit Stemmer(const std::string& language)
        : stemmer_(language.empty() ? nullptr : sb_stemmer_new(language.c_str(), "UTF_8"),
                   sb_stemmer_delete) {
        if (!language.empty() && !stemmer_)
            throw std::runtime_error("libstemmer has no stemmer for " + language);
    }
    std::string_view stem(std::string_view word) const {
        if (!stemmer_) return word;
        const auto* stemmed = sb_stemmer_stem(stemmer_.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                                              static_cast<int>(word.size()));
        return {reinterpret_cast<const char*>(stemmed),
                static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))};
    }

  private:
    std::unique_ptr<sb_stemmer, void (*)(sb_stemmer*)> stemmer_;
};

}  // namespace

Vocabulary::Vocabulary() {
    termTexts_.intern("·");
    traits_.push_back(0);
    firstWord_.push_back(0);
}

std::uint32_t Vocabulary::take(std::string_view word) {
    const std::uint32_t id = words_.intern(word);
    if (id == counts_.size()) counts_.push_back(0);
    ++counts_[id];
    return id;
}

void Vocabulary::finish() {
    const Stemmer russian("russian");
    const Stemmer latin(latinLanguage([&](std::string_view word) -> std::uint64_t {
        const std::uint32_t id = words_.find(word);
        return id == StringPool::none ? 0 : counts_[id];
    }));
    std::unordered_map<std::string, std::uint32_t> cyrillicBySkeleton;
    terms_.assign(words_.size(), weakTerm);
    const auto giveTerm = [&](std::uint32_t word, std::string_view skeleton) {
        const std::uint32_t term = termTexts_.intern(skeleton);
        if (term == traits_.size()) {
            traits_.push_back(static_cast<std::uint8_t>((isCode(skeleton) ? codeTrait : 0) |
                                                        (hasDigit(skeleton) ? digitTrait : 0)));
            firstWord_.push_back(word);
        }
        terms_[word] = term;
        return term;
    };
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
        const std::string_view text = words_.text(word);
        if (scriptOf(text) != Script::cyrillic || isSystemKindWord(text)) continue;
        const std::uint32_t term = giveTerm(word, skeletonOf(hasDigit(text) ? text : russian.stem(text)));
        cyrillicBySkeleton.emplace(skeletonOf(text), term);
    }
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
        const std::string_view text = words_.text(word);
        if (scriptOf(text) == Script::cyrillic || isSystemKindWord(text)) continue;
        const std::string skeleton = skeletonOf(text);
        if (const auto found = cyrillicBySkeleton.find(skeleton); found != cyrillicBySkeleton.end()) {
            terms_[word] = found->second;
        } else {
            giveTerm(word, hasDigit(text) ? skeleton : skeletonOf(latin.stem(text)));
        }
    }
}

}  // namespace cadastre::duplicates
