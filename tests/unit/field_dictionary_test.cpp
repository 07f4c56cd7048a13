// The shipped dictionary loads and answers what readers ask.
#include "profiles/assets/field_dictionary.h"

#include <gtest/gtest.h>

#include <map>

namespace cadastre::assets {
namespace {

class ShippedDictionary : public testing::Test {
  protected:
    FieldDictionary dictionary_ = FieldDictionary::load("schema/codes");
};

TEST_F(ShippedDictionary, KnowsAFieldByKindClassAndCode) {
    ASSERT_NE(dictionary_.find("asset", "information_system", "purpose"), nullptr);
    EXPECT_EQ(dictionary_.find("asset", "information_system", "purpose")->maximumLength, 2000U);
    EXPECT_NE(dictionary_.find("asset", "software", "vendor"), nullptr);
    EXPECT_EQ(dictionary_.find("asset", "information_system", "vendor"), nullptr);
    EXPECT_EQ(dictionary_.find("asset", "spaceship", "name"), nullptr);
    EXPECT_EQ(dictionary_.find("project", "information_system", "planned_cost")->type, FieldType::money);
}

TEST_F(ShippedDictionary, GivesOneTypeToACodeThatSeveralClassesShare) {
    std::map<std::string, FieldType> types;
    for (const Field& field : dictionary_.fields()) {
        if (field.recordKind != "asset") continue;
        EXPECT_EQ(types.emplace(field.code, field.type).first->second, field.type) << field.code;
    }
}

TEST_F(ShippedDictionary, ConvertsMoneyByTheDigitsOfTheCurrency) {
    const Field& cost = *dictionary_.find("cost_line", "", "planned");
    EXPECT_EQ(dictionary_.read(cost, "12.34", "RUB").value.text, "1234");
    EXPECT_EQ(dictionary_.read(cost, "12", "JPY").value.text, "12");
    EXPECT_EQ(dictionary_.read(cost, "12.3", "JPY").broken, "too-many-decimals");
    EXPECT_EQ(dictionary_.read(cost, "12.345", "BHD").value.text, "12345");
    EXPECT_EQ(dictionary_.read(cost, "12").broken, "currency-missing");
    EXPECT_EQ(dictionary_.read(cost, "12", "XQQ").broken, "unknown-currency");
}

TEST_F(ShippedDictionary, KeepsACodeThatNoListHolds) {
    const Field& stage = *dictionary_.find("asset", "information_system", "stage");
    EXPECT_EQ(dictionary_.read(stage, "sleeping").value.text, "sleeping");
    EXPECT_FALSE(dictionary_.hasCode("stage", "sleeping"));
    EXPECT_TRUE(dictionary_.hasCode("stage", "in_operation"));
}

TEST(FieldDictionary, NamesTheFileThatIsMissing) {
    try {
        (void)FieldDictionary::load("tests/unit/no-such-folder");
        FAIL() << "loaded from nothing";
    } catch (const std::runtime_error& error) {
        EXPECT_NE(std::string(error.what()).find("field.csv"), std::string::npos);
    }
}

}  // namespace
}  // namespace cadastre::assets
