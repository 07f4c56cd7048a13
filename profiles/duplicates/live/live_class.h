// All records of one asset class, in a form that takes a record in, changes it or lets it go in microseconds
// and finds the rows most like any words. Not safe for concurrent use by itself: live_index.h locks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/corpus.h"
#include "profiles/duplicates/live/live_scratch.h"
#include "profiles/duplicates/live/live_words.h"
#include "profiles/duplicates/live/pair_postings.h"
#include "profiles/duplicates/live/posting_list.h"
#include "profiles/duplicates/register/register_duplicates.h"
#include "profiles/duplicates/slot_table.h"
#include "profiles/duplicates/words/row_texts.h"

namespace cadastre::duplicates {

/// A record's folded words in reading order, by column of registerColumns().
using CutRecord = std::vector<std::vector<std::string>>;

/// A record and its row in a corpus.
struct RowOfRecord {
    Uid uid{};
    std::uint32_t row = 0;
};

/// What was asked, and the rows of a class most like it, cut out of it for a close look.
struct Surroundings {
    Corpus corpus;                          ///< row 0 is what was asked
    std::vector<std::vector<Uid>> records;  ///< by row, some of the records that say just that; row 0: none
};

class LiveClass {
  public:
    LiveClass();
    /// Starts from a finished corpus of registerColumns(): its words, language and terms are settled there,
    /// and its numbers stay. Records are listed in the order given.
    LiveClass(const Corpus& finished, std::span<const RowOfRecord> records);

    /// Takes a record in, or what it says now.
    void put(const Uid& uid, const CutRecord& cut);
    /// False where there is no such record.
    bool retire(const Uid& uid);
    std::optional<CutRecord> wordsOf(const Uid& uid) const;

    /// The rows most like `asked`, each with at most `mostRecords` records; `self` is left out of them.
    /// Rarity is what it would be were the asked words registered.
    Surroundings around(const CutRecord& asked, const std::optional<Uid>& self, std::size_t mostRecords,
                        LiveScratch& scratch) const;

    std::size_t records() const { return records_.size() - freeRecords_.size(); }
    std::size_t rows() const { return liveRows_; }
    /// Rows that still take memory though no record says them any more.
    std::size_t goneRows() const { return rows_.size() - liveRows_; }
    /// Memory held, in bytes.
    std::size_t bytes() const;

  private:
    friend class LiveSnapshot;
    static constexpr std::uint32_t none = 0xFFFFFFFFU;
    struct Record {
        Uid uid{};
        std::uint32_t row = 0, next = none, previous = none;  ///< the records of a row are a chain
    };
    struct Row {
        std::uint32_t text = 0, firstRecord = none, fingerprint = 0;
        float inverseWords = 0, inverseGrams = 0;  ///< 1 ∕ length of its vector when it came
    };
    struct Feature {
        std::uint32_t number = 0;
        const PostingList* list = nullptr;
        std::span<const std::uint32_t> pairRows = {};  ///< of a pair, which has no list of its own

        std::uint32_t rows() const {
            return list != nullptr ? list->rows() : static_cast<std::uint32_t>(pairRows.size());
        }
        std::size_t listed() const { return list != nullptr ? list->listed() : pairRows.size(); }
        template <typename Visit>
        void forEach(const Visit& visit) const {
            if (list != nullptr) {
                list->forEach(visit);
            } else {
                for (const std::uint32_t row : pairRows)
                    visit(row);
            }
        }
    };
    /// What a row is found by, each ascending and once.
    struct RowFeatures {
        std::vector<std::uint32_t> terms, grams;
        std::vector<std::uint32_t> nameTerms;  ///< of name and short name, weak left out
    };
    struct AskedWords;
    enum class View : std::uint8_t { words, grams, codes };

    static std::uint32_t fingerprintOf(std::string_view packed);
    std::uint32_t recordOf(const Uid& uid) const;
    std::uint32_t rowSaying(std::string_view packed, std::uint32_t fingerprint) const;
    std::uint32_t addRow(std::string_view packed, std::uint32_t fingerprint);
    void dropRow(std::uint32_t row);
    void chain(std::uint32_t record, std::uint32_t row);
    void unchain(std::uint32_t record);
    void featuresOf(std::string_view packed, RowFeatures& features) const;
    /// The pairs of those of the terms that are frequent now.
    std::vector<TermPair> frequentPairs(std::span<const std::uint32_t> nameTerms) const;
    void listPairs(std::span<const std::uint32_t> nameTerms, std::uint32_t row);
    PostingList& gramList(std::uint32_t gram);
    float inverseLength(std::span<const Feature> features) const;
    std::vector<Feature> termFeatures(std::span<const std::uint32_t> terms) const;
    std::vector<Feature> gramFeatures(std::span<const std::uint32_t> grams) const;
    float weightOf(const Feature& feature) const;
    AskedWords look(const CutRecord& asked, LiveScratch& scratch) const;
    /// The pairs of these terms, with their rows in scratch.pairRows.
    std::vector<Feature> pairFeatures(std::span<const std::uint32_t> nameTerms, LiveScratch& scratch) const;
    std::size_t readableWithin(std::span<const Feature> features, View view) const;
    void nearest(std::vector<Feature> features, View view, std::size_t most, std::uint32_t except,
                 LiveScratch& scratch) const;
    Surroundings cutOut(const AskedWords& words, const std::optional<Uid>& self, std::size_t mostRecords,
                        LiveScratch& scratch) const;

    LiveWords words_;
    Stems stems_;  ///< the writer's
    RowTexts texts_;
    std::vector<Row> rows_;
    std::vector<Record> records_;
    std::vector<std::uint32_t> freeRecords_;
    std::size_t liveRows_ = 0;
    SlotTable recordsByUid_, rowsByText_;
    std::vector<PostingList> termLists_;  ///< by term; the weak term's only counts
    std::vector<PostingList> gramLists_;
    std::vector<std::uint32_t> gramPlaces_;  ///< by gram: its place in gramLists_, or none
    PairPostings pairs_;
};

}  // namespace cadastre::duplicates
