// Filling a Corpus from what is known already, where Corpus itself would have to find out.
#include "profiles/duplicates/corpus_excerpt.h"

#include <algorithm>

namespace cadastre::duplicates {

CorpusExcerpt::CorpusExcerpt(const std::vector<std::pair<std::string, ColumnKind>>& columns,
                             std::size_t rowsInWhole)
    : corpus_(columns), rowsInWhole_(rowsInWhole) {
    corpus_.rowsWith_.push_back(0);
    corpus_.rarity_.push_back(weakRarity);
}

void CorpusExcerpt::countWeakTerm(std::uint32_t rowsWith) {
    corpus_.rowsWith_[Vocabulary::weakTerm] = rowsWith;
    corpus_.rarity_[Vocabulary::weakTerm] = std::min(rarityOf(rowsInWhole_, rowsWith), weakRarity);
}

std::uint32_t CorpusExcerpt::addTerm(std::string_view text, std::uint32_t rowsWith) {
    Vocabulary& vocabulary = corpus_.vocabulary_;
    const std::uint32_t term = vocabulary.termTexts_.append(text);
    vocabulary.traits_.push_back(Vocabulary::traitsOf(text));
    vocabulary.firstWord_.push_back(0);
    corpus_.rowsWith_.push_back(rowsWith);
    corpus_.rarity_.push_back(rarityOf(rowsInWhole_, rowsWith));
    return term;
}

std::uint32_t CorpusExcerpt::addWord(std::string_view text, std::uint32_t term) {
    Vocabulary& vocabulary = corpus_.vocabulary_;
    vocabulary.terms_.push_back(term);
    return vocabulary.words_.append(text);
}

void CorpusExcerpt::setWordOf(std::uint32_t term, std::uint32_t word) {
    corpus_.vocabulary_.firstWord_[term] = word;
}

void CorpusExcerpt::addRow(std::span<const std::vector<std::uint32_t>> columns) {
    for (std::size_t c = 0; c < corpus_.columns_.size(); ++c) {
        NumberRows& words = corpus_.columns_[c].words;
        words.items.insert(words.items.end(), columns[c].begin(), columns[c].end());
        words.endRow();
    }
    ++corpus_.rows_;
}

Corpus CorpusExcerpt::take() {
    corpus_.describeRows(1);
    corpus_.weighRows(1);
    corpus_.shapes_.look(corpus_.vocabulary_, corpus_.rowsWith_);
    return std::move(corpus_);
}

}  // namespace cadastre::duplicates
