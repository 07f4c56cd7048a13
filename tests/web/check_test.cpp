// "Check my file" against a running service: what a form with files brings, and that nothing of it stays.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <string>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* goodFile =
    "class,key,subject,name,stage\r\nsoftware,NEW-1,S01,A new program,planned\r\n"
    "software,NEW-2,S01,Another program,planned\r\n";
constexpr const char* badFile =
    "class,key,subject,name,founded_on,colour\nsoftware,NEW-1,NOBODY,One,2020-01-01,red\n"
    "software,NEW-2,S01,Two,yesterday,red\nsoftware,NEW-3,S01,Three,yesterday,red\n"
    "software,NEW-4,S01,Sound,2020-01-01,\n";

std::string part(const std::string& disposition, const std::string& content) {
    return fmt::format("--limit\r\nContent-Disposition: form-data; {}\r\n\r\n{}\r\n", disposition, content);
}

std::string formWith(const std::string& fileName, const std::string& content, const std::string& map = "",
                     const std::string& subject = "") {
    return part("name=\"map\"", map) + part("name=\"subject\"", subject) +
           part(fmt::format("name=\"file\"; filename=\"{}\"", fileName), content) + "--limit--\r\n";
}

class Check : public ::testing::Test {
  protected:
    [[nodiscard]] HttpAnswer post(const std::string& body, const std::string& moreHeaders = "") const {
        HttpConnection connection(service_.port());
        connection.send(
            fmt::format("POST /check HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n"
                        "Content-Type: multipart/form-data; boundary=limit\r\n"
                        "Content-Length: {}\r\n{}\r\n{}",
                        body.size(), moreHeaders, body));
        return connection.receive();
    }

    [[nodiscard]] std::string everything() const {
        return held_.valueOf(
            "select concat_ws(' ', (select count(*) from record), (select count(*) from record_version),"
            " (select count(*) from submission), (select count(*) from finding),"
            " (select count(*) from event), (select count(*) from register_change))");
    }

    SmallRegister held_;
    RunningService service_{held_.address()};
};

TEST_F(Check, SaysThatAGoodFileWouldBeTakenInAndKeepsNothing) {
    const std::string before = everything();
    const HttpAnswer answer = post(formWith("mine.csv", goodFile));
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("Everything would be taken in."), HasSubstr("A new program"),
                                   HasSubstr("5 of 5 columns are read")));
    EXPECT_EQ(everything(), before);
}

TEST_F(Check, GathersEveryProblemOfTheWholeFileByItsRuleAndKeepsNothing) {
    const std::string before = everything();
    const HttpAnswer answer = post(formWith("mine.csv", badFile));
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body,
                AllOf(HasSubstr("The import would be refused: records with problems that block: 3."),
                      HasSubstr("No subject has the code “NOBODY”"), HasSubstr("lines 3, 4"),
                      HasSubstr("“yesterday” in founded_on is no date"),
                      HasSubstr("A column that is no field of the register")));
    EXPECT_EQ(everything(), before);
    // The second check on the same connections of the database finds the same.
    EXPECT_EQ(post(formWith("mine.csv", badFile)).body, answer.body);
}

TEST_F(Check, AnswersInTheReadersLanguage) {
    EXPECT_THAT(post(formWith("mine.csv", badFile), "Cookie: lang=ru\r\n").body,
                AllOf(HasSubstr("Загрузка была бы отклонена"), HasSubstr("Неизвестный орган")));
}

TEST_F(Check, EscapesWhatStandsInAFileAndInItsName) {
    const HttpAnswer answer = post(
        formWith("../../<b>x.csv", "class,key,subject,name\nsoftware,<i>k,S01,<script>alert(2)</script>\n"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("&lt;script&gt;alert(2)"), Not(HasSubstr("<script>alert(2)")),
                                   HasSubstr("&lt;b&gt;x.csv"), Not(HasSubstr("../"))));
}

TEST_F(Check, SaysOfASpreadsheetThatItHasToBeSavedAsText) {
    const auto answer =
        post(formWith("mine.csv", std::string("PK\x03\x04\x14\0\0\0", 8) + "xl/workbook.xml"));
    EXPECT_EQ(answer.status, 200);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("Not a file that can be read"), HasSubstr("save it as CSV")));
}

TEST_F(Check, TakesTheBodyByItsNameAndAsksWhichWhereSeveralMayBeMeant) {
    constexpr const char* ofNobody = "class,key,name,stage\nsoftware,NEW-1,A new program,planned\n";
    EXPECT_THAT(post(formWith("mine.csv", ofNobody, "", "silent agency")).body,
                AllOf(HasSubstr("Everything would be taken in."), HasSubstr("value=\"S02\"")));
    EXPECT_THAT(
        post(formWith("mine.csv", ofNobody, "", "S0")).body,
        AllOf(HasSubstr("Which body is “S0”?"), HasSubstr("/check?subject=S02"), Not(HasSubstr("Verdict"))));
    EXPECT_THAT(post(formWith("mine.csv", ofNobody, "", "nobody at all")).body, HasSubstr("nobody at all"));
}

TEST_F(Check, LeadsFromTheNameOfABodyToItsOwnRecords) {
    const auto answer = service_.get("/exports/template.csv?subject=silent", "Accept: text/html\r\n");
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.headers.at("location"), "/exports/template.csv?subject=S02");
    EXPECT_THAT(service_.get("/exports/template.csv?subject=S0", "Accept: text/html\r\n").body,
                HasSubstr("Which body is “S0”?"));
}

TEST_F(Check, AsksForAFileWhenNoneWasChosen) {
    EXPECT_THAT(
        post(part("name=\"map\"", "") + part("name=\"file\"; filename=\"\"", "") + "--limit--\r\n").body,
        HasSubstr("No file was chosen"));
}

TEST_F(Check, RefusesAMapThatDoesNotComeWithTheRegister) {
    EXPECT_EQ(post(formWith("mine.csv", goodFile, "/etc/passwd")).status, 400);
    EXPECT_EQ(post(formWith("mine.csv", goodFile, "../riha")).status, 400);
}

TEST_F(Check, RefusesFormsOfOtherSitesAndFormsThatAreNone) {
    EXPECT_EQ(post(formWith("mine.csv", goodFile), "Origin: http://evil.example\r\n").status, 403);
    EXPECT_EQ(post("map=riha").status, 400);
    EXPECT_EQ(post("--limit\r\nContent-Disposition: attachment\r\n\r\nx\r\n--limit--\r\n").status, 400);
    EXPECT_EQ(post(part("name=\"subject\"", std::string(5000, 'S')) + "--limit--\r\n").status, 400);
}

TEST_F(Check, RefusesABodyOfUnknownLengthOrBeyondAnySizeBeforeReadingIt) {
    HttpConnection chunked(service_.port());
    chunked.send("POST /check HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    EXPECT_EQ(chunked.receive().status, 411);
    HttpConnection endless(service_.port());
    endless.send("POST /check HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n");
    EXPECT_EQ(endless.receive().status, 413);
}

TEST_F(Check, LeavesNoFileBehind) {
    EXPECT_EQ(post(formWith("left-behind.csv", badFile)).status, 200);
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::temp_directory_path())) {
        if (!entry.path().filename().string().starts_with("cadastre-upload-")) continue;
        EXPECT_FALSE(std::filesystem::exists(entry.path() / "left-behind.csv")) << entry.path();
    }
}

}  // namespace
