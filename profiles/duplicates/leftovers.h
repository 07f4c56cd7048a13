// The words of two names that stand in only one of them, and which of those are one word after all: slips of
// the pen, initials, words joined or taken apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "profiles/duplicates/corpus.h"

namespace cadastre::duplicates {

/// A word of so many rows leads a life of its own in the collection: it is no slip of the pen.
constexpr std::uint32_t establishedRows = 3;

/// A word of the left record beside a word of the right one.
struct AlignedWords {
    std::uint32_t left = 0, right = 0;  ///< word numbers
    float likeness = 0;                 ///< 1 is equal, 0 a conflict
    float bits = 0;                     ///< rarity of the commoner one
};

/// A word of one record's column that the other record's column does not have.
struct Leftover {
    std::uint32_t word = 0, term = 0;
    float weight = 0;
    std::size_t place = 0;
    TermMark elsewhere = 0;  ///< where else in the other record its term stands
    bool taken = false;
};

using Leftovers = std::vector<Leftover>;

/// Finds who of the left leftovers goes with whom of the right ones, and marks them taken. One serves one
/// thread.
class LeftoverAligner {
  public:
    explicit LeftoverAligner(const Corpus& corpus)
        : vocabulary_(corpus.vocabulary()), shapes_(corpus.shapes()) {}

    /// The bits matched; a dozen of the rarest words of either side are looked at, the others dropped.
    /// Pairs that are merely alike are added to `fuzzy` where it is given.
    float align(Leftovers& left, Leftovers& right, std::vector<AlignedWords>* fuzzy);

  private:
    struct Alike {
        float likeness;
        std::size_t left, right;
    };

    void alignAlike(Leftovers& left, Leftovers& right, std::vector<AlignedWords>* fuzzy, float& matched);
    float wordLikeness(std::uint32_t a, std::uint32_t b) const;
    float joinNeighbours(Leftovers& ones, Leftovers& others) const;
    std::size_t spelledBy(std::string_view initials, const Leftovers& words, std::size_t first) const;
    float readInitials(Leftovers& ones, Leftovers& others) const;
    bool mayBeInitials(const WordShape& one, const Leftovers& others) const;

    const Vocabulary& vocabulary_;
    const WordShapes& shapes_;
    std::vector<Alike> alike_;
};

}  // namespace cadastre::duplicates
