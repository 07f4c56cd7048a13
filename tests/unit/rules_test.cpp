// The rules stand in four places: the rows of rule.csv, the queries, the messages and docs/rules.md. None may
// know of a rule that another doesn't.
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <set>

#include "profiles/checks/rule.h"
#include "profiles/checks/rule_queries.h"
#include "schema/csv_reader.h"
#include "schema/messages.h"
#include "schema/paths.h"

namespace cadastre::checks {
namespace {

using ::testing::HasSubstr;

/// Codes of rule.csv, by where they apply.
std::multimap<std::string, std::string> listedRules() {
    std::ifstream file(shipped("schema/codes/rule.csv"), std::ios::binary);
    CsvReader reader(bytesOf(file), {});
    std::multimap<std::string, std::string> rules;
    reader.next();
    while (reader.next())
        rules.emplace(reader.cells()[2], reader.cells()[0]);
    return rules;
}

std::multiset<std::string> queriedRules() {
    std::multiset<std::string> codes;
    for (const auto& room : {statementRules(), relationRules(), moneyRules()}) {
        for (const RuleGroup& group : room)
            codes.insert(group.rules.begin(), group.rules.end());
    }
    return codes;
}

std::string documentation() {
    std::ifstream file(shipped("docs/rules.md"));
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Rules, EachOverTheRegisterHasOneQueryAndNoQueryIsUnlisted) {
    std::multiset<std::string> listed;
    for (const auto& [applies, code] : listedRules()) {
        if (applies != "duplicates" && code != "omitted") listed.insert(code);
    }
    EXPECT_EQ(queriedRules(), listed);
}

TEST(Rules, EachHasAMessageAndAParagraph) {
    const Messages messages = Messages::load(shipped("schema/messages"));
    const std::string text = documentation();
    for (const auto& [applies, code] : listedRules()) {
        EXPECT_TRUE(messages.has("rule." + code + ".message")) << code;
        EXPECT_THAT(text, HasSubstr("\n### " + code + "\n"));
    }
}

TEST(Rules, EachSaysWhatItComparesWhyItMattersAndHowToMendAHitInBothLanguages) {
    const Messages messages = Messages::load(shipped("schema/messages"));
    std::ifstream file(shipped("schema/codes/rule.csv"), std::ios::binary);
    CsvReader reader(bytesOf(file), {});
    reader.next();
    const std::vector<std::string> heads(reader.cells().begin(), reader.cells().end());
    int rules = 0;
    for (; reader.next(); ++rules) {
        const std::string code(reader.cells()[0]);
        EXPECT_TRUE(messages.has("rule." + code + ".meaning")) << code;
        int texts = 0;
        for (std::size_t i = 0; i < heads.size(); ++i) {
            if (heads[i].starts_with("why_") || heads[i].starts_with("remedy_")) {
                ++texts;
                EXPECT_FALSE(reader.cells()[i].empty()) << code << ' ' << heads[i];
            }
        }
        EXPECT_EQ(texts, 4);
    }
    EXPECT_GE(rules, 21);
}

TEST(Rules, WhatKeepsARecordOutHasATitleWhereAFileIsChecked) {
    const Messages messages = Messages::load(shipped("schema/messages"));
    std::set<std::string> listed;
    for (const auto& [applies, code] : listedRules())
        listed.insert(code);
    for (const std::string& key : messages.keys()) {
        if (!key.starts_with("rule.") || !key.ends_with(".message")) continue;
        const std::string code = key.substr(5, key.size() - 5 - std::string(".message").size());
        EXPECT_TRUE(listed.contains(code) || messages.has("check_file.rule." + code)) << code;
    }
}

// The limits in a meaning are those in force: each {name} in it is a setting.
TEST(Rules, MeaningsNameNoLimitThatIsNotASetting) {
    const Messages messages = Messages::load(shipped("schema/messages"));
    std::ifstream file(shipped("schema/codes/setting.csv"), std::ios::binary);
    CsvReader reader(bytesOf(file), {});
    MessageArguments settings;
    while (reader.next())
        settings.emplace_back(reader.cells()[0], "7");
    for (const std::string& key : messages.keys()) {
        if (!key.starts_with("rule.") || !key.ends_with(".meaning")) continue;
        for (const char* language : {"en", "ru"})
            EXPECT_EQ(messages.text(language, key, settings).find('{'), std::string::npos) << key;
    }
}

TEST(Rules, WhatKeepsARecordOutIsDocumented) {
    const std::string text = documentation();
    for (const std::string& key : Messages::load(shipped("schema/messages")).keys()) {
        if (!key.starts_with("rule.") || !key.ends_with(".message")) continue;
        const std::string code = key.substr(5, key.size() - 5 - std::string(".message").size());
        EXPECT_TRUE(text.find("### " + code + "\n") != std::string::npos ||
                    text.find("`" + code + "`") != std::string::npos)
            << code << " is missing in docs/rules.md";
    }
}

TEST(Rules, HaveASeverityThatIsWrittenAndReadAlike) {
    for (const Severity severity :
         {Severity::blocking, Severity::error, Severity::warning, Severity::notice}) {
        EXPECT_EQ(severityOf(codeOf(severity)), severity);
    }
    EXPECT_THROW((void)severityOf("fatal"), std::invalid_argument);
}

}  // namespace
}  // namespace cadastre::checks
