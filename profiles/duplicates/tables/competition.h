// Whether two tables have anything in common at all: what a row finds in the other table against what it
// finds in its own, where nothing can match it.
#pragma once

#include <cstddef>
#include <vector>

#include "profiles/duplicates/matching.h"
#include "profiles/duplicates/rivals.h"

namespace cadastre::duplicates {

/// Target–decoy competition (Elias & Gygi 2007; as knock-offs, Barber & Candès 2015). A row without match
/// finds its nearest rival in its own table as easily as in another of the same size and kind; so among such
/// rows the two win equally often at any score, and the wins of the own table tell how many of the other
/// one's are chance.
class Competition {
  public:
    /// The rows [from, to) of one table, every `step`th of which took part. `siblings` are pairs among them,
    /// weighed by the same model as the pairs across.
    Competition(const Matching& across, const Rivals& rivals, const Matching& siblings, std::size_t from,
                std::size_t to, std::size_t step);

    /// Share of chance, 0…1, among the rows whose best rival stands in the other table and reaches `bits`.
    double shareOfChance(double bits) const;
    /// Whether the other table wins so often at `bits` and above that chance does it less than once in a
    /// hundred times (Chernoff 1952).
    bool beyondDoubt(double bits) const;
    /// A row's contest, as it ended.
    struct Outcome {
        float bits = 0;       ///< of the winner
        bool across = false;  ///< whether that stands in the other table
        double weight = 1;    ///< under which both would be equally frequent by chance
    };
    std::vector<Outcome> outcomes() const;

    /// Whether a pair with `bits` is better than all that the row finds in its own table.
    bool wins(std::uint32_t row, float bits) const { return bits > nearest_[row - from_]; }

  private:
    std::size_t from_;
    double others_;                       ///< rows of the other table, for each of this one
    std::vector<float> nearest_;          ///< by row − from: bits of its best sibling
    std::vector<float> across_, within_;  ///< winning bits, falling
};

}  // namespace cadastre::duplicates
