// An inverted index over rows of features (terms, character 3-grams) that answers "which rows are most like
// this one" at a flat price: rarest features first, under a budget of postings (impact-ordered early
// stopping, after Anh & Moffat 2006; the rarest-first prefix idea is that of Bayardo, Ma & Srikant 2007).
// Rows that what is still to be read can't lift among the best are not taken up (max-score, Turtle & Flood
// 1995).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "profiles/duplicates/corpus.h"

namespace cadastre::duplicates {

struct Neighbour {
    std::uint32_t row = 0;
    float likeness = 0;
};

/// Tells the different features of a row, in any order; what it returns lives until its next call. Views are
/// read in this way so that none of them need stand in memory as a whole.
using FeatureReader = std::function<std::span<const std::uint32_t>(std::size_t row)>;
/// Makes a reader for one thread.
using MakeFeatureReader = std::function<FeatureReader()>;

/// Features that stand in memory already.
MakeFeatureReader readerOf(const NumberRows& features);

class InvertedIndex {
    static constexpr unsigned classBits = 8;

  public:
    static constexpr std::size_t mostRows = (std::size_t{1} << 24U) - 1;

    /// Indexes rows [from, to), mostRows of them at most (else std::length_error), of features whose numbers
    /// are below `featureCount`. Weights are squared rarities within these rows, normalised as cosines. A
    /// feature of more rows than `longestList`, which no search would read to its end, lists only the rows
    /// that have nothing rarer.
    InvertedIndex(const MakeFeatureReader& features, std::size_t featureCount, std::size_t from,
                  std::size_t to, std::size_t longestList, int threads);
    /// All lists whole.
    InvertedIndex(const NumberRows& features, std::size_t featureCount, std::size_t from, std::size_t to);

    /// Working memory of one searching thread.
    class Search {
      public:
        explicit Search(const InvertedIndex& index) : index_(index) {}

        /// The `k` rows most like `query`, best first, ties by row; `self` (a row number) is left out.
        /// Reads about `budget` postings at most, however common the features are. Nothing is found where
        /// the lists that fit hold less than `leastRead` of the query's weight.
        const std::vector<Neighbour>& nearest(std::span<const std::uint32_t> query, std::size_t k,
                                              std::size_t budget, std::size_t self, double leastRead = 0);

      private:
        /// A run of length classes.
        struct LengthClasses {
            std::uint32_t first = 0, count = 1U << classBits;
            bool hold(std::uint32_t posting) const {
                return (posting & ((1U << classBits) - 1)) - first < count;
            }
        };
        double weightOf(std::span<const std::uint32_t> query) const;
        static LengthClasses hopeful(float floor, double toCome);
        /// A run of postings to be read, all of one weight.
        struct List {
            const std::uint32_t* postings;
            std::size_t count;
            float weight;
        };
        void chooseLists(std::span<const std::uint32_t> query, std::size_t budget, std::size_t excluded);
        void makeRoom(std::size_t rows);
        void meet(const List& list, LengthClasses admitted);
        float floorOf(std::size_t k, std::size_t excluded);
        void keepBest(std::size_t k, std::size_t excluded);

        const InvertedIndex& index_;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> order_;  ///< rows that have it, feature
        std::vector<List> lists_;
        /// Sums of the rows met, in open addressing with as many slots as rows can be met, so that a search
        /// stays within the cache however large the index is; empty between calls.
        std::vector<std::uint32_t> met_;
        std::vector<float> sums_;
        unsigned shift_ = 32;
        std::vector<std::uint32_t> touched_;  ///< slots in use
        std::vector<float> best_;             ///< the k best sums so far, the worst on top
        std::vector<Neighbour> found_;
    };

  private:
    static std::uint32_t lengthClassOf(float inverseLength);
    struct Part;
    void count(Part& part, const FeatureReader& read, std::size_t longestList);
    void fill(Part& part, const FeatureReader& read, std::size_t longestList);

    std::size_t from_, to_;
    std::vector<std::uint32_t> rowsWith_;  ///< of each feature, listed or not
    std::vector<std::uint64_t> starts_;
    /// (row − from) · 256 + the row's length class, ascending within a feature: what can't be among the best
    /// even with the inverse length its class bounds is passed over without a look at the row.
    std::vector<std::uint32_t> postings_;
    std::vector<float> weights_;        ///< squared rarity of each feature
    std::vector<float> inverseLength_;  ///< 1 ∕ length of each row's vector
};

}  // namespace cadastre::duplicates
