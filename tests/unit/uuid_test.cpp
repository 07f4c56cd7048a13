// Identifiers in the order of time.
#include "schema/uuid.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

namespace cadastre {
namespace {

TEST(Uuid, IsOfVersionSeven) {
    EXPECT_TRUE(std::regex_match(
        makeUuid(), std::regex("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")));
}

TEST(Uuid, GrowsWithinASourceHoweverFastItIsAsked) {
    UuidSource source;
    std::string former = source.next();
    for (int i = 0; i < 20000; ++i) {
        auto next = source.next();
        ASSERT_LT(former, next);
        former = std::move(next);
    }
}

TEST(Uuid, DiffersBetweenSources) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i)
        seen.insert(UuidSource().next());
    EXPECT_EQ(seen.size(), 1000U);
}

}  // namespace
}  // namespace cadastre
