// What keeps one record out, whatever stands around it.
#include "importers/record_checks.h"

#include <gtest/gtest.h>

#include "tests/unit/record_collector.h"

namespace cadastre::importers {
namespace {

std::string blockedBy(const Record& record) {
    std::vector<Problem> problems;
    checkRecord(record, shippedDictionary(), problems);
    std::string rules;
    for (const auto& problem : problems) {
        EXPECT_EQ(problem.severity, "blocking");
        EXPECT_EQ(problem.position.line, 7U);
        rules += (rules.empty() ? "" : " ") + problem.rule;
    }
    return rules;
}

Record sound() {
    Record record;
    record.kind = "asset";
    record.key = "1";
    record.position = {0, 3, 7};
    record.fields = {{"class", {Value::Kind::text, "software"}}};
    return record;
}

TEST(RecordChecks, LetASoundRecordThrough) {
    EXPECT_EQ(blockedBy(sound()), "");
}

TEST(RecordChecks, WantAKindKeyAndClass) {
    auto record = sound();
    record.key.clear();
    record.fields.clear();
    EXPECT_EQ(blockedBy(record), "key-missing class-missing");
    record = sound();
    record.kind = "spaceship";
    EXPECT_EQ(blockedBy(record), "unknown-record-kind");
    record = sound();
    record.fields = {{"class", {Value::Kind::text, "poem"}}};
    EXPECT_EQ(blockedBy(record), "unknown-class");
    record.fields = {{"class", {Value::Kind::unknown, ""}}};
    EXPECT_EQ(blockedBy(record), "class-missing");
}

TEST(RecordChecks, CountCharactersOfAKeyAndBytesWhereTheyAreMore) {
    auto record = sound();
    record.key = std::string(1000, 'x');
    EXPECT_EQ(blockedBy(record), "");
    record.key += 'x';
    EXPECT_EQ(blockedBy(record), "key-too-long");
    record.key.clear();
    for (int i = 0; i < 1001; ++i)
        record.key += "я";
    EXPECT_EQ(blockedBy(record), "key-too-long");
}

TEST(RecordChecks, RefuseWhatNoListOrColumnCanHold) {
    auto record = sound();
    record.validFrom = "2024-02-30";
    record.functions = {{"cofog", "01", "half"}};
    record.relations = {{"married_to", "", "2"}};
    record.events = {{"exploded", "yesterday", "ruins", ""}};
    EXPECT_EQ(blockedBy(record),
              "not-a-date not-a-number unknown-relation-kind unknown-event-kind unknown-stage not-a-date");
}

}  // namespace
}  // namespace cadastre::importers
