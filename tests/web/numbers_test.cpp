// Every number of the home page is followed to the list it opens, today and on a day that has passed, and the
// list has to hold as many.
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <regex>
#include <string>
#include <thread>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;
using namespace std::chrono_literals;

std::string unescaped(const std::string& attribute) {
    return std::regex_replace(attribute, std::regex("&amp;"), "&");
}

std::string digitsOf(const std::string& text) {
    return std::regex_replace(text, std::regex("[^0-9]"), "");
}

class NumbersTest : public ::testing::Test {
  protected:
    // The home page once the register has been counted.
    std::string home(const std::string& target) const {
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        std::string body;
        do {
            body = service_.get(target).body;
            if (body.find("class=\"figure\"") != std::string::npos) break;
            std::this_thread::sleep_for(50ms);
        } while (std::chrono::steady_clock::now() < deadline);
        return body;
    }

    // How many a list holds: what it says itself, else its rows, page after page.
    std::string heldBy(std::string target) const {
        static const std::regex said("Found: ([0-9,]+)\\.");
        static const std::regex head("<th scope=\"row\"");
        static const std::regex next("rel=\"next\" href=\"([^\"]+)\"");
        std::ptrdiff_t rows = 0;
        for (int pages = 0; !target.empty() && pages < 100; ++pages) {
            const auto answer = service_.get(target);
            EXPECT_EQ(answer.status, 200) << target;
            std::smatch found;
            if (std::regex_search(answer.body, found, said)) return digitsOf(found[1]);
            rows += std::distance(std::sregex_iterator(answer.body.begin(), answer.body.end(), head), {});
            target = std::regex_search(answer.body, found, next) ? unescaped(found[1]) : "";
        }
        return std::to_string(rows);
    }

    void followAll(const std::string& body, int least) const {
        static const std::regex number("<a href=\"(/[^\"]*)\">(?:<span class=\"figure\">)?([0-9,]+)<");
        int followed = 0;
        for (std::sregex_iterator at(body.begin(), body.end(), number), end; at != end; ++at, ++followed) {
            const std::string target = unescaped((*at)[1]);
            EXPECT_EQ(heldBy(target), digitsOf((*at)[2])) << target;
        }
        EXPECT_GE(followed, least) << body;
    }

    SmallRegister register_;
    RunningService service_{register_.address()};
};

TEST_F(NumbersTest, OfHomeEqualTheListsTheyOpen) {
    followAll(home("/"), 20);
}

TEST_F(NumbersTest, OfAPastDayEqualTheListsTheyOpen) {
    register_.execute(
        "insert into record_version (uid, valid_from, submission_id, kind, class, holder_uid, stage, name, "
        "content,"
        " content_hash) select uid, '2023-01-01', submission_id, kind, 'software', holder_uid, 'planned', "
        "'Once',"
        " content, md5('once')::uuid from record_version where name = 'System 7'");
    const std::string body = home("/?as_of=2023-06-01");
    EXPECT_NE(body.find("/assets?as_of=2023-06-01\"><span class=\"figure\">1<"), std::string::npos) << body;
    EXPECT_NE(body.find("It is not today"), std::string::npos);
    followAll(body, 10);
    EXPECT_NE(service_.get("/assets?as_of=2023-06-01").body.find("Once"), std::string::npos);
    EXPECT_NE(service_.get("/assets/7?as_of=2023-06-01").body.find("Once"), std::string::npos);
    EXPECT_EQ(service_.get("/assets/8?as_of=2023-06-01").status, 404);
}

TEST_F(NumbersTest, OfWhatWasNotKnownYetAreNone) {
    const std::string body = home("/?known_at=2020-01-01");
    EXPECT_NE(body.find("known_at=2020-01-01T00%3A00%3A00"), std::string::npos) << body;
    EXPECT_NE(body.find("<span class=\"figure\">0<"), std::string::npos) << body;
    EXPECT_EQ(service_.get("/assets/7?known_at=2020-01-01").status, 404);
}

}  // namespace
