// The message catalogue: languages that say the same, values put in, and the shipped catalogue itself.
#include "schema/messages.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "schema/csv_reader.h"
#include "schema/errors.h"
#include "schema/paths.h"

namespace {

using cadastre::groupedNumber;
using cadastre::Messages;

class MessagesTest : public ::testing::Test {
  protected:
    void SetUp() override { std::filesystem::create_directories(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder_ / name) << text;
    }
    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("messages_test_" + std::to_string(::getpid()));
};

TEST_F(MessagesTest, PutsValuesIntoTheTextOfTheLanguage) {
    write("a.en.json", R"({"greeting": "{count} assets of {name}"})");
    write("a.ru.json", R"({"greeting": "Активов у {name}: {count}"})");
    const auto messages = Messages::load(folder_);
    EXPECT_EQ(messages.text("ru", "greeting", {{"count", "3"}, {"name", "A{count}"}}),
              "Активов у A{count}: 3");
    EXPECT_EQ(messages.text("en", "greeting", {{"count", "3"}}), "3 assets of {name}");
    EXPECT_THROW((void)messages.text("en", "farewell"), std::out_of_range);
}

TEST_F(MessagesTest, RefusesAKeyThatOneLanguageLacks) {
    write("a.en.json", R"({"one": "One", "two": "Two"})");
    write("a.ru.json", R"({"one": "Один"})");
    EXPECT_THROW(Messages::load(folder_), cadastre::UnavailableError);
}

TEST_F(MessagesTest, RefusesAValueThatOneLanguageForgot) {
    write("a.en.json", R"({"one": "One {thing}"})");
    write("a.ru.json", R"({"one": "Один"})");
    EXPECT_THROW(Messages::load(folder_), cadastre::UnavailableError);
}

TEST_F(MessagesTest, RefusesAKeyMetInTwoFiles) {
    write("a.en.json", R"({"one": "One"})");
    write("b.en.json", R"({"one": "One again"})");
    EXPECT_THROW(Messages::load(folder_), cadastre::UnavailableError);
}

TEST_F(MessagesTest, ChoosesThePluralFormOfTheLanguage) {
    write("a.en.json", R"({"n": {"by": "n", "one": "{n} asset", "other": "{n} assets"}})");
    write("a.ru.json",
          R"({"n": {"by": "n", "one": "{n} актив", "few": "{n} актива", "many": "{n} активов"}})");
    const auto messages = Messages::load(folder_);
    const auto say = [&](const char* language, int n) {
        return messages.text(language, "n", {{"n", groupedNumber(language, n)}});
    };
    EXPECT_EQ(say("en", 0), "0 assets");
    EXPECT_EQ(say("en", 1), "1 asset");
    EXPECT_EQ(say("en", 21), "21 assets");
    EXPECT_EQ(say("en", 1001), "1,001 assets");
    EXPECT_EQ(say("ru", 0), "0 активов");
    EXPECT_EQ(say("ru", 1), "1 актив");
    EXPECT_EQ(say("ru", 3), "3 актива");
    EXPECT_EQ(say("ru", 5), "5 активов");
    EXPECT_EQ(say("ru", 11), "11 активов");
    EXPECT_EQ(say("ru", 112), "112 активов");
    EXPECT_EQ(say("ru", 121), "121 актив");
    EXPECT_EQ(say("ru", 1022), "1\u00a0022 актива");
}

TEST_F(MessagesTest, RefusesMissingPluralForms) {
    write("a.ru.json", R"({"n": {"by": "n", "one": "x", "other": "y"}})");
    EXPECT_THROW(Messages::load(folder_), cadastre::UnavailableError);
}

TEST_F(MessagesTest, LeavesBracesThatNameNothing) {
    write("a.en.json", R"({"k": "{a b} {} { {k}"})");
    EXPECT_EQ(Messages::load(folder_).text("en", "k", {{"k", "x"}}), "{a b} {} { x");
}

TEST(ShippedMessages, KnowEveryDamageOfCsv) {
    const auto messages = Messages::load(cadastre::shipped("schema/messages"));
    for (int damage = 0; damage <= static_cast<int>(cadastre::CsvDamage::TooManyColumns); ++damage) {
        EXPECT_TRUE(messages.has(messageKey(static_cast<cadastre::CsvDamage>(damage)))) << damage;
    }
}

TEST(ShippedMessages, SayTheSameInEveryLanguage) {
    const auto messages = Messages::load(cadastre::shipped("schema/messages"));
    EXPECT_TRUE(messages.speaks("en"));
    EXPECT_TRUE(messages.speaks("ru"));
    EXPECT_FALSE(messages.keys().empty());
}

}  // namespace
