// A group of duplicates as people read it: called by what its members do, its members told apart by number,
// and what is not known of its cost said in words.
#include <gtest/gtest.h>

#include <string>

#include "tests/web/running_service.h"
#include "tests/web/small_register.h"

namespace {

using namespace cadastre::tests;

constexpr const char* group = "/duplicates/00000000-0000-7000-8000-00000000cccc";

bool says(const std::string& body, const std::string& words) {
    return body.find(words) != std::string::npos;
}

class GroupPages : public ::testing::Test {
  protected:
    std::string page(const std::string& target) const { return service_.get(target).body; }

    SmallRegister register_;
    RunningService service_{register_.address()};
};

TEST_F(GroupPages, CallAGroupByTheFunctionThatAllItsMembersPerform) {
    EXPECT_TRUE(says(page(group), "<h1>Different systems for one function</h1>")) << page(group);
    register_.execute(
        "insert into asset_function (uid, classifier, function_code) select uid, 'typical', 'T01.1' from "
        "asset"
        " where register_number in (1, 2)");
    EXPECT_TRUE(says(page(group), "<h1>Different systems for one function</h1>"));
    register_.execute(
        "insert into asset_function (uid, classifier, function_code) select uid, 'typical', 'T01.1' from "
        "asset"
        " where register_number = 3");
    EXPECT_TRUE(says(page(group), "<h1>Different systems for one function: ")) << page(group);
    EXPECT_TRUE(says(page("/duplicates"), "Different systems for one function: "));
}

TEST_F(GroupPages, TellMembersApartByNumberAndSayWhatOnlyOneOfThemStates) {
    const std::string body = page(group);
    EXPECT_TRUE(says(body, "No. 1 · Ministry of &lt;b&gt;Health&lt;/b&gt;")) << body;
    EXPECT_TRUE(says(body, "Compare with no. 1"));
    EXPECT_TRUE(says(body, "the same"));
    EXPECT_TRUE(says(body, "different"));
    EXPECT_TRUE(says(body, "only no. 2 says it")) << body;
}

TEST_F(GroupPages, SayThatWhatAnOverlapCostsIsNotKnownHere) {
    register_.execute(
        "update duplicate_member set money_low = null, money_high = null, currency = null;"
        "update duplicate_cluster set money_low = null, money_high = null, currency = null, unknown_costs = "
        "3");
    EXPECT_TRUE(says(page(group), "No cost is stated for any of the 3 systems")) << page(group);
    EXPECT_TRUE(says(page("/duplicates"), "so what the overlap costs is not known here"));
}

}  // namespace
