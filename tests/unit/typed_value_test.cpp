// Values are read exactly or refused with the rule that says why.
#include "profiles/assets/typed_value.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cadastre::assets {
namespace {

std::string money(std::string_view text, int digits, NumberForm form = {}) {
    const Reading reading = readMoney(text, digits, form);
    return reading.broken.empty() ? reading.value.text : std::string(reading.broken);
}

std::string decimal(std::string_view text, NumberForm form = {}) {
    const Reading reading = readDecimal(text, form);
    return reading.broken.empty() ? reading.value.text : std::string(reading.broken);
}

std::string date(std::string_view text, std::vector<std::string> forms) {
    const Reading reading = readDate(text, forms);
    return reading.broken.empty() ? reading.value.text : std::string(reading.broken);
}

TEST(TypedValue, MoneyIsExactInMinorUnits) {
    EXPECT_EQ(money("1234.50", 2), "123450");
    EXPECT_EQ(money("0.1", 2), "10");
    EXPECT_EQ(money("-74.90", 2), "-7490");
    EXPECT_EQ(money("7", 0), "7");
    EXPECT_EQ(money("1.234", 3), "1234");
    EXPECT_EQ(money("-0.00", 2), "0");
    EXPECT_EQ(money("9007199254740993.01", 2), "900719925474099301");
}

TEST(TypedValue, MoneyFinerThanTheCurrencyIsRefusedUnlessRoundingIsStated) {
    EXPECT_EQ(money("1.005", 2), "too-many-decimals");
    EXPECT_EQ(money("1.000", 2), "100");
    EXPECT_EQ(money("1.005", 2, {.rounding = Rounding::halfEven}), "100");
    EXPECT_EQ(money("1.015", 2, {.rounding = Rounding::halfEven}), "102");
    EXPECT_EQ(money("1.0050001", 2, {.rounding = Rounding::halfEven}), "101");
    EXPECT_EQ(money("1.005", 2, {.rounding = Rounding::halfUp}), "101");
    EXPECT_EQ(money("1.009", 2, {.rounding = Rounding::down}), "100");
    EXPECT_EQ(money("0.999", 2, {.rounding = Rounding::halfUp}), "100");
    EXPECT_EQ(money("-0.001", 2, {.rounding = Rounding::halfUp}), "0");
}

TEST(TypedValue, MoneyIsScaledByItsUnitWithoutFloatingPoint) {
    EXPECT_EQ(money("5.816783999999999", 2, {.powerOfTen = 6, .rounding = Rounding::halfEven}), "581678400");
    EXPECT_EQ(money("2,341.70", 2, {.grouped = true, .powerOfTen = 6}), "234170000000");
}

TEST(TypedValue, GroupsAreReadInEitherMarkAndCrookedGroupsAreRefused) {
    EXPECT_EQ(decimal("1 234 567,8", {.decimalMark = ',', .grouped = true}), "1234567.8");
    EXPECT_EQ(decimal("1.234.567,80", {.decimalMark = ',', .grouped = true}), "1234567.8");
    EXPECT_EQ(decimal("(4,000.50)", {.grouped = true}), "-4000.5");
    EXPECT_EQ(decimal("(4,000.50)"), "not-a-number");
    EXPECT_EQ(decimal("(", {.grouped = true}), "not-a-number");
    EXPECT_EQ(decimal("1,23", {.grouped = true}), "not-a-number");
    EXPECT_EQ(decimal("1,2345", {.grouped = true}), "not-a-number");
    EXPECT_EQ(decimal("1,234"), "not-a-number");
}

TEST(TypedValue, DecimalsAreCanonical) {
    EXPECT_EQ(decimal("007.50"), "7.5");
    EXPECT_EQ(decimal("0.05"), "0.05");
    EXPECT_EQ(decimal(".5"), "0.5");
    EXPECT_EQ(decimal("-0.0"), "0");
    EXPECT_EQ(decimal("1.2e3"), "1200");
    EXPECT_EQ(decimal("1e-3"), "0.001");
    EXPECT_EQ(decimal("1e999999999"), "not-a-number");
    EXPECT_EQ(decimal(""), "not-a-number");
    EXPECT_EQ(decimal("."), "not-a-number");
    EXPECT_EQ(decimal("NaN"), "not-a-number");
    EXPECT_EQ(decimal(std::string(1000, '9')), "number-out-of-range");
}

TEST(TypedValue, IntegersMayBeWrittenAsWholeDecimals) {
    EXPECT_EQ(readInteger("2023.0").value.text, "2023");
    EXPECT_EQ(readInteger("2023.5").broken, "not-whole");
    EXPECT_EQ(readInteger("9999999999999999999").broken, "number-out-of-range");
    EXPECT_EQ(readInteger("one").broken, "not-a-number");
}

TEST(TypedValue, DatesMustExist) {
    EXPECT_EQ(readDate("2024-02-29").value.text, "2024-02-29");
    EXPECT_EQ(readDate("2023-02-29").broken, "not-a-date");
    EXPECT_EQ(readDate("2023-13-01").broken, "not-a-date");
    EXPECT_EQ(readDate("0000-01-01").broken, "not-a-date");
    EXPECT_EQ(readDate("2023-1-1").broken, "not-a-date");
}

TEST(TypedValue, DatesComeInStatedForms) {
    EXPECT_EQ(date("31/12/2015", {"DD.MM.YY", "DD/MM/YYYY"}), "2015-12-31");
    EXPECT_EQ(date("01.04.98", {"DD.MM.YY"}), "1998-04-01");
    EXPECT_EQ(date("01.04.69", {"DD.MM.YY"}), "2069-04-01");
    EXPECT_EQ(date("1993-07-20T00:00:00", {"YYYY-MM-DD*"}), "1993-07-20");
    EXPECT_EQ(date("Jul-25", {"MON-YY"}), "2025-07-01");
    EXPECT_EQ(date("12-ene-1996", {"DD-MON-YYYY"}), "1996-01-12");
    EXPECT_EQ(date("3 AOÛT 2001", {"D MON YYYY"}), "2001-08-03");
    EXPECT_EQ(date("1. Dez. 2001", {"D. MON YYYY"}), "2001-12-01");
    EXPECT_EQ(date("9 Мая 1999 г.", {"D MON YYYY*"}), "1999-05-09");
    EXPECT_EQ(date("3.maj.2001", {"D.MON.YYYY"}), "not-a-date");
    EXPECT_EQ(date("01.04.2016", {"DD.MM.YY"}), "not-a-date");
    EXPECT_EQ(date("31/02/2016", {"DD/MM/YYYY"}), "not-a-date");
}

TEST(TypedValue, DaysAreCountedFromAStart) {
    EXPECT_EQ(readDaysAfter("2000-01-01", "366").value.text, "2001-01-01");
    EXPECT_EQ(readDaysAfter("2000-01-01", "9999999").broken, "number-out-of-range");
}

TEST(TypedValue, WhiteSpaceOfEveryKindIsTrimmed) {
    EXPECT_EQ(trimmed(" \u00A0 a b \r\n"), "a b");
    EXPECT_EQ(trimmed("\uFEFF"), "");
}

TEST(TypedValue, TextIsComposed) {
    EXPECT_EQ(normalised("и\u0306"), "й");
    EXPECT_EQ(normalised("plain"), "plain");
}

TEST(TypedValue, BooleansAreReadInBothLanguages) {
    EXPECT_EQ(readBoolean("Да").value.text, "true");
    EXPECT_EQ(readBoolean("FALSE").value.text, "false");
    EXPECT_EQ(readBoolean("perhaps").broken, "not-a-boolean");
}

}  // namespace
}  // namespace cadastre::assets
