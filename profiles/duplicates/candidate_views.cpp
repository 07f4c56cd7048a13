// Readers of features: each cuts a row's features anew from the corpus into working memory of its thread.
#include "profiles/duplicates/candidate_views.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "profiles/duplicates/words/grams.h"

namespace cadastre::duplicates {
namespace {

/// Of a longer name the rarest words are paired: with more, pairs grow as the square of a name's length.
constexpr std::size_t mostPaired = 12;

/// Numbers pairs of terms by hash; what falls together is told apart when the pair is compared.
class PairNumbers {
  public:
    explicit PairNumbers(std::size_t rows)
        : bits_(static_cast<unsigned>(std::countr_zero(std::bit_ceil(std::max<std::size_t>(rows, 1) * 4)))) {}

    std::size_t count() const { return std::size_t{1} << bits_; }
    std::uint32_t of(std::uint32_t lower, std::uint32_t higher) const {
        const std::uint64_t mixed = (lower * 0x9E3779B97F4A7C15ULL ^ higher) * 0xFF51AFD7ED558CCDULL;
        return static_cast<std::uint32_t>(mixed >> (64U - bits_));
    }

  private:
    unsigned bits_;
};

/// Reads a row's words, then the pairs of its names' frequent words.
class WordReader {
  public:
    WordReader(const Corpus& corpus, std::size_t longList)
        : corpus_(corpus), longList_(longList), pairs_(corpus.rows()), terms_(corpus.vocabulary().terms()) {
        for (std::size_t c = 0; c < corpus.columns().size(); ++c) {
            if (corpus.columns()[c].kind == ColumnKind::name)
                names_ = static_cast<TermMark>(names_ | markOf(c));
        }
    }

    std::span<const std::uint32_t> operator()(std::size_t row) {
        const auto terms = corpus_.rowTerms().row(row);
        const auto marks = corpus_.rowMarks(row);
        frequent_.clear();
        for (std::size_t i = 0; i < terms.size(); ++i) {
            const std::uint32_t rows = corpus_.rowsWith(terms[i]);
            if ((marks[i] & names_) != 0 && rows > longList_) frequent_.emplace_back(rows, terms[i]);
        }
        if (frequent_.size() < 2) return terms;
        std::sort(frequent_.begin(), frequent_.end());
        if (frequent_.size() > mostPaired) frequent_.resize(mostPaired);
        keys_.clear();
        for (std::size_t i = 0; i < frequent_.size(); ++i) {
            for (std::size_t j = i + 1; j < frequent_.size(); ++j) {
                const auto [lower, higher] = std::minmax(frequent_[i].second, frequent_[j].second);
                keys_.push_back(static_cast<std::uint32_t>(terms_ + pairs_.of(lower, higher)));
            }
        }
        std::sort(keys_.begin(), keys_.end());
        keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
        keys_.insert(keys_.end(), terms.begin(), terms.end());
        return keys_;
    }

  private:
    const Corpus& corpus_;
    std::size_t longList_;
    PairNumbers pairs_;
    std::size_t terms_;
    TermMark names_ = 0;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> frequent_;  ///< rows that have it, term
    std::vector<std::uint32_t> keys_;
};

bool anyLonger(const Corpus& corpus, std::size_t longList) {
    for (std::uint32_t term = 0; term < corpus.vocabulary().terms(); ++term) {
        if (term != Vocabulary::weakTerm && corpus.rowsWith(term) > longList) return true;
    }
    return false;
}

}  // namespace

View wordView(const Corpus& corpus, std::size_t longList) {
    const std::size_t terms = corpus.vocabulary().terms();
    if (!anyLonger(corpus, longList)) return {readerOf(corpus.rowTerms()), terms, 0};
    return {[&corpus, longList]() -> FeatureReader { return WordReader(corpus, longList); },
            terms + PairNumbers(corpus.rows()).count(), 0};
}

View gramView(const Corpus& corpus) {
    const auto makeReader = [&corpus]() -> FeatureReader {
        return [&corpus, grams = std::vector<std::uint32_t>(), marked = std::string(),
                met = std::vector<std::uint8_t>(std::size_t{1} << gramBits, 0)](std::size_t row) mutable {
            grams.clear();
            const Vocabulary& vocabulary = corpus.vocabulary();
            for (const Column& column : corpus.columns()) {
                if (column.kind == ColumnKind::text) continue;
                for (const std::uint32_t word : column.words.row(row)) {
                    const std::uint32_t term = vocabulary.termOf(word);
                    if (term != Vocabulary::weakTerm) appendGrams(vocabulary.termText(term), marked, grams);
                }
            }
            std::erase_if(grams, [&](std::uint32_t gram) { return std::exchange(met[gram], 1) != 0; });
            for (const std::uint32_t gram : grams)
                met[gram] = 0;
            return std::span<const std::uint32_t>(grams);
        };
    };
    constexpr double leastRead = 0.5;
    return {makeReader, std::size_t{1} << gramBits, leastRead};
}

View codeView(const Corpus& corpus) {
    const auto makeReader = [&corpus]() -> FeatureReader {
        return [&corpus, codes = std::vector<std::uint32_t>()](std::size_t row) mutable {
            codes.clear();
            const auto terms = corpus.rowTerms().row(row);
            const auto marks = corpus.rowMarks(row);
            for (std::size_t i = 0; i < terms.size(); ++i) {
                if ((marks[i] & codeMark) != 0) codes.push_back(terms[i]);
            }
            return std::span<const std::uint32_t>(codes);
        };
    };
    return {makeReader, corpus.vocabulary().terms(), 0};
}

}  // namespace cadastre::duplicates
