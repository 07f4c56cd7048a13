// What pages say of times that the register can't answer for: days before the first record, days to come, and
// what is kept only by when it was found. None of them may say more than is known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;
using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class OtherTimesTest : public ::testing::Test {
  protected:
    // A page of another time, once its numbers are counted.
    std::string page(const std::string& target) const {
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        HttpAnswer answer;
        do {
            answer = service_.get(target, "Accept: text/html\r\n");
            if (answer.status != 503) break;
            std::this_thread::sleep_for(50ms);
        } while (std::chrono::steady_clock::now() < deadline);
        return answer.body;
    }

    SmallRegister register_;
    RunningService service_{register_.address()};
};

TEST_F(OtherTimesTest, FindingsAndGroupsOfAnotherDaySayThatTheyAreOfToday) {
    for (const char* target : {"/findings?as_of=2020-01-01", "/rules/owed-field-missing?as_of=2020-01-01",
                               "/duplicates?as_of=2020-01-01"}) {
        SCOPED_TRACE(target);
        EXPECT_THAT(page(target),
                    AllOf(HasSubstr("not by the day they were true of"), HasSubstr("of another time"),
                          Not(HasSubstr("You are reading the register as of"))));
    }
    // What was found is kept by when: a moment before it has none.
    EXPECT_THAT(page("/findings?known_at=2020-01-01"),
                AllOf(HasSubstr("Found: 0."), HasSubstr("You are reading the register as known at")));
    EXPECT_THAT(page("/findings?as_of=2020-01-01"), HasSubstr("Found: 13."));
}

TEST_F(OtherTimesTest, AGroupOfAnotherDayIsShownWholeAsItIsToday) {
    const std::string group = "/duplicates/00000000-0000-7000-8000-00000000cccc";
    const std::string then = page(group + "?as_of=2020-01-01");
    EXPECT_THAT(then, AllOf(HasSubstr("A group keeps no history"), HasSubstr("Реестр лицензий"),
                            HasSubstr("<dd>3</dd>")));
}

TEST_F(OtherTimesTest, TwoDaysOfABodyAreNotComparedByWhatWasFound) {
    const std::string compared = page("/subjects/S01?then=2024-06-01");
    EXPECT_THAT(compared, AllOf(HasSubstr("Findings and duplicates are left out"),
                                Not(HasSubstr("Open findings")), Not(HasSubstr("Findings by rule"))));
    EXPECT_THAT(page("/subjects/S01?with=S02"), HasSubstr("Open findings"));
}

TEST_F(OtherTimesTest, FilesAreAskedForTheTimesTheirReportTakes) {
    const std::string exports = page("/exports?as_of=2025-01-01&known_at=2030-01-01");
    EXPECT_THAT(exports, AllOf(HasSubstr("\"/exports/assets.csv?as_of=2025-01-01&amp;known_at=2030-01-01"),
                               HasSubstr("\"/exports/findings.csv?known_at=2030-01-01"),
                               HasSubstr("\"/exports/duplicates.csv\""), HasSubstr("the file is of now")));
}

TEST_F(OtherTimesTest, ADayBeforeTheFirstRecordIsNoEmptyRegister) {
    EXPECT_THAT(page("/?as_of=1500-01-01"),
                AllOf(Not(HasSubstr("The register is empty")), Not(HasSubstr("cadastre import"))));
    EXPECT_THAT(page("/subjects?filed=nothing&as_of=1500-01-01"),
                AllOf(HasSubstr("No body is known at that time"), Not(HasSubstr("told something"))));
}

TEST_F(OtherTimesTest, ARecordThatCameLaterIsNotSaidNeverToHaveExisted) {
    const std::string missing = page("/assets/7?as_of=2023-01-01");
    EXPECT_THAT(missing, AllOf(HasSubstr("Nothing is known of this at that time"), HasSubstr("System 7"),
                               HasSubstr("1\u00a0Jan\u00a02024"), HasSubstr("href=\"/assets/7\""),
                               Not(HasSubstr("may never have existed"))));
    EXPECT_EQ(service_.get("/assets/7?as_of=2023-01-01").status, 404);
    EXPECT_THAT(page("/subjects/S01?as_of=1500-01-01"), HasSubstr("Ministry of &lt;b&gt;Health"));
    EXPECT_THAT(page("/assets/99999?as_of=2023-01-01"), HasSubstr("There is no such page"));
}

TEST_F(OtherTimesTest, SayOfWhichTimeTheNumbersAre) {
    EXPECT_THAT(page("/?as_of=2024-06-01"), HasSubstr("</time>. What is now known of that day."));
    EXPECT_THAT(page("/?known_at=2040-01-01"), HasSubstr("</time>. As the register stood then."));
    EXPECT_THAT(page("/assets?as_of=2040-01-01"), HasSubstr("That time has not come"));
    EXPECT_THAT(page("/assets?as_of=2024-06-01"), Not(HasSubstr("That time has not come")));
}

}  // namespace
