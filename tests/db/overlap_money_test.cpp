// Groups of duplicates share systems: sums over groups count them twice, the register's totals never do.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>

#include "profiles/duplicates/register/price.h"
#include "reports/report_store.h"
#include "tests/db/register_seed.h"

namespace cadastre::tests {
namespace {

using reports::Total;

class OverlapMoney : public SeededDatabaseTest {
  protected:
    void SetUp() override {
        SeededDatabaseTest::SetUp();
        subject("ONE");
        subject("TWO");
        execute(
            "insert into duplicate_run (run_id, started_at, model_version, options) values "
            "('00000000-0000-7000-8000-00000000000d', now(), '1', '{}')");
        system("ONE", "a", "\"functions\": [{\"classifier\": \"cofog\", \"code\": \"01.1\"}]");
        system("ONE", "b",
               "\"functions\": [{\"classifier\": \"cofog\", \"code\": \"01.1\"}, {\"classifier\": \"cofog\", "
               "\"code\": "
               "\"01.3\"}]");
        system("TWO", "c", "\"functions\": []");
    }
    void system(const std::string& holder, const std::string& key, const std::string& more) const {
        asset(holder, key,
              fmt::format(R"({{"name": "System {}", "stage": "in_operation", "currency": "RUB", {}}})", key,
                          more));
    }
    /// A group of systems that cost 1001 kopecks a year each, priced as the engine prices it.
    void group(char digit, const std::string& kind, const std::vector<std::string>& keys,
               const std::string& state = "candidate") const {
        const std::vector<duplicates::MemberCost> costs(keys.size(), {1001, std::nullopt, "RUB", 1000});
        const duplicates::Price price = duplicates::priceOverlap(costs, 500, 1000);
        const std::string cluster = fmt::format("00000000-0000-7000-8000-0000000000c{}", digit);
        execute(fmt::format(
            "insert into duplicate_cluster (cluster_id, kind, run_id, state, score, money_low, money_high, "
            "currency, "
            "explanation, member_hash, compared_hash) values ('{0}', '{1}', "
            "'00000000-0000-7000-8000-00000000000d', '{2}', 0.9, {3}, {4}, 'RUB', '{{}}', md5('{0}')::uuid, "
            "md5('x')::uuid)",
            cluster, kind, state, price.ranges[0].low, price.ranges[0].high));
        for (std::size_t i = 0; i < keys.size(); ++i) {
            execute(fmt::format(
                "insert into duplicate_member (cluster_id, uid, score, money_low, money_high, currency) "
                "values ('{}', '{}', 0.9, {}, {}, 'RUB')",
                cluster, uidOf(keys[i]), price.shares[i]->low, price.shares[i]->high));
        }
    }
    /// money_high of the totals, counted by what the report counts by.
    [[nodiscard]] std::map<std::string, std::string> totalsOf(const std::string& report) const {
        ReadTransaction transaction(database());
        std::map<std::string, std::string> sums;
        for (const Total& total : reports::totals(transaction, {.report = report})) {
            for (const auto& [column, sum] : total.sums) {
                if (column == "money_high" && sum) sums[total.countedBy.value_or("")] = *sum;
            }
        }
        return sums;
    }
    [[nodiscard]] std::string csvOf(const reports::ReportRequest& request) const {
        ReadTransaction transaction(database());
        std::string csv;
        reports::copyCsv(transaction, request, [&](std::string_view piece) { csv += piece; });
        return csv;
    }
};

TEST_F(OverlapMoney, CountsASystemOnceThatStandsInTwoGroups) {
    group('1', "functional", {"a", "b"});
    group('2', "planned", {"b", "c"});
    EXPECT_EQ(valueOf("select sum(money_high) from duplicate_cluster"), "2002") << "the naive sum";
    EXPECT_EQ(valueOf("select sum(money_high) from system_in_overlap"), "1502")
        << "500 of a, 501 of b, 501 of c";
    EXPECT_THAT(totalsOf("duplicates"), testing::UnorderedElementsAre(testing::Pair("functional", "10.01"),
                                                                      testing::Pair("planned", "5.01")));
}

TEST_F(OverlapMoney, AddsUpToTheSameWholeByHolderAndByFunction) {
    group('1', "functional", {"a", "b"});
    group('2', "planned", {"b", "c"});
    EXPECT_THAT(totalsOf("overlap"), testing::UnorderedElementsAre(testing::Pair("holder", "15.02"),
                                                                   testing::Pair("cofog", "15.02")));
    EXPECT_THAT(csvOf({.report = "overlap", .filters = {{"tree", "cofog"}}}),
                testing::AllOf(testing::HasSubstr("cofog,01.1,"), testing::HasSubstr(",2,0,RUB,3.76,7.51\n"),
                               testing::HasSubstr(",1,0,RUB,1.25,2.50\n"),
                               testing::HasSubstr("cofog,,,1,0,RUB,2.51,5.01\n")));
}

TEST_F(OverlapMoney, OfOneBodyIsWhatFallsOnItsSystems) {
    group('1', "functional", {"a", "b"});
    group('2', "planned", {"b", "c"});
    EXPECT_THAT(csvOf({.report = "overlap", .filters = {{"subject", "TWO"}, {"tree", "holder"}}}),
                testing::EndsWith("holder,TWO,Body TWO,1,0,RUB,2.51,5.01\n"));
}

TEST_F(OverlapMoney, LeavesOutWhatWasDismissedAndWhatIsReuse) {
    group('1', "functional", {"a", "b"}, "dismissed");
    group('2', "family", {"b", "c"});
    EXPECT_EQ(valueOf("select count(*) from system_in_overlap"), "0");
}

TEST_F(OverlapMoney, RefusesAShareThatIsNoRangeOrHasNoCurrency) {
    group('1', "functional", {"a", "b"});
    EXPECT_ANY_THROW(execute("update duplicate_member set money_low = money_high + 1"));
    EXPECT_ANY_THROW(execute("update duplicate_member set currency = null"));
}

}  // namespace
}  // namespace cadastre::tests
