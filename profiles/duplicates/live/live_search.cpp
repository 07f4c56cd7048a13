// Finding the rows of a class most like some words, and cutting them out for a close look.
#include <algorithm>
#include <numeric>

#include "profiles/duplicates/corpus_excerpt.h"
#include "profiles/duplicates/live/live_class.h"
#include "profiles/duplicates/register/register_class.h"
#include "profiles/duplicates/words/grams.h"

namespace cadastre::duplicates {
namespace {

// One question is searched from its own side only, so each view gives more than in a search of the whole
// register, where every pair has two chances.
constexpr std::size_t rivalsByWords = 24, rivalsByGrams = 12, rivalsByCodes = 4;
constexpr std::size_t postingBudget = 4'000;
// In a large register nearly every 3-gram is frequent, and the few that can be read bring rows together by
// chance: rows are looked up by 3-grams only where lists that hold every row make up this share of them. Half
// of what a search of the whole register asks for, as a question has no second chance.
constexpr double leastOfGramsRead = 0.25;
constexpr std::ptrdiff_t worthWeighing = 400;
static_assert(PostingList::mostRows <= postingBudget && postingBudget <= RowSums::most);

void sortUnique(std::vector<std::uint32_t>& numbers) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

}  // namespace

/// The asked words as this class knows them.
struct LiveClass::AskedWords {
    struct Unknown {
        std::string_view word;
        std::string termText;                       ///< where the term is unknown too
        std::uint32_t term = Vocabulary::weakTerm;  ///< or none
    };
    RowWords columns;  ///< word numbers; the i-th unknown word is words() + i
    std::vector<Unknown> unknown;
    std::vector<std::uint32_t> terms;  ///< known ones, ascending, weak included
    std::vector<std::uint32_t> grams;
    std::vector<std::uint32_t> nameTerms;  ///< known ones, weak left out
    std::uint32_t sameRow = none;          ///< the row that says just this
};

LiveClass::AskedWords LiveClass::look(const CutRecord& asked, LiveScratch& scratch) const {
    AskedWords words;
    words.columns.resize(asked.size());
    std::string marked;
    for (std::size_t c = 0; c < asked.size(); ++c) {
        for (const std::string& text : asked[c]) {
            std::uint32_t word = words_.find(text);
            std::uint32_t term = none;
            std::string_view termText;
            if (word != none) {
                term = words_.termOf(word);
            } else {
                const auto known =
                    std::find_if(words.unknown.begin(), words.unknown.end(),
                                 [&](const AskedWords::Unknown& each) { return each.word == text; });
                word = static_cast<std::uint32_t>(words_.words() +
                                                  static_cast<std::size_t>(known - words.unknown.begin()));
                if (known == words.unknown.end()) {
                    AskedWords::Unknown fresh{text, {}, none};
                    fresh.term = words_.termOf(text, scratch.stemsOf(words_.latinLanguage()), fresh.termText);
                    words.unknown.push_back(std::move(fresh));
                }
                const AskedWords::Unknown& unknown = words.unknown[word - words_.words()];
                term = unknown.term;
                termText = unknown.termText;
            }
            words.columns[c].push_back(word);
            if (term != none) {
                words.terms.push_back(term);
                termText = words_.termText(term);
            }
            if (c == RegisterClass::purposeColumn || term == Vocabulary::weakTerm) continue;
            if (term != none) words.nameTerms.push_back(term);
            appendGrams(termText, marked, words.grams);
        }
    }
    sortUnique(words.terms);
    sortUnique(words.grams);
    sortUnique(words.nameTerms);
    if (words.unknown.empty()) {
        const std::string packed = packedRow(words.columns);
        words.sameRow = rowSaying(packed, fingerprintOf(packed));
    }
    return words;
}

std::vector<LiveClass::Feature> LiveClass::pairFeatures(std::span<const std::uint32_t> nameTerms,
                                                        LiveScratch& scratch) const {
    scratch.pairRows.clear();
    std::vector<Feature> features;
    if (pairs_.empty()) return features;
    std::vector<std::size_t> ends;
    const auto pairs = frequentPairs(nameTerms);
    for (const TermPair& pair : pairs) {
        pairs_.read(pair, scratch.pairRows);
        ends.push_back(scratch.pairRows.size());
    }
    std::size_t begin = 0;
    for (std::size_t i = 0; i < pairs.size(); begin = ends[i++]) {
        if (ends[i] == begin) continue;
        features.push_back({static_cast<std::uint32_t>(words_.terms() + i), nullptr,
                            std::span(scratch.pairRows).subspan(begin, ends[i] - begin)});
    }
    return features;
}

/// How many of the features, rarest first, can be read within the budget; none where they tell too little.
std::size_t LiveClass::readableWithin(std::span<const Feature> features, View view) const {
    std::size_t left = postingBudget, readable = 0;
    for (; readable < features.size() && features[readable].listed() <= left; ++readable)
        left -= features[readable].listed();
    if (view != View::grams) return readable;
    double read = 0, all = 0;
    for (std::size_t i = 0; i < features.size(); ++i) {
        const auto weight = static_cast<double>(weightOf(features[i]));
        all += weight;
        if (i < readable && features[i].listed() >= features[i].rows()) read += weight;
    }
    return read < leastOfGramsRead * all ? 0 : readable;
}

void LiveClass::nearest(std::vector<Feature> features, View view, std::size_t most, std::uint32_t except,
                        LiveScratch& scratch) const {
    std::sort(features.begin(), features.end(), [](const Feature& a, const Feature& b) {
        return a.rows() != b.rows() ? a.rows() < b.rows() : a.number < b.number;
    });
    const std::size_t readable = readableWithin(features, view);
    for (const Feature& feature : std::span(features).first(readable)) {
        const float weight = weightOf(feature);
        feature.forEach([&](std::uint32_t row) { scratch.sums.add(row, weight); });
    }
    scratch.found.clear();
    scratch.sums.take([&](std::uint32_t row, float sum) { scratch.found.push_back({sum, row}); });
    // Lengths stand all over memory: they are asked of the rows with the greatest sums only, and their
    // equals.
    if (std::ssize(scratch.found) > worthWeighing) {
        const auto last = scratch.found.begin() + worthWeighing;
        std::nth_element(
            scratch.found.begin(), last, scratch.found.end(),
            [](const LiveScratch::Found& a, const LiveScratch::Found& b) { return a.likeness > b.likeness; });
        const float least = last->likeness;
        std::erase_if(scratch.found, [&](const LiveScratch::Found& each) { return each.likeness < least; });
    }
    for (LiveScratch::Found& each : scratch.found) {
        const Row& facts = rows_[each.row];
        if (view != View::codes)
            each.likeness *= view == View::words ? facts.inverseWords : facts.inverseGrams;
    }
    std::erase_if(scratch.found, [&](const LiveScratch::Found& each) {
        return each.row == except || rows_[each.row].firstRecord == none;
    });
    const auto better = [](const LiveScratch::Found& a, const LiveScratch::Found& b) {
        return a.likeness != b.likeness ? a.likeness > b.likeness : a.row < b.row;
    };
    if (scratch.found.size() > most) {
        std::nth_element(scratch.found.begin(), scratch.found.begin() + static_cast<std::ptrdiff_t>(most),
                         scratch.found.end(), better);
        scratch.found.resize(most);
    }
    for (const LiveScratch::Found& found : scratch.found)
        scratch.candidates.push_back(found.row);
}

Surroundings LiveClass::around(const CutRecord& asked, const std::optional<Uid>& self,
                               std::size_t mostRecords, LiveScratch& scratch) const {
    const AskedWords words = look(asked, scratch);
    // The row of the asked record itself says nothing, unless others say the same.
    std::uint32_t except = none;
    if (const std::uint32_t record = self ? recordOf(*self) : none; record != none) {
        const bool alone = records_[record].next == none && records_[record].previous == none;
        if (alone) except = records_[record].row;
    }
    scratch.candidates.clear();
    if (words.sameRow != none && words.sameRow != except) scratch.candidates.push_back(words.sameRow);
    std::vector<Feature> terms = termFeatures(words.terms);
    nearest(gramFeatures(words.grams), View::grams, rivalsByGrams, except, scratch);
    std::vector<Feature> codes;
    for (const Feature& feature : terms) {
        if (isCode(words_.termText(feature.number))) codes.push_back(feature);
    }
    const std::vector<Feature> pairs = pairFeatures(words.nameTerms, scratch);
    terms.insert(terms.end(), pairs.begin(), pairs.end());
    nearest(std::move(terms), View::words, rivalsByWords, except, scratch);
    if (!codes.empty()) nearest(std::move(codes), View::codes, rivalsByCodes, except, scratch);
    sortUnique(scratch.candidates);
    return cutOut(words, self, mostRecords, scratch);
}

/// Words and terms keep the order they have in the class, so that sums come out as in a search of all of it.
Surroundings LiveClass::cutOut(const AskedWords& words, const std::optional<Uid>& self,
                               std::size_t mostRecords, LiveScratch& scratch) const {
    NumberPlaces& used = scratch.words;
    used.clear();
    for (const std::uint32_t row : scratch.candidates) {
        RowTexts::read(texts_.packed(rows_[row].text),
                       [&](std::size_t /*column*/, std::uint32_t word) { used.add(word); });
    }
    for (const auto& column : words.columns) {
        for (const std::uint32_t word : column) {
            if (word < words_.words()) used.add(word);
        }
    }
    used.settle();
    const auto wordsUsed = static_cast<std::uint32_t>(used.numbers().size());
    NumberPlaces& terms = scratch.terms;
    terms.clear();
    terms.add(Vocabulary::weakTerm);  // number 0 there too
    for (const std::uint32_t term : words.terms)
        terms.add(term);
    for (const std::uint32_t word : used.numbers())
        terms.add(words_.termOf(word));
    terms.settle();

    // Words that no row says yet count as a row more: the answer is what it will be once they are saved.
    const bool fresh = words.sameRow == none;
    const auto rowsWith = [&](std::uint32_t term) {
        const bool asks = fresh && std::binary_search(words.terms.begin(), words.terms.end(), term);
        return termLists_[term].rows() + (asks ? 1 : 0);
    };
    CorpusExcerpt excerpt(registerColumns(), liveRows_ + (fresh ? 1 : 0));
    excerpt.countWeakTerm(rowsWith(Vocabulary::weakTerm));
    for (const std::uint32_t term : terms.numbers()) {
        if (term != Vocabulary::weakTerm) excerpt.addTerm(words_.termText(term), rowsWith(term));
    }
    for (const std::uint32_t word : used.numbers())
        excerpt.addWord(words_.wordText(word), terms[words_.termOf(word)]);
    std::vector<std::uint32_t> newTerms;  // by unknown word
    for (const AskedWords::Unknown& unknown : words.unknown) {
        std::uint32_t term = unknown.term == none ? none : terms[unknown.term];
        for (std::size_t i = 0; term == none && i < newTerms.size(); ++i) {
            if (words.unknown[i].term == none && words.unknown[i].termText == unknown.termText)
                term = newTerms[i];
        }
        const bool newTerm = term == none;
        if (newTerm) term = excerpt.addTerm(unknown.termText, 1);
        newTerms.push_back(term);
        const std::uint32_t word = excerpt.addWord(unknown.word, term);
        if (newTerm) excerpt.setWordOf(term, word);
    }
    for (const std::uint32_t term : terms.numbers()) {
        if (term == Vocabulary::weakTerm || !isCode(words_.termText(term))) continue;
        const std::uint32_t word = words_.wordOf(term);
        excerpt.setWordOf(
            terms[term], used.holds(word) ? used[word] : excerpt.addWord(words_.wordText(word), terms[term]));
    }

    RowWords own = words.columns;
    for (auto& column : own) {
        for (std::uint32_t& word : column)
            word = word < words_.words() ? used[word]
                                         : static_cast<std::uint32_t>(wordsUsed + (word - words_.words()));
    }
    excerpt.addRow(own);
    for (const std::uint32_t row : scratch.candidates) {
        for (auto& column : own)
            column.clear();
        RowTexts::read(texts_.packed(rows_[row].text),
                       [&](std::size_t column, std::uint32_t word) { own[column].push_back(used[word]); });
        excerpt.addRow(own);
    }

    Surroundings surroundings{excerpt.take(), std::vector<std::vector<Uid>>(1 + scratch.candidates.size())};
    for (std::size_t r = 0; r < scratch.candidates.size(); ++r) {
        auto& uids = surroundings.records[r + 1];
        for (std::uint32_t record = rows_[scratch.candidates[r]].firstRecord;
             record != none && uids.size() < mostRecords; record = records_[record].next) {
            if (records_[record].uid != self) uids.push_back(records_[record].uid);
        }
    }
    return surroundings;
}

}  // namespace cadastre::duplicates
