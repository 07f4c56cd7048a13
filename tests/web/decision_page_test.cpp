// Deciding about a group in a browser: the form, its token, what a foreign page can't do, what is kept.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <regex>

#include "registry/http/form_tokens.h"
#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* group = "/duplicates/00000000-0000-7000-8000-00000000cccc";

class DecisionPage : public ::testing::Test {
  protected:
    struct Shown {
        std::string page, cookie, token;
    };
    /// The form, with the token and the cookie it came with.
    Shown form() {
        const HttpAnswer answer = service_.get(std::string(group) + "/decide");
        EXPECT_EQ(answer.status, 200) << answer.body;
        std::smatch token;
        EXPECT_TRUE(
            std::regex_search(answer.body, token, std::regex("name=\"form_token\" value=\"([0-9a-f]+)\"")));
        const std::string cookie = answer.headers.at("set-cookie");
        return {answer.body, cookie.substr(0, cookie.find(';')), token[1]};
    }
    HttpAnswer post(const std::string& cookie, const std::string& fields,
                    const std::string& moreHeaders = "") {
        HttpConnection connection(service_.port());
        connection.send(
            fmt::format("POST {}/decide HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n"
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n"
                        "Cookie: {}\r\n{}\r\n{}",
                        group, fields.size(), cookie, moreHeaders, fields));
        return connection.receive();
    }
    std::string memberNumbers() {
        return small_.valueOf(
            "select string_agg(register_number::text, ' ' order by register_number) from duplicate_member "
            "join asset "
            "using (uid) where cluster_id = '00000000-0000-7000-8000-00000000cccc'");
    }
    static std::string uid(int number) { return fmt::format("00000000-0000-7000-8000-1{:011}", number); }

    SmallRegister small_;
    RunningService service_{small_.address()};
};

TEST_F(DecisionPage, TakesAMemberOutAndTellsItAfterwards) {
    const Shown shown = form();
    EXPECT_THAT(shown.page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
    const HttpAnswer answer =
        post(shown.cookie, "form_token=" + shown.token + "&decision=drop&member=" + uid(3) +
                               "&reason=another+ministry%0D%0Asays+so&evidence=https%3A%2F%2Fexample.org%2F12"
                               "&evidence_dated=2026-03-31&actor=Ann");
    EXPECT_EQ(answer.status, 303) << answer.body;
    EXPECT_EQ(answer.headers.at("location"), group);
    EXPECT_EQ(memberNumbers(), "1 2");
    const HttpAnswer after = service_.get(group);
    EXPECT_THAT(after.body, HasSubstr("Does not belong: «System 3»."));
    EXPECT_THAT(form().page, HasSubstr("href=\"https://example.org/12\""));
    EXPECT_THAT(form().page, HasSubstr("https://example.org/12 of 31\u00a0Mar\u00a02026"));
}

TEST_F(DecisionPage, ShowsARefusedFormAgainAsItWasFilledIn) {
    const Shown shown = form();
    const HttpAnswer answer =
        post(shown.cookie,
             "form_token=" + shown.token + "&decision=drop&reason=%3Cb%3Ewhy&evidence=12&actor=Ann&lang=en");
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("none was named"));
    EXPECT_THAT(answer.body, HasSubstr("&lt;b&gt;why"));
    EXPECT_THAT(answer.body, Not(HasSubstr("<b>why")));
    EXPECT_EQ(memberNumbers(), "1 2 3");
    for (const char* day : {"2026-13-01", "9999-01-01"}) {
        EXPECT_EQ(
            post(shown.cookie, "form_token=" + shown.token +
                                   "&decision=confirm&reason=r&evidence=12&actor=Ann&evidence_dated=" + day)
                .status,
            422)
            << day;
    }
    EXPECT_EQ(post(shown.cookie, "form_token=" + shown.token + "&decision=confirm&reason=r&actor=Ann").status,
              422)
        << "a decision rests on evidence";
}

TEST_F(DecisionPage, TakesNoFormThatIsNotItsOwn) {
    const Shown shown = form();
    const std::string fields = "&decision=confirm&reason=r&evidence=e&actor=Ann";
    EXPECT_EQ(post(shown.cookie, "form_token=0" + fields).status, 403);
    EXPECT_EQ(post("", "form_token=" + shown.token + fields).status, 403);
    EXPECT_EQ(post("visitor=00000000000000000000000000000000", "form_token=" + shown.token + fields).status,
              403);
    EXPECT_EQ(
        post(shown.cookie, "form_token=" + shown.token + fields, "Origin: http://evil.example\r\n").status,
        403);
    EXPECT_EQ(
        post(shown.cookie, "form_token=" + shown.token + fields, "Sec-Fetch-Site: cross-site\r\n").status,
        403);
    EXPECT_EQ(small_.valueOf("select count(*) from duplicate_decision"), "0");
    EXPECT_EQ(post(shown.cookie, "form_token=" + shown.token + fields,
                   "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n")
                  .status,
              303);
    EXPECT_EQ(small_.valueOf("select state from duplicate_cluster"), "confirmed");
}

TEST_F(DecisionPage, DrawsTheScoreWithoutAStyleOrAScript) {
    const HttpAnswer answer = service_.get(group);
    EXPECT_THAT(answer.body, HasSubstr("<svg viewBox=\"0 0 320 "));
    EXPECT_THAT(answer.body, Not(HasSubstr("style=")));
    const HttpAnswer kept = service_.get(std::string(group) + "/explanation.json");
    EXPECT_THAT(kept.body, HasSubstr("\"prior_bits\""));
}

}  // namespace
