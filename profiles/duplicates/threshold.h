// Where to stop believing, without labels: what a record would have got had its match not existed (a decoy,
// after Elias & Gygi 2007 in proteomics) shows how high mere chance scores; the share of records without any
// match is Storey's π0 (2002).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "profiles/duplicates/rivals.h"

namespace cadastre::duplicates {

/// Scores of pairs that would be accepted, and how many false ones to expect among them.
class Calibration {
  public:
    /// @param accepted  bits of the accepted pairs
    /// @param expectedFalse  for each of them, expected number of false pairs at its bits or above
    Calibration(std::vector<float> accepted, std::vector<double> expectedFalse);

    /// Bits from which the estimated F1 is greatest; above every pair when none is believed.
    double thresholdBits() const { return threshold_; }
    double estimatedPrecision() const { return precision_; }
    double estimatedRecall() const { return recall_; }
    /// Estimated share of false pairs among those accepted at `bits` or above.
    double falseAlarmRate(double bits) const;
    /// Probability that a pair accepted with `bits` matches: what is left of its neighbourhood (never
    /// falling).
    double posterior(double bits) const;

  private:
    std::vector<float> bits_;         ///< descending
    std::vector<double> rates_;       ///< false alarm rate at bits_[i] or above, never falling with i
    std::vector<double> posteriors_;  ///< never rising with i
    double threshold_ = 0, precision_ = 0, recall_ = 0;
};

/// Two tables: `mapped` is the unique mapping in falling order of bits.
Calibration calibrateMapping(std::span<const RowPair> pairs, std::span<const float> bits,
                             const Rivals& rivals, std::span<const std::uint32_t> mapped,
                             std::size_t leftRows);

/// One table with itself: `mutual` are the mutually best pairs. A record's second best may be a third copy
/// rather than chance, so the null of the best is extrapolated from the ranks below it (D2²∕D3 and its like).
Calibration calibrateSelf(std::span<const float> bits, const Rivals& rivals,
                          std::span<const std::uint32_t> mutual);

}  // namespace cadastre::duplicates
