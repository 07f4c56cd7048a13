// What those read who wait for the numbers of another day.
#include "reports/counting_page.h"

#include <gtest/gtest.h>

#include "schema/messages.h"
#include "schema/paths.h"

namespace cadastre::reports {
namespace {

using namespace std::chrono_literals;

class CountingPageTest : public testing::Test {
  protected:
    [[nodiscard]] nlohmann::json shown(const CountingState& state) const {
        return countingPage(reader_, state).data;
    }
    const Messages messages_ = Messages::load(shipped("schema/messages"));
    const Reader reader_{messages_, "en", {.asOf = "2026-01-01", .knownAt = {}}};
};

TEST_F(CountingPageTest, SaysHowLongTheWantedStepTakesByTheLastCount) {
    const PictureProgress progress{{PictureStep::assets},
                                   {{PictureStep::assets, 20.0},
                                    {PictureStep::coverage, 18.0},
                                    {PictureStep::money, 500.0},
                                    {PictureStep::bodies, 500.0}}};
    const auto page = shown({PictureStep::coverage, progress, 24s, 5s});
    EXPECT_EQ(page["title"], "The numbers of 1\u00a0Jan\u00a02026 are being counted");
    EXPECT_EQ(
        page["how_long"],
        "Counting began about 25\u00a0s ago. The last day took about 40\u00a0s to get this far, so that this"
        " page should be there in about 15\u00a0s.");
    const auto late = shown({PictureStep::coverage, progress, 60s, 5s});
    EXPECT_NE(late["how_long"].get<std::string>().find("longer than the last day"), std::string::npos);
}

TEST_F(CountingPageTest, LeadsToTheStepsThatAreThere) {
    const auto page = shown({PictureStep::money, {{PictureStep::assets, PictureStep::coverage}, {}}, 5s, 5s});
    ASSERT_EQ(page["steps"].size(), 4U);
    EXPECT_EQ(page["steps"][0]["address"], "/");
    EXPECT_EQ(page["steps"][1]["address"], "/coverage");
    EXPECT_EQ(page["steps"][2]["address"], false);
    EXPECT_EQ(page["steps"][2]["state"], "being counted");
    EXPECT_EQ(page["steps"][3]["state"], "comes after that");
}

TEST_F(CountingPageTest, SaysThatNobodyKnowsHowLongWhereNothingWasCounted) {
    const auto page = shown({PictureStep::assets, {}, std::nullopt, 5s});
    EXPECT_EQ(page["how_long"], "Another day is being counted first.");
    for (const auto& step : page["steps"])
        EXPECT_NE(step["state"], "being counted");
}

}  // namespace
}  // namespace cadastre::reports
