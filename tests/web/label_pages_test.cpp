// Labelling in a browser: a pair without score, verdict or the other's answer; what is kept; who settles.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <regex>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* labels = "/labels/00000000-0000-7000-8000-00000000eeee";

class LabelPages : public ::testing::Test {
  protected:
    struct Shown {
        std::string page, cookie, token;
    };
    Shown form(const std::string& path) {
        const HttpAnswer answer = service_.get(path);
        EXPECT_EQ(answer.status, 200) << answer.body;
        std::smatch token;
        EXPECT_TRUE(
            std::regex_search(answer.body, token, std::regex("name=\"form_token\" value=\"([0-9a-f]+)\"")));
        const std::string cookie = answer.headers.at("set-cookie");
        return {answer.body, cookie.substr(0, cookie.find(';')), token[1]};
    }
    HttpAnswer post(const std::string& path, const Shown& shown, const std::string& fields) {
        const std::string body = "form_token=" + shown.token + fields;
        HttpConnection connection(service_.port());
        connection.send(
            fmt::format("POST {} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n"
                        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n"
                        "Cookie: {}\r\n\r\n{}",
                        path, body.size(), shown.cookie, body));
        return connection.receive();
    }
    static std::string pair(int number) {
        return fmt::format("00000000-0000-7000-8000-0000000eeee{}", number);
    }

    const std::string next_ = std::string(labels) + "/next";
    SmallRegister small_;
    RunningService service_{small_.address()};
};

TEST_F(LabelPages, ShowAPairWithoutAnythingThatTellsWhatTheRegisterSays) {
    const std::string page = form(next_ + "?actor=Cid").page;
    EXPECT_THAT(page, HasSubstr(pair(2)));
    EXPECT_THAT(page, HasSubstr("лицензий</mark>"));
    for (const char* hidden : {"alike", "Ann", "2.5", "object_near", "/assets/2", "badge"})
        EXPECT_THAT(page, Not(HasSubstr(hidden))) << hidden;
}

TEST_F(LabelPages, KeepAnAnswerAndGoOnToTheNextPair) {
    const Shown shown = form(next_ + "?actor=Cid%20%26");
    const HttpAnswer kept =
        post(next_, shown, "&pair=" + pair(2) + "&answer=same&reason=one+name&actor=Cid+%26");
    EXPECT_EQ(kept.status, 303) << kept.body;
    EXPECT_EQ(kept.headers.at("location"), next_ + "?actor=Cid%20%26");
    EXPECT_EQ(small_.valueOf("select state from label_standing where place = 2"), "agreed");
    EXPECT_THAT(form(next_ + "?actor=Cid%20%26").page, HasSubstr(pair(3)));
}

TEST_F(LabelPages, ShowARefusedAnswerAgain) {
    const Shown shown = form(next_ + "?actor=Ann");
    const HttpAnswer twice = post(next_, shown, "&pair=" + pair(2) + "&answer=same&reason=%3Cb%3E&actor=ann");
    EXPECT_EQ(twice.status, 422);
    EXPECT_THAT(twice.body, HasSubstr("You have answered about this pair already"));
    EXPECT_THAT(twice.body, HasSubstr("value=\"&lt;b&gt;\""));
    EXPECT_EQ(post(next_, shown, "&pair=" + pair(3) + "&reason=r&actor=Ann").status, 422) << "no answer";
    EXPECT_EQ(
        post(next_, {"", shown.cookie, "0"}, "&pair=" + pair(3) + "&answer=same&reason=r&actor=Ann").status,
        403);
    EXPECT_EQ(small_.valueOf("select count(*) from label_answer"), "3");
}

TEST_F(LabelPages, HaveAThirdPersonSettleADisagreement) {
    const std::string settle = std::string(labels) + "/settle/" + pair(1);
    EXPECT_THAT(service_.get(std::string(labels) + "/disputes").body, HasSubstr("&lt;i&gt;because"));
    const Shown shown = form(settle);
    EXPECT_EQ(post(settle, shown, "&answer=same&way=third&reason=r&actor=Bob").status, 422)
        << "one of the two";
    EXPECT_EQ(post(settle, shown, "&answer=same&way=third&reason=r&actor=Zoe").status, 303);
    EXPECT_EQ(small_.valueOf("select state from label_standing where place = 1"), "settled");
    EXPECT_EQ(service_.get(settle).status, 404) << "nothing is left to settle";
    EXPECT_THAT(service_.get(std::string(labels) + "/quality").body, HasSubstr("Reckoned from 1 pairs"));
}

}  // namespace
