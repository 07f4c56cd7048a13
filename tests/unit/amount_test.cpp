#include "profiles/money/amount.h"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

#include "profiles/assets/typed_value.h"

namespace cadastre::money {
namespace {

TEST(Amount, IsWrittenInMajorUnitsExactly) {
    EXPECT_EQ(majorText(12345, 2), "123.45");
    EXPECT_EQ(majorText(-5, 2), "-0.05");
    EXPECT_EQ(majorText(7, 0), "7");
    EXPECT_EQ(majorText(1, 4), "0.0001");
    EXPECT_EQ(majorText(std::numeric_limits<std::int64_t>::min(), 2), "-92233720368547758.08");
}

TEST(Amount, ReadsBackWhatWasWritten) {
    for (const std::int64_t minor : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{999999999999999999}})
        EXPECT_EQ(assets::readMoney(majorText(minor, 3), 3).value.text, std::to_string(minor));
}

TEST(Amount, RefusesASumThatLeavesItsRange) {
    EXPECT_THROW(add(std::numeric_limits<std::int64_t>::max(), 1), std::overflow_error);
}

TEST(Amount, SharesAreRoundedHalfAwayFromZeroAndNeedAWhole) {
    EXPECT_EQ(shareInTenThousandths(1, 3), 3333);
    EXPECT_EQ(shareInTenThousandths(1, 20000), 1);
    EXPECT_EQ(shareInTenThousandths(9000000000000000000, 9000000000000000000), 10000);
    EXPECT_EQ(shareInTenThousandths(1, 0), std::nullopt);
}

}  // namespace
}  // namespace cadastre::money
