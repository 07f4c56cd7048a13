// What was decided of corpus rows, said of table rows: pairs, candidates and explanations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "profiles/duplicates/matching.h"
#include "profiles/duplicates/rivals.h"
#include "profiles/duplicates/tables/folded_tables.h"
#include "profiles/duplicates/tables/linkage.h"
#include "profiles/duplicates/tables/structure.h"
#include "profiles/duplicates/threshold.h"

namespace cadastre::duplicates {

/// What is known of the pairs once they are weighed.
struct Evidence {
    Matching matching;
    EvidenceModel model;
    bool amongTemplates = false;  ///< rows that contradict each other are no pair, whatever else they say

    /// The bits of any pair of rows, found as a candidate or not.
    double bitsOf(RowPair pair, PairComparer& comparer) const;
};

/// Gathers the result. Decisions may be taken again: start() forgets the pairs added before.
class Answer {
  public:
    Answer(const FoldedTables& tables, const Evidence& evidence) : tables_(tables), evidence_(evidence) {}

    /// Pairs are added from the calibration's threshold up, until the next start().
    void start(const Calibration& calibration);
    double thresholdBits() const { return result_.thresholdBits; }
    std::size_t pairs() const { return result_.pairs.size(); }

    /// Adds pairs of a unique mapping, given in falling order of bits, down to the threshold.
    void addMapped(const std::vector<std::uint32_t>& mapped);
    /// Adds the pairs within clusters; between two tables each holds as many rows of one as it repeats.
    void addClusters(const Repeats& repeats);
    /// Lists the nearest rivals of every left row, `most` at most: its equal copies first.
    void listCandidates(const Rivals& rivals, std::size_t most);
    /// Explains every pair; to be called after sortPairs().
    void explain(const Rivals& rivals, const Calibration& calibration);
    void sortPairs();
    LinkageResult take() { return std::move(result_); }

  private:
    double scoreOf(double bits) const;
    void add(std::size_t left, std::size_t right, double bits);
    void addCopies(RowPair pair, PairComparer& comparer);
    void pairCopies(std::uint32_t row, PairComparer& comparer);
    std::vector<std::uint32_t> worthListing(const Rivals& rivals, std::uint32_t row, std::size_t most) const;
    void tellRival(Explanation& why, RowPair pair, double bits, const Rivals& rivals) const;

    const FoldedTables& tables_;
    const Evidence& evidence_;
    LinkageResult result_;
};

}  // namespace cadastre::duplicates
