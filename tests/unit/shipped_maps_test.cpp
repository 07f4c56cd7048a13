// The shipped maps read every row of the real sets: what blocks is only what can't be read or identified.
#include <gtest/gtest.h>

#include "tests/real_data.h"
#include "tests/unit/record_collector.h"

namespace cadastre::importers {
namespace {

using Counts = std::map<std::string, std::size_t>;

TEST(ShippedMaps, RihaGivesASystemForEachRow) {
    CADASTRE_NEEDS_REAL_DATA("riha/riha_infosystems.csv");
    RecordCollector read = readInput({tests::realData() / "riha/riha_infosystems.csv", "auto", "riha", ""});
    EXPECT_EQ(read.rows, 1163U);
    EXPECT_EQ(read.ignoredRows, 0U);
    EXPECT_EQ(read.problems.size(), 0U) << read.told();
    EXPECT_EQ(read.primary, (Counts{{"asset", 1163}}));
    std::map<std::string, std::size_t> stages, relations, owners;
    std::size_t functions = 0;
    for (const Record& record : read.records) {
        if (record.kind == "subject") ++owners[record.key];
        if (record.kind != "asset") continue;
        ++stages[RecordCollector::field(record, "stage")->text];
        functions += record.functions.size();
        for (const StatedRelation& relation : record.relations)
            ++relations[relation.kind];
    }
    EXPECT_EQ(owners.size(), 517U);
    EXPECT_EQ(functions, 813U);
    EXPECT_EQ(relations, (Counts{{"instance_of", 483}, {"part_of", 135}}));
    EXPECT_EQ(stages["in_operation"], 642U);
    EXPECT_EQ(stages["decommissioned"], 63U);
    EXPECT_EQ(stages["planned"], 352U);
}

}  // namespace
}  // namespace cadastre::importers
