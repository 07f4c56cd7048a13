// The words of all names first, then their forms in the vocabulary; then everybody gets the names above it
// too.
#include "profiles/duplicates/functions/holder_names.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "profiles/duplicates/words/stems.h"
#include "profiles/duplicates/words/string_pool.h"
#include "profiles/duplicates/words/text.h"

namespace cadastre::duplicates {
namespace {

/// Calls `take` with the word, and with it without its last letters, up to so many of them.
template <typename Take>
void beginningsOf(std::string_view word, std::size_t mostLeftOut, Take take) {
    constexpr std::size_t fewestLetters = 4;
    constexpr unsigned char continues = 0x80, mask = 0xC0;
    const auto isContinued = [&](std::size_t at) {
        return at < word.size() && (static_cast<unsigned char>(word[at]) & mask) == continues;
    };
    std::size_t letters = 0;
    for (std::size_t i = 0; i < word.size(); ++i)
        letters += isContinued(i) ? 0 : 1;
    for (std::size_t out = 0; out <= mostLeftOut && letters >= fewestLetters + out; ++out) {
        take(word);
        do
            word.remove_suffix(1);
        while (isContinued(word.size()));
    }
}

void sortOnce(std::vector<std::uint32_t>& numbers) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

}  // namespace

HolderNames::HolderNames(std::span<const Holder> holders, const Vocabulary& vocabulary,
                         const FunctionStems& stems) {
    const Stems ofLanguage(vocabulary.latinLanguage());
    WordCutter cutter;
    StringPool words;
    std::vector<std::vector<std::uint32_t>> own(holders.size());  // by place: numbers of words
    for (std::uint32_t place = 0; place < holders.size(); ++place) {
        for (std::string_view rest = holders[place].name; !rest.empty();) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            for (const std::string_view word : cutter.cut(rest.substr(0, end))) {
                const std::uint32_t number = words.intern(word);
                own[place].push_back(number);
                names_.items.push_back(number);
                if (number == forms_.size())
                    stems.find(word, ofLanguage.termText(word), forms_.emplace_back());
            }
            names_.endRow();
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    findForms(words, vocabulary, stems);
    listNames(stems);
    std::unordered_map<std::int64_t, std::uint32_t> places;
    for (std::uint32_t place = 0; place < holders.size(); ++place)
        places.emplace(holders[place].subject, place);
    constexpr std::size_t mostLevels = 16;  // a tree of bodies is flatter; a ring has no end
    Stemmed all;
    for (const Holder& holder : holders) {
        all.clear();
        auto at = places.find(holder.subject);
        for (std::size_t level = 0; at != places.end() && level < mostLevels; ++level) {
            for (const std::uint32_t word : own[at->second])
                all.insert(all.end(), forms_[word].begin(), forms_[word].end());
            at = places.find(holders[at->second].above);
        }
        sortOnce(all);
        stems_.items.insert(stems_.items.end(), all.begin(), all.end());
        stems_.endRow();
    }
}

/// Each word of the vocabulary is looked up by its beginnings, so that it is read once, however many names
/// there are.
void HolderNames::findForms(const StringPool& words, const Vocabulary& vocabulary,
                            const FunctionStems& stems) {
    constexpr std::size_t lettersLost = 2, lettersGained = 3;
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> wordsFrom;
    for (std::uint32_t word = 0; word < forms_.size(); ++word) {
        beginningsOf(words.text(word), lettersLost,
                     [&](std::string_view beginning) { wordsFrom[beginning].push_back(word); });
    }
    for (std::uint32_t other = 0; other < vocabulary.words(); ++other) {
        const auto own = stems.of(vocabulary.termOf(other));
        if (own.empty()) continue;
        beginningsOf(vocabulary.wordText(other), lettersGained, [&](std::string_view beginning) {
            const auto found = wordsFrom.find(beginning);
            if (found == wordsFrom.end()) return;
            for (const std::uint32_t word : found->second)
                forms_[word].insert(forms_[word].end(), own.begin(), own.end());
        });
    }
    for (Stemmed& form : forms_)
        sortOnce(form);
}

void HolderNames::listNames(const FunctionStems& stems) {
    NumberRows told;
    beginsAName_.assign(stems.size(), false);
    for (std::size_t name = 0; name < names_.rows(); ++name) {
        std::vector<std::uint32_t> words;
        for (const std::uint32_t word : names_.row(name)) {
            if (!forms_[word].empty()) words.push_back(word);
        }
        if (words.size() < 2) continue;
        for (const std::uint32_t stem : forms_[words.front()]) {
            beginsAName_[stem] = true;
            namesFrom_.emplace(stem, static_cast<std::uint32_t>(told.rows()));
        }
        told.items.insert(told.items.end(), words.begin(), words.end());
        told.endRow();
    }
    names_ = std::move(told);
}

bool HolderNames::isForm(std::span<const std::uint32_t> stems, std::uint32_t word) const {
    const Stemmed& forms = forms_[word];
    return std::any_of(stems.begin(), stems.end(), [&](std::uint32_t stem) {
        return std::binary_search(forms.begin(), forms.end(), stem);
    });
}

std::size_t HolderNames::nameAt(std::span<const std::uint32_t> words, const FunctionStems& stems,
                                const Vocabulary& vocabulary) const {
    std::size_t longest = 0;
    for (const std::uint32_t first : stems.of(vocabulary.termOf(words.front()))) {
        if (!beginsAName_[first]) continue;
        const auto [from, to] = namesFrom_.equal_range(first);
        for (auto candidate = from; candidate != to; ++candidate) {
            const auto name = names_.row(candidate->second);
            std::size_t told = 0, at = 0;
            for (; at < words.size() && told < name.size(); ++at) {
                const auto own = stems.of(vocabulary.termOf(words[at]));
                if (own.empty()) continue;
                if (!isForm(own, name[told])) break;
                ++told;
            }
            if (told == name.size()) longest = std::max(longest, at);
        }
    }
    return longest;
}

}  // namespace cadastre::duplicates
