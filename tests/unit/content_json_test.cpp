// The JSON that a record's content becomes.
#include "importers/content_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace cadastre::importers {
namespace {

std::string contentOf(const Record& record) {
    std::string out;
    appendContent(out, record);
    return out;
}

TEST(ContentJson, KeepsTextNumbersAndBooleansApart) {
    Record record;
    record.fields = {{"name", {Value::Kind::text, "12"}},
                     {"users", {Value::Kind::number, "12"}},
                     {"domestic", {Value::Kind::boolean, "true"}}};
    EXPECT_EQ(contentOf(record), R"({"name":"12","users":12,"domestic":true})");
}

TEST(ContentJson, TellsUnknownFromWithheldFromNotStated) {
    Record record;
    record.fields = {{"a", {Value::Kind::unknown, "2027-01-01"}},
                     {"b", {Value::Kind::unknown, ""}},
                     {"c", {Value::Kind::withheld, "Section 43"}}};
    EXPECT_EQ(contentOf(record), R"({"unknown":{"a":"2027-01-01","b":""},"withheld":{"c":"Section 43"}})");
}

TEST(ContentJson, EscapesWhatWouldEndTheTextOrTheLine) {
    Record record;
    std::string wild = "\"\\\n\r\t/é";
    wild += '\x01';
    record.fields = {{"name", {Value::Kind::text, wild}}};
    EXPECT_EQ(nlohmann::json::parse(contentOf(record))["name"].get<std::string>(), wild);
}

TEST(ContentJson, WritesFunctionsAndRelationsAsStated) {
    Record record;
    record.functions = {{"cofog", "01.1", "60"}, {"typical", "T03", ""}};
    record.relations = {{"uses", "", "7"}};
    EXPECT_EQ(
        contentOf(record),
        R"({"functions":[{"classifier":"cofog","code":"01.1","share":60},{"classifier":"typical","code":"T03"}],)"
        R"("relations":[{"kind":"uses","subject":"","key":"7"}]})");
}

TEST(ContentJson, LeavesOutOfAnEventWhatIsNotKnown) {
    Record record;
    record.events = {{"commissioned", "2020-01-01", "in_operation", "act 5"}, {"first_recorded", "", "", ""}};
    std::string out;
    appendEvents(out, record);
    EXPECT_EQ(out, R"([{"kind":"commissioned","on":"2020-01-01","stage":"in_operation","note":"act 5"},)"
                   R"({"kind":"first_recorded"}])");
}

}  // namespace
}  // namespace cadastre::importers
