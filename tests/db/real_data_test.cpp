// Each public data set goes in through its map with the counts that were counted by hand, and once more
// unchanged.
#include "tests/real_data.h"

#include "tests/db/import_fixture.h"

namespace cadastre::tests {
namespace {

class RealDataTest : public ImportTest {
  protected:
    [[nodiscard]] std::string everythingKept() const {
        return valueOf(
            "select (select count(*) from record_version) || ' ' || (select count(*) from event) || ' ' || "
            "(select count(*) from relation) || ' ' || (select count(*) from asset_function) || ' ' || "
            "(select count(*) from finding)");
    }
    // Imports the set twice: `first` is the answer to the first, the second finds nothing new and adds
    // nothing.
    void goesInOnce(const std::string& path, const std::string& map, const std::string& first) const {
        EXPECT_EQ(counts(importSet(path, map)), first);
        const auto kept = everythingKept();
        const auto again = importSet(path, map);
        EXPECT_EQ(again.counts.unchanged, again.counts.read);
        EXPECT_EQ(again.counts.accepted + again.counts.rejected, 0);
        EXPECT_EQ(everythingKept(), kept);
    }
};

TEST_F(RealDataTest, TakesInTheEstonianRegister) {
    CADASTRE_NEEDS_REAL_DATA("riha");
    goesInOnce("riha", "riha", "1163 = 1163 + 0 + 0");
    EXPECT_EQ(valueOf("select count(*) from asset"), "1163");
    EXPECT_EQ(valueOf("select count(*) from subject"), "517");
    EXPECT_EQ(valueOf("select count(*) from relation where other_uid is null"), "23");
    EXPECT_EQ(valueOf("select count(*) from asset where stage = 'in_operation' and commissioned_on is null"),
              "99");
}

// Two rows are "Unnamed: 144" and its like, which the map passes over.
TEST_F(RealDataTest, TakesInTheBritishMajorProjects) {
    CADASTRE_NEEDS_REAL_DATA("uk_gmpp");
    goesInOnce("uk_gmpp", "uk_gmpp", "1729 = 1727 + 2 + 0");
    EXPECT_EQ(valueOf("select count(*) from record_version where kind = 'project'"), "1727");
    EXPECT_EQ(valueOf("select count(*) from project"),
              valueOf("select count(*) from record where kind = 'project'"));
}

TEST_F(RealDataTest, TakesInTheUsesOfArtificialIntelligence) {
    CADASTRE_NEEDS_REAL_DATA("us_ai_inventory");
    goesInOnce("us_ai_inventory", "us_ai_inventory", "3408 = 3408 + 0 + 0");
    EXPECT_EQ(valueOf("select count(*) from asset"), "3408");
}

TEST_F(RealDataTest, TakesInTheDepartmentsInvestmentsWithTheirMoneyAndMetrics) {
    CADASTRE_NEEDS_REAL_DATA("us_hhs_2012");
    goesInOnce("us_hhs_2012", "us_hhs_2012", "2698 = 2698 + 0 + 0");
    EXPECT_EQ(valueOf("select count(*) from programme"), "721");
    EXPECT_EQ(valueOf("select count(*) from asset"), "721");
    EXPECT_EQ(valueOf("select count(*) from task"), "1102");
}

TEST_F(RealDataTest, TakesInTheFederalDomains) {
    CADASTRE_NEEDS_REAL_DATA("feeds");
    goesInOnce("feeds/us_federal_domains.csv", "us_federal_domains", "1321 = 1321 + 0 + 0");
    EXPECT_EQ(valueOf("select count(*) from evidence"), "1321");
}

}  // namespace
}  // namespace cadastre::tests
