// An inverted index over rows of features (terms, character 3-grams) that answers "which rows are most like
// this one" at a flat price: rarest features first, under a budget of postings (impact-ordered early
// stopping, after Anh & Moffat 2006; the rarest-first prefix idea is that of Bayardo, Ma & Srikant 2007).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "profiles/duplicates/corpus.h"

namespace cadastre::duplicates {

struct Neighbour {
    std::uint32_t row = 0;
    float likeness = 0;
};

class InvertedIndex {
  public:
    /// Indexes rows [from, to) of `features`, whose numbers are below `featureCount`. Weights are squared
    /// rarities within these rows, normalised as cosines.
    InvertedIndex(const NumberRows& features, std::size_t featureCount, std::size_t from, std::size_t to);

    /// Working memory of one searching thread.
    class Search {
      public:
        explicit Search(const InvertedIndex& index)
            : index_(index), likeness_(index.to_ - index.from_, 0.0F) {}

        /// The `k` rows most like `query`, best first, ties by row; `self` (a row number) is left out.
        /// Reads about `budget` postings at most, however common the features are.
        const std::vector<Neighbour>& nearest(std::span<const std::uint32_t> query, std::size_t k,
                                              std::size_t budget, std::size_t self);

      private:
        const InvertedIndex& index_;
        std::vector<float> likeness_;
        std::vector<std::uint32_t> touched_;
        std::vector<std::uint32_t> order_;
        std::vector<Neighbour> found_;
    };

  private:
    std::size_t postingsOf(std::uint32_t feature) const { return starts_[feature + 1] - starts_[feature]; }

    std::size_t from_, to_;
    std::vector<std::uint64_t> starts_;
    std::vector<std::uint32_t> postings_;  ///< row − from, ascending within a feature
    std::vector<float> weights_;           ///< squared rarity of each feature
    std::vector<float> inverseLength_;     ///< 1 ∕ length of each row's vector
};

}  // namespace cadastre::duplicates
