// Every rule that reading can report has words in both languages: what is wrong, and how to mend it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "schema/messages.h"

namespace cadastre::importers {
namespace {

/// Rule codes are the string constants of kebab case in the sources of reading.
std::set<std::string> rulesInSources() {
    std::set<std::string> rules = {"encoding", "schema"};
    const std::regex code("\"([a-z]+(?:-[a-z]+)+)\"");
    for (const char* folder : {"importers", "profiles/assets"}) {
        for (const auto& entry : std::filesystem::directory_iterator(folder)) {
            const std::string name = entry.path().filename().string();
            if (name.ends_with("_store.cpp")) continue;
            std::ifstream file(entry.path());
            std::stringstream text;
            text << file.rdbuf();
            const std::string source = text.str();
            for (std::sregex_iterator found(source.begin(), source.end(), code), end; found != end; ++found)
                rules.insert((*found)[1]);
        }
    }
    return rules;
}

TEST(ReadingMessages, SayEachRule) {
    const Messages messages = Messages::load("schema/messages");
    const std::set<std::string> rules = rulesInSources();
    EXPECT_GT(rules.size(), 40U);
    for (const std::string& rule : rules) {
        EXPECT_TRUE(messages.has("rule." + rule + ".message")) << rule;
    }
}

TEST(ReadingMessages, SpeakOfNoRuleThatIsGone) {
    const std::set<std::string> rules = rulesInSources();
    std::ifstream file("schema/messages/importers.en.json");
    std::stringstream text;
    text << file.rdbuf();
    const std::string json = text.str();
    const std::regex key("\"rule\\.([a-z-]+)\\.message\"");
    for (std::sregex_iterator found(json.begin(), json.end(), key), end; found != end; ++found) {
        EXPECT_TRUE(rules.contains((*found)[1])) << (*found)[1];
    }
}

}  // namespace
}  // namespace cadastre::importers
