// What lists say of filters: those they do not know, those in force, and what there is nothing to judge by.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <regex>
#include <set>
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

class FiltersTest : public ::testing::Test {
  protected:
    SmallRegister register_;
    RunningService service_{register_.address()};
};

TEST_F(FiltersTest, ThatAPageDoesNotKnowAreNamed) {
    for (const char* target :
         {"/assets?nosuch=1", "/subjects?nosuch=regional", "/findings?nosuch=x", "/duplicates?nosuch=x",
          "/money?nosuch=x", "/untied?nosuch=x", "/coverage/pairs?nosuch=x", "/coverage?nosuch=x"})
        EXPECT_THAT(service_.get(target).body, HasSubstr("This page does not know “nosuch”")) << target;
    for (const char* target :
         {"/findings?rule=zzz", "/findings?severity=zzz", "/subjects?sort=zzz", "/assets?class=zzz",
          "/duplicates?kind=zzz", "/money?standing=zzz", "/untied?kind=zzz", "/coverage/pairs?state=zzz"})
        EXPECT_THAT(service_.get(target).body, HasSubstr("“zzz” is not among the values")) << target;
    EXPECT_EQ(service_.get("/subjects?filed=zzz").status, 400);
}

TEST_F(FiltersTest, ThatAFormOffersAreKnown) {
    static const std::regex field("<(?:input|select)[^>]* name=\"([a-z_]+)\"");
    for (const std::string path : {"/assets", "/coverage", "/coverage/pairs", "/duplicates", "/findings",
                                   "/money", "/subjects", "/untied"}) {
        const std::string body = service_.get(path).body;
        std::string main = body.substr(body.find("<main"));
        std::set<std::string> names;
        for (std::sregex_iterator at(main.begin(), main.end(), field), end; at != end; ++at)
            names.insert((*at)[1]);
        for (const std::string& name : names)
            EXPECT_THAT(service_.get(path + '?' + name + "=S01").body, Not(HasSubstr("does not know")))
                << path << ' ' << name;
    }
}

TEST_F(FiltersTest, ThatAReportRefusesAreRefusedInTheReadersLanguage) {
    const auto said = [&](const std::string& target) {
        return service_.get(target, "Accept: text/html\r\n").body;
    };
    EXPECT_THAT(said("/reports/events?from=yesterday&lang=ru"),
                AllOf(HasSubstr("принимает день"), Not(HasSubstr("takes a day"))));
    EXPECT_THAT(said("/exports/template.csv?lang=ru"), HasSubstr("нужен фильтр subject"));
    EXPECT_THAT(said("/reports/events?from=yesterday"), HasSubstr("takes a day as YYYY-MM-DD"));
}

TEST_F(FiltersTest, OfABodySayItsName) {
    for (const char* target : {"/findings?subject=S02", "/assets?subject=S02", "/duplicates?subject=S02",
                               "/money?subject=S02", "/coverage/pairs?subject=S02"})
        EXPECT_THAT(service_.get(target).body, HasSubstr("Silent agency (S02).")) << target;
}

// S02 has no system, S01 has systems that state functions.
TEST_F(FiltersTest, WhereNoSystemStatesAFunctionWhatIsUncoveredIsNotKnown) {
    const auto deadline = std::chrono::steady_clock::now() + 20s;
    std::string bodies;
    do {
        bodies = service_.get("/subjects?sort=code").body;
        std::this_thread::sleep_for(50ms);
    } while (bodies.find("counted for the first time") != std::string::npos &&
             std::chrono::steady_clock::now() < deadline);
    EXPECT_THAT(bodies, AllOf(HasSubstr("/coverage/pairs?state=not_covered&amp;subject=S01"),
                              Not(HasSubstr("state=not_covered&amp;subject=S02")), HasSubstr("not known")));
    EXPECT_THAT(service_.get("/subjects/S02").body, Not(HasSubstr("state=not_covered")));
    EXPECT_THAT(service_.get("/coverage/pairs?subject=S02").body,
                AllOf(HasSubstr("Not known: no function stated"), HasSubstr("it is not known which")));
    EXPECT_THAT(service_.get("/coverage?tree=typical&subject=S02").body, HasSubstr("No system here states"));
}

}  // namespace
