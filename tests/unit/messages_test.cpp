// The message catalogue: languages that say the same, values put in, and the shipped catalogue itself.
#include "schema/messages.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "schema/errors.h"
#include "schema/paths.h"

namespace {

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

TEST(ShippedMessages, SayTheSameInEveryLanguage) {
    const auto messages = Messages::load(cadastre::shipped("schema/messages"));
    EXPECT_TRUE(messages.speaks("en"));
    EXPECT_TRUE(messages.speaks("ru"));
    EXPECT_FALSE(messages.keys().empty());
}

}  // namespace
