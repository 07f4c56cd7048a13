// Every number of the home page, of the coverage map and of a body is followed to the list it opens, today
// and on a day that has passed, and the list has to hold as many.
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
    // A page once it says what shows that it has been counted.
    std::string counted(const std::string& target, const std::string& sign) const {
        const auto deadline = std::chrono::steady_clock::now() + 20s;
        std::string body;
        do {
            body = service_.get(target).body;
            if (body.find(sign) != std::string::npos) break;
            std::this_thread::sleep_for(50ms);
        } while (std::chrono::steady_clock::now() < deadline);
        return body;
    }

    std::string home(const std::string& target) const { return counted(target, "class=\"figure\""); }

    // Two systems that operate, one that is planned, and a mandate that two of them cover.
    void chargeTheMinistry() const {
        register_.execute(
            "insert into record (uid, kind, holder_uid, holder_key, submission_id) select"
            " '00000000-0000-7000-8000-0000000000ee', 'mandate', uid, 'M', "
            "'00000000-0000-7000-8000-00000000aaaa'"
            " from subject where code = 'S01';"
            "insert into mandate (uid, holder_uid, classifier, function_code, statutory_basis)"
            " select '00000000-0000-7000-8000-0000000000ee', uid, 'cofog', '07.3', 'Act 1' from subject "
            "where code = 'S01';"
            "insert into asset_function (uid, classifier, function_code) select uid, 'typical', 'T01.1' from "
            "asset"
            " where register_number in (6, 8, 9)");
    }

    // A programme that rates itself green, with money that no indicator answers for.
    void payTheMinistry() const {
        register_.execute(
            "insert into record (uid, kind, holder_uid, holder_key, submission_id) select owed.uid::uuid, "
            "owed.kind,"
            " subject.uid, owed.kind, '00000000-0000-7000-8000-00000000aaaa' from subject cross join (values"
            " ('00000000-0000-7000-8000-0000000000e1', 'programme'),"
            " ('00000000-0000-7000-8000-0000000000e2', 'cost_line')) owed(uid, kind) where code = 'S01';"
            "insert into programme (uid, holder_uid, holder_key, name, self_rating, content)"
            " select uid, holder_uid, holder_key, 'Digital <i>health', 'green', '{}' from record where kind "
            "= "
            "'programme';"
            "insert into cost_line (uid, holder_uid, holder_key, programme_uid, year, currency, planned, "
            "cost_status,"
            " content) select line.uid, line.holder_uid, line.holder_key, programme.uid, 2025, 'EUR', 5000, "
            "'recorded', '{}'"
            " from record line cross join programme where line.kind = 'cost_line'");
    }

    // A cell of the map says how many pairs its list holds before it says of how many; a bare word is of one.
    void followCells(const std::string& body, int least) const {
        static const std::regex cell("<a class=\"(?:cell|double|outside)\" href=\"([^\"]*)\">([^<]*)<");
        static const std::regex number("[0-9][0-9,]*");
        int followed = 0;
        for (std::sregex_iterator at(body.begin(), body.end(), cell), end; at != end; ++at, ++followed) {
            const std::string target = unescaped((*at)[1]);
            const std::string words = (*at)[2];
            std::smatch first;
            EXPECT_EQ(heldBy(target), std::regex_search(words, first, number) ? digitsOf(first[0]) : "1")
                << target << ' ' << words;
        }
        EXPECT_GE(followed, least) << body;
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

TEST_F(NumbersTest, OfTheCoverageMapEqualTheListsTheyOpen) {
    chargeTheMinistry();
    const std::string specific = counted("/coverage?tree=cofog", "class=\"double\" href");
    followAll(specific, 6);
    followCells(specific, 4);
    EXPECT_NE(specific.find("Pairs of a body and a function it is charged with: <a href="),
              std::string::npos);
    const std::string typical = service_.get("/coverage?tree=typical&subject=S01&function=T01").body;
    followAll(typical, 6);
    followCells(typical, 6);
    const std::string past = service_.get("/coverage?tree=typical&as_of=2025-01-01").body;
    followAll(past, 6);
    followCells(past, 6);
}

TEST_F(NumbersTest, OfPairsEqualTheSystemsThatCoverThem) {
    chargeTheMinistry();
    counted("/coverage?tree=cofog", "class=\"double\" href");
    const std::string pairs = service_.get("/coverage/pairs?tree=typical&function=T01.1&holder=S01").body;
    EXPECT_NE(pairs.find("Covered more than once"), std::string::npos) << pairs;
    followAll(pairs, 6);
    followAll(service_.get("/coverage/pairs?state=charged&tree=typical").body, 6);
    followAll(service_.get("/coverage/pairs?subject=S01").body, 6);
}

TEST_F(NumbersTest, OfTheMoneyEqualTheListsTheyOpen) {
    payTheMinistry();
    const std::string body = counted("/money", "/money?rated=green");
    EXPECT_NE(body.find("Digital &lt;i&gt;health"), std::string::npos) << body;
    followAll(body, 2);
    const std::string none = service_.get("/money?rated=watermelon").body;
    EXPECT_NE(none.find("Nothing fits this choice."), std::string::npos) << none;
    const std::string one = service_.get("/money/00000000-0000-7000-8000-0000000000e1").body;
    EXPECT_NE(one.find("No indicator"), std::string::npos) << one;
    EXPECT_EQ(service_.get("/exports/execution.csv?self_rating=green").body.find("Digital"),
              service_.get("/exports/execution.csv").body.find("Digital"));
}

TEST_F(NumbersTest, OfFacetsEqualTheListsTheyOpen) {
    static const std::regex facet(
        "<li><a href=\"([^\"]*)\">[^<]*</a> <span class=\"number\">([0-9,]+)</span>");
    for (const char* target :
         {"/assets", "/assets?class=software&columns=holder", "/assets?facets=all&as_of=2025-01-01"}) {
        const std::string body = service_.get(target).body;
        int followed = 0;
        for (std::sregex_iterator at(body.begin(), body.end(), facet), end; at != end; ++at, ++followed)
            EXPECT_EQ(heldBy(unescaped((*at)[1])), digitsOf((*at)[2])) << (*at)[1];
        EXPECT_GE(followed, 8) << body;
        // Columns stay while walking, and a download is of filters alone.
        EXPECT_EQ(body.find("columns=holder&amp;stage=") != std::string::npos ||
                      body.find("columns=holder&amp;cost=") != std::string::npos,
                  std::string(target).find("columns") != std::string::npos);
        EXPECT_EQ(body.find("assets.csv?class=software&amp;columns"), std::string::npos);
    }
}

TEST_F(NumbersTest, OfRulesAndOfFunctionsEqualTheListsTheyOpen) {
    followAll(counted("/findings", "id=\"of-warning\""), 2);
    followAll(
        counted("/functions",
                ">Hospital services</a></th><td class=\"number\"><a href=\"/assets?function=cofog%3A07.3"),
        20);
}

TEST_F(NumbersTest, OfABodyEqualTheListsTheyOpen) {
    chargeTheMinistry();
    counted("/coverage?tree=cofog", "class=\"double\" href");
    // Of the silent body it is not known what is uncovered.
    followAll(service_.get("/subjects").body, 5);
    const std::string profile = service_.get("/subjects/S01").body;
    EXPECT_NE(profile.find("Covered more than once"), std::string::npos) << profile;
    followAll(profile, 12);
    followAll(service_.get("/subjects/S01?as_of=2025-01-01").body, 6);
}

}  // namespace
