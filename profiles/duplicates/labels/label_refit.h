// Where labels would put the threshold, and what that does to pairs that the choice did not see. Weights stay
// as the search learns them from the register itself: a few hundred labels, most of them of easy pairs, would
// teach a hundred levels of six fields no more than their accidents.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>

#include "profiles/duplicates/labels/label_quality.h"

namespace cadastre::duplicates {

/// Precision and recall of "one thing" at one threshold, on the labels held out.
struct ThresholdMeasure {
    Estimate precision, recall;
    double f1 = 0;
    std::int64_t said = 0, hits = 0,
                 things = 0;  ///< labels said to be one thing, rightly so, and all of them
};

struct ThresholdRefit {
    double shiftBits = 0;  ///< from the threshold of the round's search
    ThresholdMeasure before, after;
    std::int64_t chosenOn = 0, heldOut = 0;  ///< labels of either half

    bool isBetter() const { return shiftBits != 0 && after.f1 > before.f1; }
};

/// The labels are halved, every other one of a stratum; the threshold of the best F1 is sought in one half,
/// each label weighing as many pairs as it stands for, and measured in the other. A pair counts as said where
/// its bits reach the threshold and neither a veto nor another kind of finding speaks against it; grouping
/// may still part such pairs, before as after. The intervals are Wilson's on Kish's effective number of
/// labels (1965). Nothing where a half has fewer than twenty labels or fewer than five that are one thing:
/// label more.
std::optional<ThresholdRefit> refitThreshold(const LabelledRound& round);

nlohmann::json toJson(const ThresholdRefit& refit);

}  // namespace cadastre::duplicates
