// How numbers, dates and money are written for a reader of each language.
#include "reports/page_words.h"

#include <gtest/gtest.h>

namespace cadastre::reports {
namespace {

TEST(PageWordsTest, PercentIsRoundedAndSaysAllAndNoneOnlyOfAllAndNone) {
    EXPECT_EQ(writtenPercent(508, 600), "85\u00A0%");
    EXPECT_EQ(writtenPercent(0, 600), "0\u00A0%");
    EXPECT_EQ(writtenPercent(1, 600), "1\u00A0%");
    EXPECT_EQ(writtenPercent(599, 600), "99\u00A0%");
    EXPECT_EQ(writtenPercent(600, 600), "100\u00A0%");
}

TEST(PageWordsTest, NumbersAreGroupedAndMarkedByLanguage) {
    EXPECT_EQ(written(std::int64_t{1234567}, "en"), "1,234,567");
    EXPECT_EQ(written(std::int64_t{1234567}, "ru"), "1\u00A0234\u00A0567");
    EXPECT_EQ(writtenDecimal("-1234567.50", "en"), "−1,234,567.50");
    EXPECT_EQ(writtenShare(0.8231, "ru"), "0,82");
    EXPECT_EQ(writtenDecimal("no number", "en"), "no number");
}

TEST(PageWordsTest, DatesAreWrittenByLanguageAndOtherTextStaysAsItIs) {
    EXPECT_EQ(writtenDate("2024-02-29", "en"), "29\u00A0Feb\u00A02024");
    EXPECT_EQ(writtenDate("2024-02-29", "ru"), "29.02.2024");
    EXPECT_EQ(writtenDate("2023-02-29", "en"), "2023-02-29");
    EXPECT_EQ(writtenDate("", "ru"), "");
}

TEST(PageWordsTest, MoneyIsExactOrSaidToBeRounded) {
    EXPECT_EQ(writtenMoney(123456, 2, "EUR", "en"), "1,234.56\u00A0EUR");
    EXPECT_EQ(writtenRange(120000, 120000, 2, "EUR", "en"), writtenMoney(120000, 2, "EUR", "en"));
    EXPECT_EQ(writtenRoughly(120000000, 340000000, 2, "EUR", "en"), "≈\u00A01.2–3.4\u00A0mn\u00A0EUR");
    EXPECT_EQ(writtenRoughly(0, 0, 2, "EUR", "en"), writtenMoney(0, 2, "EUR", "en"));
}

}  // namespace
}  // namespace cadastre::reports
