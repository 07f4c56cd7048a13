// The verdict's two faces.
#include "importers/verdict.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace cadastre::importers {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

const Messages& messages() {
    static const auto loaded = Messages::load("schema/messages");
    return loaded;
}

Verdict refused() {
    Verdict verdict;
    verdict.refused = true;
    verdict.counts = {.read = 5, .accepted = 0, .unchanged = 0, .rejected = 5, .ignored = 0};
    ProblemGroup group;
    group.first.position = {0, 3, 4};
    group.first.field = "subject";
    group.first.rule = "unknown-subject";
    group.first.value = "X<1>";
    group.file = "assets.csv";
    group.count = 2;
    group.records = {3, 5};
    group.lines = {4, 6};
    verdict.problems.push_back(group);
    return verdict;
}

TEST(Verdict, EndsItsTextWithTheCountsThatAddUp) {
    const auto text = toText(refused(), messages(), "en");
    EXPECT_THAT(text, EndsWith("read 5 = accepted 0 + unchanged 0 + rejected 5\n"));
    EXPECT_THAT(text, HasSubstr("assets.csv, record 3, line 4, field subject [unknown-subject, "));
    EXPECT_THAT(text, HasSubstr("lines 4, 6"));
}

TEST(Verdict, LetsNoControlCharacterOfAFileReachTheTerminal) {
    auto verdict = refused();
    verdict.problems[0].first.value =
        "a\x1B[2Jb\nread 5 = accepted 5\x7F\xC2\x9B"
        "c é";
    const auto text = toText(verdict, messages(), "en");
    EXPECT_EQ(text.find_first_of("\x1B\x7F"), std::string::npos);
    EXPECT_EQ(text.find("\xC2\x9B"), std::string::npos);
    EXPECT_THAT(text, HasSubstr("b\xEF\xBF\xBDread 5 = accepted 5"));
    EXPECT_THAT(text, HasSubstr("c é")) << "letters stay as they are";
}

TEST(Verdict, SpeaksRussianToo) {
    EXPECT_THAT(toText(refused(), messages(), "ru"),
                HasSubstr("assets.csv, запись 3, строка 4, поле subject"));
}

TEST(Verdict, GivesProgramsTheKeysOfTheContract) {
    const auto json = toJson(refused(), messages(), "en");
    EXPECT_EQ(json["read"], 5);
    EXPECT_EQ(json["rejected"], 5);
    EXPECT_TRUE(json["submission"].is_null());
    const auto& error = json["errors"][0];
    EXPECT_EQ(error["record"], 3);
    EXPECT_EQ(error["line"], 4);
    EXPECT_EQ(error["field"], "subject");
    EXPECT_EQ(error["rule"], "unknown-subject");
    EXPECT_EQ(error["severity"], "blocking");
    EXPECT_EQ(error["value"], "X<1>");
    EXPECT_EQ(error["count"], 2);
    EXPECT_EQ(error["lines"], nlohmann::json({4, 6}));
    EXPECT_THAT(error["message"].get<std::string>(), HasSubstr("X<1>"));
}

TEST(Verdict, CountsWhatItDoesNotSpellOut) {
    auto verdict = refused();
    verdict.problems.resize(60, verdict.problems.front());
    verdict.groupsLeftOut = 7;
    EXPECT_THAT(toText(verdict, messages(), "en", 50), HasSubstr("17 more"));
}

TEST(Verdict, HasWordsForARuleThatOnlyTheDatabaseKnows) {
    auto verdict = refused();
    verdict.problems.front().first.rule = "some-constraint";
    EXPECT_THAT(toText(verdict, messages(), "en"), HasSubstr("The rule some-constraint is broken: X<1>"));
}

TEST(Verdict, IsGoodOnlyWhenNothingWasRejected) {
    Verdict verdict;
    EXPECT_TRUE(verdict.good());
    verdict.counts.rejected = 1;
    EXPECT_FALSE(verdict.good());
}

}  // namespace
}  // namespace cadastre::importers
