// The duplicate search over the register: groups that keep their identity, findings that ask the owners, and
// what decisions make of both.
#include "profiles/duplicates/register/duplicate_store.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "profiles/checks/disposition_store.h"
#include "schema/errors.h"
#include "tests/db/register_seed.h"

namespace cadastre::tests {
namespace {

using duplicates::SearchOptions;
using duplicates::SearchSummary;

class DuplicateStore : public SeededDatabaseTest {
  protected:
    void SetUp() override {
        SeededDatabaseTest::SetUp();
        subject("MIN");
        subject("AGENCY", "MIN");
        subject("OTHER");
        static const std::vector<std::string> things = {
            "hunting licences", "river bridges",        "school meals",      "land parcels", "museum loans",
            "blood donors",     "veterinary passports", "radio frequencies", "coal mines",   "fishing quotas",
            "state archives",   "driving examiners",    "notaries",          "pharmacies",   "water wells",
            "customs brokers",  "grain elevators",      "organ transplants", "patents",      "orphans"};
        for (const std::string& thing : things) {
            asset("MIN", thing,
                  fmt::format(R"({{"name": "Register of {0}", "stage": "in_operation",
                "purpose": "Keeps the list of {0} with their owners and answers questions about {0}"}})",
                              thing));
        }
    }
    /// The same register of lighthouses entered by two bodies.
    void twins(const std::string& stage = "in_operation") {
        const std::string content =
            R"({"name": "Federal register of lighthouses and buoys", "stage": "%", "currency": "RUB",
            "yearly_cost": 100, "purpose": "Accounts for lighthouses, buoys and leading marks on inland waterways"})";
        std::string second = content;
        second.replace(second.find('%'), 1, stage);
        std::string first = content;
        first.replace(first.find('%'), 1, "in_operation");
        asset("AGENCY", "twin-1", first);
        asset("OTHER", "twin-2", second);
    }
    SearchSummary search(const SearchOptions& options = {}) {
        return duplicates::searchDuplicates(database(), {.actor = "test"}, options);
    }
    /// Among twenty made-up records the engine may suspect others too; these tests are about the twins.
    std::string group() {
        return valueOf(
            "select cluster_id from duplicate_cluster where kind = 'object' and cluster_id in "
            "(select cluster_id from duplicate_member join record using (uid) where holder_key = 'twin-1')");
    }
    std::string groupState() {
        return valueOf(fmt::format("select state from duplicate_cluster where cluster_id = '{}'", group()));
    }
    std::string findingStates() {
        return valueOf(
            "select coalesce(string_agg(record.holder_key || ' ' || finding.state, ', ' order by "
            "holder_key), '') "
            "from finding join record using (uid) where rule = 'duplicate-object' and holder_key like "
            "'twin%'");
    }
    void decide(const std::string& disposition) {
        WriteTransaction transaction(database(), {.actor = "a"});
        const std::string finding = valueOf(
            "select finding_id from finding join record using (uid) "
            "where rule = 'duplicate-object' and holder_key = 'twin-2'");
        checks::decide(
            transaction,
            {.finding = finding, .disposition = disposition, .reason = "two lighthouses", .actor = "a"});
        transaction.commit();
    }
};

TEST_F(DuplicateStore, FindsOneObjectEnteredTwiceAndAsksBothHolders) {
    twins();
    const SearchSummary summary = search();
    EXPECT_EQ(summary.kinds.at("object").money.at("RUB").high, 100);
    EXPECT_EQ(findingStates(), "twin-1 open, twin-2 open");
    EXPECT_EQ(
        valueOf("select sum(money_high) from finding join record using (uid) where rule = 'duplicate-object' "
                "and holder_key like 'twin%'"),
        "100")
        << "each is asked about its share, and the shares are the group's money";
    EXPECT_EQ(valueOf("select arguments->>'others' from finding join record using (uid) "
                      "where rule = 'duplicate-object' and holder_key = 'twin-1'"),
              "Federal register of lighthouses and buoys (OTHER/twin-2)");
}

TEST_F(DuplicateStore, APlansFindingCountsWhatExistsBesideIt) {
    twins("planned");
    search();
    EXPECT_EQ(
        valueOf("select arguments->>'members' from finding join record using (uid) "
                "where rule = 'duplicate-planned' and holder_key = 'twin-2' order by finding_id limit 1"),
        "2")
        << "the plan and the one that exists";
}

TEST_F(DuplicateStore, EveryKeptExplanationAddsUpToItsScoreAndShowsBothTexts) {
    twins();
    search();
    WriteTransaction transaction(database(), {.actor = "t"});
    int explained = 0;
    for (const Row row : transaction.runOnce("all", "select explanation::text from duplicate_cluster")) {
        const auto why = nlohmann::json::parse(row.get<std::string>(0));
        double sum = why["prior_bits"].get<double>();
        for (const auto& part : why["parts"])
            sum += part["bits"].get<double>();
        EXPECT_EQ(sum, why["bits"].get<double>());
        ++explained;
    }
    EXPECT_GT(explained, 0);
    EXPECT_EQ(valueOf("select explanation->'parts'->2->>'left' from duplicate_cluster where cluster_id = '" +
                      group() + "'"),
              "Accounts for lighthouses, buoys and leading marks on inland waterways");
}

TEST_F(DuplicateStore, TheSameMembersKeepTheirGroupAndALostGroupIsSuperseded) {
    twins();
    search();
    const std::string known = group();
    const SearchSummary again = search();
    EXPECT_EQ(again.fresh, 0);
    EXPECT_EQ(again.findingsOpened, 0);
    EXPECT_EQ(group(), known);

    asset("OTHER", "twin-2",
          R"({"name": "Payroll of the fire brigade", "purpose": "Pays firemen", "stage": "in_operation"})");
    EXPECT_GE(search().superseded, 1);
    EXPECT_EQ(groupState(), "superseded");
    EXPECT_EQ(findingStates(), "twin-1 closed, twin-2 closed");
}

TEST_F(DuplicateStore, WhatIsFoundAsItStandsIsNotWrittenAgain) {
    twins();
    search();
    // xmin is the transaction that wrote a row last.
    const auto written = [&]() {
        return valueOf(
            "select jsonb_build_array("
            "(select jsonb_object_agg(cluster_id, xmin::text || run_id) from duplicate_cluster),"
            "(select jsonb_object_agg(cluster_id::text || uid, xmin::text) from duplicate_member),"
            "(select jsonb_object_agg(finding_id, xmin::text) from finding))");
    };
    const std::string before = written();
    const SearchSummary again = search();
    EXPECT_EQ(written(), before);
    EXPECT_EQ(again.kinds.at("object").money.at("RUB").high, 100) << "it is counted all the same";

    asset("OTHER", "twin-2",
          R"({"name": "Federal register of lighthouses and buoys", "stage": "in_operation", "currency": "RUB",
        "yearly_cost": 300, "purpose": "Accounts for lighthouses, buoys and leading marks on inland waterways"})");
    EXPECT_EQ(search().fresh, 0);
    EXPECT_EQ(valueOf("select money_high from duplicate_cluster where cluster_id = '" + group() + "'"),
              "300");
    EXPECT_EQ(valueOf("select sum(money_high) from finding where cluster_id = '" + group() + "'"), "300");
}

TEST_F(DuplicateStore, AFindingClosedElsewhereOpensAgainWhileItsGroupIsFound) {
    twins();
    search();
    WriteTransaction transaction(database(), {.actor = "t"});
    transaction.runOnce("close", "update finding set state = 'closed' where cluster_id = '" + group() + "'");
    transaction.commit();
    search();
    EXPECT_EQ(findingStates(), "twin-1 open, twin-2 open");
}

TEST_F(DuplicateStore, WhatAnExperimentWroteIsPutRightByTheNextSearch) {
    twins();
    search({.hide = {"short_name"}});
    EXPECT_EQ(findingStates(), "");
    search();
    EXPECT_EQ(findingStates(), "twin-1 open, twin-2 open");
}

TEST_F(DuplicateStore, ADismissalHoldsUntilTheComparedFieldsChange) {
    twins();
    search();
    decide("false");
    EXPECT_EQ(groupState(), "dismissed");
    EXPECT_EQ(findingStates(), "twin-1 dismissed, twin-2 dismissed");
    search();
    EXPECT_EQ(groupState(), "dismissed");
    EXPECT_EQ(findingStates(), "twin-1 dismissed, twin-2 dismissed");

    asset("AGENCY", "twin-1",
          R"({"name": "Federal register of lighthouses and buoys", "stage": "in_operation",
        "currency": "RUB", "yearly_cost": 100, "purpose": "Accounts for lighthouses, buoys and leading marks of all inland waterways"})");
    EXPECT_EQ(search().reopened, 1);
    EXPECT_EQ(groupState(), "candidate");
    EXPECT_EQ(findingStates(), "twin-1 open, twin-2 open");
}

TEST_F(DuplicateStore, AnExperimentAsksNobodyAndForgetsNoDecision) {
    twins();
    search();
    decide("false");
    const SearchSummary experiment = search({.hide = {"name", "purpose", "short_name"}});
    EXPECT_TRUE(experiment.experiment);
    EXPECT_EQ(groupState(), "superseded");
    EXPECT_EQ(findingStates(), "twin-1 dismissed, twin-2 dismissed");
    search();
    EXPECT_EQ(groupState(), "dismissed");
}

TEST_F(DuplicateStore, AScopeLeavesOtherGroupsAsTheyStood) {
    twins();
    search();
    subject("ELSEWHERE");
    asset("AGENCY", "twin-1",
          R"({"name": "Payroll of the fire brigade", "purpose": "Pays firemen", "stage": "in_operation"})");
    search({.scope = "ELSEWHERE"});
    EXPECT_EQ(groupState(), "candidate");
    search({.scope = "MIN"});
    EXPECT_EQ(groupState(), "superseded") << "its member is held by a body below MIN";
    EXPECT_THROW(search({.scope = "NOBODY"}), UsageError);
    EXPECT_THROW(search({.hide = {"nosuch"}}), UsageError);
}

TEST_F(DuplicateStore, ADecisionFollowsTheRulesOfItsKind) {
    twins();
    search();
    EXPECT_THROW(decide("consolidate"), RuleViolation);
    EXPECT_THROW(decide("justified"), RuleViolation);
    EXPECT_THROW(decide("whatever"), UsageError);
    EXPECT_EQ(findingStates(), "twin-1 open, twin-2 open");
    WriteTransaction transaction(database(), {.actor = "a"});
    const std::string known = group();
    EXPECT_THROW(
        checks::decide(transaction, {.finding = "none", .disposition = "false", .reason = "r", .actor = "a"}),
        UsageError);
    const auto decided = checks::decide(transaction, {.finding = known,
                                                      .disposition = "consolidate",
                                                      .reason = "one is enough",
                                                      .plan = "move to twin-2",
                                                      .dueOn = "2027-03-31",
                                                      .actor = "a"});
    transaction.commit();
    EXPECT_EQ(decided.findings, 2);
    EXPECT_EQ(decided.findingState, "open");
    EXPECT_EQ(decided.groupState, "confirmed");
    EXPECT_EQ(valueOf("select string_agg(due_on::text, ',') from finding where cluster_id = '" + known + "'"),
              "2027-03-31,2027-03-31");
    EXPECT_EQ(valueOf("select kind || ' ' || actor from submission where submission_id = '" +
                      decided.submissionId + "'"),
              "decision a");
}

}  // namespace
}  // namespace cadastre::tests
