// Where to stop believing, without labels: the scores of lower choices tell what chance would reach at the
// first, or each pair is taken at its own odds.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "profiles/duplicates/rivals.h"

namespace cadastre::duplicates {

/// Scores of pairs that would be accepted, and how many false ones to expect among them.
class Calibration {
  public:
    /// What is kept of a calibration: its threshold, and the false alarms at some of its scores.
    struct Curve {
        double thresholdBits = 0;
        double precision = 0, recall = 0;
        std::vector<float> bits;  ///< descending
        std::vector<double> rates, posteriors;
    };

    /// Believes no pair, at a threshold of 0 bits.
    Calibration() = default;
    explicit Calibration(Curve curve);
    /// @param accepted  bits of the accepted pairs
    /// @param expectedFalse  for each of them, expected number of false pairs at its bits or above
    Calibration(std::vector<float> accepted, std::vector<double> expectedFalse);

    /// Bits from which the estimated F1 is greatest; above every pair when none is believed.
    double thresholdBits() const { return threshold_; }
    /// The same with the threshold moved by so many bits, and the estimates as they are there.
    Calibration shifted(double bits) const;
    double estimatedPrecision() const { return precision_; }
    double estimatedRecall() const { return recall_; }
    /// Estimated share of false pairs among those accepted at `bits` or above.
    double falseAlarmRate(double bits) const;
    /// Probability that a pair accepted with `bits` matches: what is left of its neighbourhood (never
    /// falling).
    double posterior(double bits) const;
    /// The curve at `most` scores, evenly over the accepted pairs; exact where there are no more pairs.
    Curve curve(std::size_t most) const;

  private:
    std::vector<float> bits_;         ///< descending
    std::vector<double> rates_;       ///< false alarm rate at bits_[i] or above, never falling with i
    std::vector<double> posteriors_;  ///< never rising with i
    double threshold_ = 0, precision_ = 0, recall_ = 0;
};

/// Two tables: `mapped` is the unique mapping in falling order of bits. Were a pair chance, its lead over the
/// next choice still free would be spread like twice the next one's lead over the third (Rényi 1953 on
/// spacings of order statistics), so it would fall below that every other time: counting how often it does,
/// as one counts decoys (Elias & Gygi 2007) or knock-offs (Barber & Candès 2015), gives the share of false
/// pairs at each score. Rows that are alike to everything and rows alike to nothing thereby judge only
/// themselves. A sibling without rival leads like a match, though, so a pair's own odds (`priorBits` and its
/// bits) have as much of a say as its lead. `matchedShare` is the share of the smaller table's rows that are
/// thought to have a match.
Calibration calibrateMapping(std::span<const RowPair> pairs, std::span<const float> bits,
                             const Rivals& rivals, std::span<const std::uint32_t> mapped, double priorBits,
                             double matchedShare);

/// The scores of one table compared with itself.
struct SelfScores {
    std::span<const float> bits;
    const Rivals& rivals;
    std::vector<std::uint32_t> mutual;  ///< numbers of the mutually best pairs
};

/// Tables compared with themselves and judged together. A record's second best may be a third copy rather
/// than chance, so the null of the best is extrapolated from the ranks below it (D2²∕D3 and its like).
Calibration calibrateSelf(std::span<const SelfScores> tables);

/// Pairs judged one by one: `accepted` in falling order of bits, each with the probability that it matches.
Calibration calibrateByProbability(std::vector<float> accepted, std::span<const float> probabilities);

/// The lowest threshold from `threshold` up at which at least half of the rows' first choices are more than
/// chance gives. Chance is told by second and third choices: what a row would have got without its match is
/// its next best (a decoy, Elias & Gygi 2007), and for a row without match chance stands one rank higher
/// still, by the fall from second to third. For rows of one match at most; above every score when no
/// threshold will do.
double beyondChance(std::span<const float> bits, const Rivals& rivals, double threshold);

}  // namespace cadastre::duplicates
