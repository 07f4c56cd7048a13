// What a calibration claims, and what it leaves unclaimed.
#include "profiles/duplicates/threshold.h"

#include <gtest/gtest.h>

namespace cadastre::duplicates {
namespace {

TEST(Calibration, ClaimsNoFewerFalseAlarmsThanSoFewPairsCanTell) {
    std::vector<float> bits;
    for (int pair = 0; pair < 98; ++pair)
        bits.push_back(static_cast<float>(100 - pair));
    const Calibration calibration(bits, std::vector<double>(bits.size(), 0));
    EXPECT_DOUBLE_EQ(calibration.falseAlarmRate(3), 0.01) << "one in all of them and two more";
    EXPECT_DOUBLE_EQ(calibration.falseAlarmRate(100), 0.01) << "the surest is no worse than all together";
    EXPECT_DOUBLE_EQ(calibration.thresholdBits(), 3) << "where to stop believing is another question";
    EXPECT_DOUBLE_EQ(calibration.estimatedPrecision(), 1);
}

TEST(Calibration, BelievesNothingWherePairsAreAsManyAsFalseOnes) {
    const Calibration calibration({5, 4, 3}, {1, 2, 3});
    EXPECT_GT(calibration.thresholdBits(), 5);
    EXPECT_DOUBLE_EQ(calibration.estimatedPrecision(), 0);
}

}  // namespace
}  // namespace cadastre::duplicates
