// The view of initials: which short words of a collection spell names of its rows, and who says either.
#include <algorithm>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "profiles/duplicates/candidate_views.h"
#include "profiles/duplicates/words/code_points.h"
#include "profiles/duplicates/words/skeleton.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t fewestLetters = 2, fewestInLatin = 3, mostLetters = 8;

/// The letters of a short word, each in Latin, as initials() gives them; empty where it can be none.
std::string lettersOf(std::string_view word) {
    std::string letters;
    std::size_t count = 0;
    for (std::size_t at = 0; at < word.size(); ++count) {
        const std::size_t start = at;
        nextCodePoint(word, at);
        if (count == mostLetters || (word[start] >= '0' && word[start] <= '9')) return {};
        letters += firstLetterOf(word.substr(start));
    }
    const bool latin = !word.empty() && static_cast<unsigned char>(word.front()) < 0x80;
    return count >= (latin ? fewestInLatin : fewestLetters) ? letters : std::string();
}

/// The initials of a run of words: of all of them, and of those that are longer than three letters.
class Speller {
  public:
    explicit Speller(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {}

    template <typename Take>
    void spell(std::span<const std::uint32_t> words, const Take& take) {
        std::string all, longer;
        std::size_t count = 0, longCount = 0;
        for (const std::uint32_t word : words) {
            const std::string_view text = vocabulary_.wordText(word);
            if (text.front() >= '0' && text.front() <= '9') continue;
            if (++count > mostLetters) return;
            const std::string_view letter = firstLetterOf(text);
            all += letter;
            std::size_t letters = 0;
            for (std::size_t at = 0; at < text.size(); ++letters)
                nextCodePoint(text, at);
            constexpr std::size_t littleWord = 3;
            if (letters <= littleWord) continue;
            longer += letter;
            ++longCount;
        }
        if (count >= fewestLetters) take(all);
        if (longCount >= fewestLetters && longCount < count) take(longer);
    }

  private:
    const Vocabulary& vocabulary_;
};

/// Features by what they spell: of each such word, and of each run of initials.
struct Initials {
    std::unordered_map<std::string, std::uint32_t> numbers;
    std::unordered_map<std::uint32_t, std::uint32_t> ofWord;  ///< by word number
};

std::shared_ptr<const Initials> findInitials(const Corpus& corpus) {
    auto found = std::make_shared<Initials>();
    const Vocabulary& vocabulary = corpus.vocabulary();
    // A word that many rows have is a word of the language.
    constexpr std::size_t manyRows = 50, manyShare = 100;
    const std::size_t most = std::max(manyRows, corpus.rows() / manyShare);
    std::unordered_map<std::string, std::vector<std::uint32_t>> words;
    for (std::uint32_t word = 0; word < vocabulary.words(); ++word) {
        const std::uint32_t term = vocabulary.termOf(word);
        if (term == Vocabulary::weakTerm || corpus.rowsWith(term) > most) continue;
        if (std::string letters = lettersOf(vocabulary.wordText(word)); !letters.empty())
            words[std::move(letters)].push_back(word);
    }
    Speller speller(vocabulary);
    for (const Column& column : corpus.columns()) {
        if (column.kind != ColumnKind::name) continue;
        for (std::size_t row = 0; row < corpus.rows(); ++row) {
            speller.spell(column.words.row(row), [&](const std::string& initials) {
                if (!words.contains(initials)) return;
                found->numbers.emplace(initials, static_cast<std::uint32_t>(found->numbers.size()));
            });
        }
    }
    for (const auto& [initials, number] : found->numbers) {
        for (const std::uint32_t word : words.at(initials))
            found->ofWord.emplace(word, number);
    }
    return found;
}

}  // namespace

View initialsView(const Corpus& corpus) {
    const auto initials = findInitials(corpus);
    const auto makeReader = [&corpus, initials]() -> FeatureReader {
        return [&corpus, initials, speller = Speller(corpus.vocabulary()),
                own = std::vector<std::uint32_t>()](std::size_t row) mutable {
            own.clear();
            for (const Column& column : corpus.columns()) {
                if (column.kind != ColumnKind::name) continue;
                const auto words = column.words.row(row);
                for (const std::uint32_t word : words) {
                    if (const auto found = initials->ofWord.find(word); found != initials->ofWord.end())
                        own.push_back(found->second);
                }
                speller.spell(words, [&](const std::string& spelt) {
                    if (const auto found = initials->numbers.find(spelt); found != initials->numbers.end())
                        own.push_back(found->second);
                });
            }
            std::sort(own.begin(), own.end());
            own.erase(std::unique(own.begin(), own.end()), own.end());
            return std::span<const std::uint32_t>(own);
        };
    };
    return {makeReader, initials->numbers.size(), 0};
}

}  // namespace cadastre::duplicates
