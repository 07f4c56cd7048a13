// Taking records in and letting them go.
#include "profiles/duplicates/live/live_class.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "profiles/duplicates/register/register_class.h"
#include "profiles/duplicates/words/grams.h"

namespace cadastre::duplicates {
namespace {

/// Uids are ordered by time, so all of their bytes are mixed (MurmurHash3's finaliser).
std::uint32_t hashOf(std::string_view bytes) {
    std::uint64_t h = 14695981039346656037ULL;
    for (const char c : bytes)
        h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    h ^= h >> 33U;
    h *= 0xff51afd7ed558ccdULL;
    return static_cast<std::uint32_t>(h >> 32U);
}

std::uint32_t hashOf(const Uid& uid) {
    return hashOf(std::string_view(reinterpret_cast<const char*>(uid.data()), uid.size()));
}

/// Room for one more without doubling what a million records hold.
template <typename Thing>
void makeRoom(std::vector<Thing>& things) {
    if (things.size() == things.capacity()) things.reserve(things.size() + things.size() / 8 + 64);
}

const Corpus& finishedNothing() {
    static const Corpus nothing = [] {
        Corpus corpus(registerColumns());
        corpus.finish();
        return corpus;
    }();
    return nothing;
}

}  // namespace

std::uint32_t LiveClass::fingerprintOf(std::string_view packed) {
    return hashOf(packed);
}

LiveClass::LiveClass() : LiveClass(finishedNothing(), {}) {}

LiveClass::LiveClass(const Corpus& finished, std::span<const RowOfRecord> records)
    : words_(finished.vocabulary()),
      stems_(words_.latinLanguage()),
      rows_(finished.rows()),
      liveRows_(finished.rows()),
      termLists_(words_.terms()),
      gramPlaces_(std::size_t{1} << gramBits, none) {
    RowWords columns(finished.columns().size());
    RowFeatures features;
    for (std::uint32_t row = 0; row < finished.rows(); ++row) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const auto words = finished.columns()[c].words.row(row);
            columns[c].assign(words.begin(), words.end());
        }
        const std::string packed = packedRow(columns);
        rows_[row].text = texts_.add(packed);
        rows_[row].fingerprint = fingerprintOf(packed);
        rowsByText_.add(row, [&](std::uint32_t each) { return rows_[each].fingerprint; });
        featuresOf(packed, features);
        for (const std::uint32_t term : features.terms)
            termLists_[term].count();
        for (const std::uint32_t gram : features.grams)
            gramList(gram).count();
    }
    for (auto& row : rows_) {
        featuresOf(texts_.packed(row.text), features);
        row.inverseWords = inverseLength(termFeatures(features.terms));
        row.inverseGrams = inverseLength(gramFeatures(features.grams));
    }
    for (std::uint32_t row = 0; row < rows_.size(); ++row) {
        featuresOf(texts_.packed(rows_[row].text), features);
        for (const std::uint32_t term : features.terms) {
            if (term != Vocabulary::weakTerm)
                termLists_[term].list(row, [&](std::uint32_t each) { return rows_[each].inverseWords; });
        }
        for (const std::uint32_t gram : features.grams)
            gramList(gram).list(row, [&](std::uint32_t each) { return rows_[each].inverseGrams; });
        listPairs(features.nameTerms, row);
    }
    for (PostingList& list : termLists_)
        list.trim();
    for (PostingList& list : gramLists_)
        list.trim();
    pairs_.trim();
    records_.reserve(records.size());
    for (const RowOfRecord& record : records) {
        records_.push_back({record.uid, record.row, none, none});
        const auto number = static_cast<std::uint32_t>(records_.size() - 1);
        recordsByUid_.add(number, [&](std::uint32_t each) { return hashOf(records_[each].uid); });
        chain(number, record.row);
    }
}

void LiveClass::put(const Uid& uid, const CutRecord& cut) {
    RowWords columns(cut.size());
    for (std::size_t c = 0; c < cut.size(); ++c) {
        for (const std::string& word : cut[c])
            columns[c].push_back(words_.take(word, stems_));
    }
    while (termLists_.size() < words_.terms()) {
        makeRoom(termLists_);
        termLists_.emplace_back();
    }
    const std::string packed = packedRow(columns);
    const std::uint32_t fingerprint = fingerprintOf(packed);
    std::uint32_t row = rowSaying(packed, fingerprint);
    std::uint32_t record = recordOf(uid);
    if (record != none && records_[record].row == row) return;
    if (record != none) retire(uid);
    if (row == none) row = addRow(packed, fingerprint);
    if (freeRecords_.empty()) {
        makeRoom(records_);
        record = static_cast<std::uint32_t>(records_.size());
        records_.emplace_back();
    } else {
        record = freeRecords_.back();
        freeRecords_.pop_back();
    }
    records_[record].uid = uid;
    recordsByUid_.add(record, [&](std::uint32_t each) { return hashOf(records_[each].uid); });
    chain(record, row);
}

bool LiveClass::retire(const Uid& uid) {
    const std::uint32_t record = recordOf(uid);
    if (record == none) return false;
    recordsByUid_.remove(record, [&](std::uint32_t each) { return hashOf(records_[each].uid); });
    const std::uint32_t row = records_[record].row;
    unchain(record);
    freeRecords_.push_back(record);
    if (rows_[row].firstRecord == none) dropRow(row);
    return true;
}

std::uint32_t LiveClass::recordOf(const Uid& uid) const {
    return recordsByUid_.find(hashOf(uid), [&](std::uint32_t each) { return records_[each].uid == uid; });
}

std::uint32_t LiveClass::rowSaying(std::string_view packed, std::uint32_t fingerprint) const {
    return rowsByText_.find(fingerprint, [&](std::uint32_t each) {
        return rows_[each].fingerprint == fingerprint && texts_.packed(rows_[each].text) == packed;
    });
}

std::uint32_t LiveClass::addRow(std::string_view packed, std::uint32_t fingerprint) {
    const auto row = static_cast<std::uint32_t>(rows_.size());
    Row facts;
    facts.text = texts_.add(packed);
    facts.fingerprint = fingerprint;
    RowFeatures features;
    featuresOf(packed, features);
    ++liveRows_;
    for (const std::uint32_t term : features.terms)
        termLists_[term].count();
    for (const std::uint32_t gram : features.grams)
        gramList(gram).count();
    facts.inverseWords = inverseLength(termFeatures(features.terms));
    facts.inverseGrams = inverseLength(gramFeatures(features.grams));
    makeRoom(rows_);
    rows_.push_back(facts);
    // A row without records is gone, but this one is about to get its first.
    const auto here = [&](std::uint32_t each) { return each == row || rows_[each].firstRecord != none; };
    for (const std::uint32_t term : features.terms) {
        if (term != Vocabulary::weakTerm)
            termLists_[term].list(
                row, [&](std::uint32_t each) { return here(each) ? rows_[each].inverseWords : -1.0F; });
    }
    for (const std::uint32_t gram : features.grams)
        gramList(gram).list(
            row, [&](std::uint32_t each) { return here(each) ? rows_[each].inverseGrams : -1.0F; });
    listPairs(features.nameTerms, row);
    rowsByText_.add(row, [&](std::uint32_t each) { return rows_[each].fingerprint; });
    return row;
}

void LiveClass::dropRow(std::uint32_t row) {
    RowFeatures features;
    featuresOf(texts_.packed(rows_[row].text), features);
    for (const std::uint32_t term : features.terms)
        termLists_[term].forget();
    for (const std::uint32_t gram : features.grams)
        gramList(gram).forget();
    rowsByText_.remove(row, [&](std::uint32_t each) { return rows_[each].fingerprint; });
    --liveRows_;
}

void LiveClass::chain(std::uint32_t record, std::uint32_t row) {
    const std::uint32_t first = rows_[row].firstRecord;
    records_[record].row = row;
    records_[record].next = first;
    records_[record].previous = none;
    if (first != none) records_[first].previous = record;
    rows_[row].firstRecord = record;
}

void LiveClass::unchain(std::uint32_t record) {
    const Record& gone = records_[record];
    if (gone.next != none) records_[gone.next].previous = gone.previous;
    if (gone.previous != none) {
        records_[gone.previous].next = gone.next;
    } else {
        rows_[gone.row].firstRecord = gone.next;
    }
}

void LiveClass::featuresOf(std::string_view packed, RowFeatures& features) const {
    features.terms.clear();
    features.grams.clear();
    features.nameTerms.clear();
    std::string marked;
    RowTexts::read(packed, [&](std::size_t column, std::uint32_t word) {
        const std::uint32_t term = words_.termOf(word);
        features.terms.push_back(term);
        if (column == RegisterClass::purposeColumn || term == Vocabulary::weakTerm) return;
        features.nameTerms.push_back(term);
        appendGrams(words_.termText(term), marked, features.grams);
    });
    for (auto* numbers : {&features.terms, &features.grams, &features.nameTerms}) {
        std::sort(numbers->begin(), numbers->end());
        numbers->erase(std::unique(numbers->begin(), numbers->end()), numbers->end());
    }
}

std::vector<TermPair> LiveClass::frequentPairs(std::span<const std::uint32_t> nameTerms) const {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> frequent;
    for (const std::uint32_t term : nameTerms) {
        const std::uint32_t rows = termLists_[term].rows();
        if (rows > frequentAbove) frequent.emplace_back(rows, term);
    }
    return pairsOf(std::move(frequent));
}

/// Rows that came while one of their words was rare are not listed under its pairs: their word's own list
/// holds them for eight times as long, and the next time the index is built anew they are.
void LiveClass::listPairs(std::span<const std::uint32_t> nameTerms, std::uint32_t row) {
    const auto pairs = frequentPairs(nameTerms);
    if (!pairs.empty() && pairs_.empty()) pairs_.makePages(liveRows_);
    for (const TermPair& pair : pairs)
        pairs_.list(pair, row);
}

PostingList& LiveClass::gramList(std::uint32_t gram) {
    if (gramPlaces_[gram] == none) {
        gramPlaces_[gram] = static_cast<std::uint32_t>(gramLists_.size());
        makeRoom(gramLists_);
        gramLists_.emplace_back();
    }
    return gramLists_[gramPlaces_[gram]];
}

std::vector<LiveClass::Feature> LiveClass::termFeatures(std::span<const std::uint32_t> terms) const {
    std::vector<Feature> features;
    features.reserve(terms.size());
    for (const std::uint32_t term : terms) {
        if (term != Vocabulary::weakTerm) features.push_back({term, &termLists_[term], {}});
    }
    return features;
}

std::vector<LiveClass::Feature> LiveClass::gramFeatures(std::span<const std::uint32_t> grams) const {
    std::vector<Feature> features;
    features.reserve(grams.size());
    for (const std::uint32_t gram : grams) {
        if (gramPlaces_[gram] != none) features.push_back({gram, &gramLists_[gramPlaces_[gram]], {}});
    }
    return features;
}

float LiveClass::weightOf(const Feature& feature) const {
    const float rarity = std::max(rarityOf(liveRows_, feature.rows()), 0.01F);
    return rarity * rarity;
}

float LiveClass::inverseLength(std::span<const Feature> features) const {
    float squares = 0;
    for (const Feature& feature : features)
        squares += weightOf(feature);
    return squares > 0 ? 1 / std::sqrt(squares) : 0.0F;
}

std::optional<CutRecord> LiveClass::wordsOf(const Uid& uid) const {
    const std::uint32_t record = recordOf(uid);
    if (record == none) return std::nullopt;
    CutRecord cut(registerColumns().size());
    RowTexts::read(
        texts_.packed(rows_[records_[record].row].text),
        [&](std::size_t column, std::uint32_t word) { cut[column].emplace_back(words_.wordText(word)); });
    return cut;
}

std::size_t LiveClass::bytes() const {
    std::size_t lists = 0;
    for (const auto* each : {&termLists_, &gramLists_}) {
        lists += (each->capacity() - each->size()) * sizeof(PostingList);
        for (const PostingList& list : *each)
            lists += list.bytes();
    }
    return words_.bytes() + texts_.bytes() + lists + rows_.capacity() * sizeof(Row) +
           records_.capacity() * sizeof(Record) +
           (freeRecords_.capacity() + gramPlaces_.capacity()) * sizeof(std::uint32_t) + rowsByText_.bytes() +
           recordsByUid_.bytes() + pairs_.bytes();
}

}  // namespace cadastre::duplicates
