// What a cell of the coverage map says of its pairs.
#include "reports/coverage_cell.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "schema/messages.h"
#include "schema/paths.h"

namespace cadastre::reports {
namespace {

class CoverageCellTest : public ::testing::Test {
  protected:
    static CellSum of(std::initializer_list<std::pair<const char*, std::int64_t>> pairs) {
        CellSum sum;
        for (const auto& [state, count] : pairs) {
            CoverageSum part;
            part.state = state;
            part.pairs = count;
            sum.add(part);
        }
        return sum;
    }
    nlohmann::json cell(const CellSum& sum) const { return cells_.cell(sum, {{{"subject", "S01"}}}); }

    const Messages messages_ = Messages::load(shipped("schema/messages"));
    const Reader reader_{messages_, "en"};
    const CoverageCells cells_{reader_, {{"RUB", 2}}, "RUB"};
};

TEST_F(CoverageCellTest, SaysHowManyPairsAreEmptyAndOpensThem) {
    const auto shown = cell(of({{"not_covered", 7}, {"covered", 1}, {"over_covered", 1}}));
    EXPECT_EQ(shown["words"], "7\u00A0of\u00A09 empty");
    EXPECT_EQ(shown["address"], "/coverage/pairs?subject=S01&state=not_covered");
    EXPECT_EQ(shown["double"]["words"], "1 double");
    EXPECT_EQ(cell(of({{"covered", 3}}))["words"], "all 3 covered");
    EXPECT_EQ(cell(of({{"covered", 1}, {"planned", 2}}))["words"], "none of 3 empty");
    EXPECT_EQ(cell(of({{"covered", 3}}))["address"], "/coverage/pairs?subject=S01&state=charged");
}

TEST_F(CoverageCellTest, OnePairIsCalledByItsState) {
    EXPECT_EQ(cell(of({{"not_covered", 1}}))["words"], "empty");
    EXPECT_EQ(cell(of({{"planned", 1}, {"not_its_mandate", 4}}))["words"], "planned");
    const auto twice = cell(of({{"over_covered", 1}}));
    EXPECT_EQ(twice["words"], false);
    EXPECT_EQ(twice["double"]["words"], "double");
}

TEST_F(CoverageCellTest, TheTintGrowsWithTheShareThatIsEmpty) {
    EXPECT_EQ(cell(of({{"covered", 4}}))["tint"], "tint-0");
    EXPECT_EQ(cell(of({{"not_covered", 1}, {"covered", 3}}))["tint"], "tint-1");
    EXPECT_EQ(cell(of({{"not_covered", 2}, {"covered", 2}}))["tint"], "tint-2");
    EXPECT_EQ(cell(of({{"not_covered", 3}, {"covered", 1}}))["tint"], "tint-3");
    EXPECT_EQ(cell(of({{"not_covered", 4}}))["tint"], "tint-4");
}

TEST_F(CoverageCellTest, WhatIsOutsideTheMandateIsNoPartOfTheWhole) {
    const auto both = cell(of({{"not_covered", 2}, {"not_its_mandate", 6}}));
    EXPECT_EQ(both["words"], "2\u00A0of\u00A02 empty");
    EXPECT_EQ(both["pairs"], 2);
    const auto alone = cell(of({{"not_its_mandate", 6}}));
    EXPECT_EQ(alone["tint"], "uncharged");
    EXPECT_EQ(alone["outside"], "6 outside");
}

TEST_F(CoverageCellTest, TheBarLeavesFreeWhatIsEmpty) {
    const auto bar = CoverageCells::bar(of({{"not_covered", 5}, {"planned", 1}, {"covered", 2}}));
    ASSERT_EQ(bar.size(), 2U);
    EXPECT_EQ(bar[0], (nlohmann::json{{"state", "covered"}, {"from", 0}, {"width", 2}}));
    EXPECT_EQ(bar[1], (nlohmann::json{{"state", "planned"}, {"from", 2}, {"width", 1}}));
}

TEST_F(CoverageCellTest, ThePriceLeavesOutTheOneCurrencyAndSaysWhatIsUnknown) {
    CellSum sum = of({{"over_covered", 2}});
    CoverageSum priced;
    priced.state = "over_covered";
    priced.currency = "RUB";
    priced.pairs = 1;
    priced.overlapLow = 150'000'000;
    priced.overlapHigh = 760'000'000;
    priced.unknownCosts = 3;
    sum.add(priced);
    EXPECT_EQ(onlyCurrency(sum), "RUB");
    const auto shown = cell(sum);
    EXPECT_EQ(shown["double"]["price"], "≈\u00A01.5–7.6\u00A0mn");
    EXPECT_EQ(shown["double"]["unknown"], "+\u00A03\u00A0unknown");
    const auto legend = cells_.legend(sum, {});
    const auto twice = std::ranges::find_if(
        legend, [](const nlohmann::json& item) { return item["state"] == "over_covered"; });
    ASSERT_NE(twice, legend.end());
    EXPECT_EQ((*twice)["price"], "≈\u00A01.5–7.6\u00A0mn\u00A0RUB");
}

}  // namespace
}  // namespace cadastre::reports
