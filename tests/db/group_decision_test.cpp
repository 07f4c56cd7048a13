// What people decide about groups of duplicates, and that no later search undoes it: each decision by the
// store the command and the page use, and against whoever writes SQL.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "profiles/duplicates/register/duplicate_store.h"
#include "profiles/duplicates/register/group_decision_store.h"
#include "schema/errors.h"
#include "schema/paths.h"
#include "tests/db/register_seed.h"

namespace cadastre::tests {
namespace {

using duplicates::DecidedGroup;

class GroupDecisions : public SeededDatabaseTest {
  protected:
    void SetUp() override {
        SeededDatabaseTest::SetUp();
        subject("MIN");
        for (const char* body : {"A", "B", "C", "D"})
            subject(body);
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
    /// One register of lighthouses, entered by each of these bodies.
    void lighthouses(const std::vector<std::string>& bodies) {
        for (const std::string& body : bodies)
            lighthouse(body, "Accounts for lighthouses, buoys and leading marks on inland waterways");
    }
    void lighthouse(const std::string& body, const std::string& purpose, const std::string& key = "") {
        asset(body, "light-" + (key.empty() ? body : key),
              fmt::format(R"({{"name": "Federal register of lighthouses and buoys", "stage": "in_operation",
            "currency": "RUB", "yearly_cost": 100, "purpose": "{}"}})",
                          purpose));
    }
    duplicates::SearchSummary search() {
        return duplicates::searchDuplicates(database(), {.actor = "test"}, {});
    }
    /// The object group that stands and holds this body's lighthouses; "" when there is none.
    std::string groupOf(const std::string& body, const std::string& kind = "object") {
        return valueOf(fmt::format(
            "select coalesce((select cluster_id::text from duplicate_cluster join duplicate_member using "
            "(cluster_id) join record using (uid) where duplicate_cluster.kind = '{}' and state <> "
            "'superseded' and holder_key "
            "= "
            "'light-{}'), '')",
            kind, body));
    }
    /// "A B" and the like.
    std::string membersOf(const std::string& group) {
        return valueOf(fmt::format(
            "select string_agg(substr(holder_key, 7), ' ' order by holder_key) from duplicate_member join "
            "record using (uid) where cluster_id::text = '{}'",
            group));
    }
    std::string stateOf(const std::string& group) {
        return valueOf(
            fmt::format("select state from duplicate_cluster where cluster_id::text = '{}'", group));
    }
    DecidedGroup decide(const std::string& group, const std::string& decision,
                        const std::vector<std::vector<std::string>>& parts = {},
                        const std::string& evidence = "Act 12 of 2026") {
        WriteTransaction transaction(database(), {.actor = "ann"});
        const auto decided = duplicates::decideGroup(transaction, {.group = group,
                                                                   .decision = decision,
                                                                   .parts = parts,
                                                                   .reason = "looked at both",
                                                                   .evidence = evidence,
                                                                   .actor = "ann"});
        transaction.commit();
        return decided;
    }
    std::string refusedBy(const std::string& sql) const {
        try {
            execute(sql);
            return {};
        } catch (const RuleViolation& violation) {
            return violation.constraint();
        }
    }
    /// The database's own check that no group stands against a decision.
    void nothingIsUndone() {
        std::ifstream file(shipped("schema/checks/duplicate_decision_holds.sql"));
        const std::string sql{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
        EXPECT_EQ(valueOf("select count(*) from (" + sql + ") broken"), "0");
    }
};

TEST_F(GroupDecisions, ADroppedMemberStaysOutOfLaterSearches) {
    lighthouses({"A", "B", "C"});
    search();
    const std::string group = groupOf("A");
    ASSERT_EQ(membersOf(group), "A B C");
    EXPECT_EQ(valueOf("select money_high from duplicate_cluster where cluster_id = '" + group + "'"), "200");
    decide(group, "drop", {{"C/light-C"}});
    EXPECT_EQ(membersOf(group), "A B");
    EXPECT_EQ(valueOf("select money_high from duplicate_cluster where cluster_id = '" + group + "'"), "100");
    EXPECT_EQ(
        valueOf("select string_agg(holder_key || ' ' || state, ', ' order by holder_key) from finding join "
                "record using (uid) where rule = 'duplicate-object' and holder_key like 'light%'"),
        "light-A open, light-B open, light-C closed");
    nothingIsUndone();
    for (int again = 0; again < 2; ++again) {
        search();
        EXPECT_EQ(groupOf("A"), group);
        EXPECT_EQ(membersOf(group), "A B");
        EXPECT_EQ(groupOf("C"), "");
        nothingIsUndone();
    }
    lighthouses({"D"});
    search();
    EXPECT_EQ(membersOf(groupOf("A")), "A B D") << "a newcomer joins, the dropped one does not come with it";
    nothingIsUndone();
}

TEST_F(GroupDecisions, ADroppedMemberComesBackWhenItsComparedFieldsMateriallyChange) {
    lighthouses({"A", "B", "C"});
    search();
    const std::string group = groupOf("A");
    decide(group, "drop", {{uidOf("light-C")}});
    lighthouse("C", "ACCOUNTS for lighthouses; buoys and leading marks on inland waterways.");
    EXPECT_EQ(search().lapsed, 0) << "case and punctuation are nothing material";
    EXPECT_EQ(groupOf("C"), "");
    lighthouse("C", "Accounts for lighthouses, buoys and leading marks on all inland waterways");
    EXPECT_EQ(search().lapsed, 1);
    EXPECT_EQ(membersOf(groupOf("C")), "A B C");
    EXPECT_EQ(valueOf("select changes->0->>'field' || ': ' || (changes->0->>'is') from duplicate_lapse"),
              "purpose: Accounts for lighthouses, buoys and leading marks on all inland waterways");
}

TEST_F(GroupDecisions, ASplitGroupStaysSplit) {
    lighthouses({"A", "B", "C"});
    lighthouse("C", "Accounts for lighthouses, buoys and leading marks on inland waterways", "D");
    search();
    const std::string group = groupOf("A");
    const DecidedGroup decided = decide(group, "split", {{uidOf("light-C"), uidOf("light-D")}});
    ASSERT_EQ(decided.groups.size(), 2U);
    EXPECT_EQ(membersOf(decided.groups[0]), "A B");
    EXPECT_EQ(membersOf(decided.groups[1]), "C D");
    EXPECT_EQ(valueOf("select count(*) from finding where cluster_id = '" + decided.groups[1] + "'"), "2");
    search();
    EXPECT_EQ(groupOf("A"), decided.groups[0]);
    EXPECT_EQ(groupOf("D"), decided.groups[1]);
    nothingIsUndone();
}

TEST_F(GroupDecisions, SameFunctionDifferentSystemsIsAnotherKindOfGroup) {
    lighthouses({"A", "B"});
    search();
    const std::string group = groupOf("A");
    decide(group, "same_function");
    EXPECT_EQ(groupOf("A", "functional"), group);
    for (int again = 0; again < 2; ++again) {
        search();
        EXPECT_EQ(groupOf("A"), "") << "nobody says again that they are one thing";
        EXPECT_EQ(groupOf("A", "functional"), group);
        EXPECT_EQ(
            valueOf("select count(*) from finding where state = 'open' and rule = 'duplicate-functional' and "
                    "cluster_id = '" +
                    group + "'"),
            "2");
        nothingIsUndone();
    }
}

TEST_F(GroupDecisions, AConfirmedGroupStandsUntilAComparedFieldIsAnother) {
    lighthouses({"A", "B"});
    search();
    const std::string group = groupOf("A");
    EXPECT_EQ(decide(group, "confirm").state, "confirmed");
    lighthouses({"C"});
    search();
    EXPECT_EQ(stateOf(group), "confirmed") << "a third one makes another group, not this one undone";
    lighthouse("B", "Accounts for lighthouses of the sea");
    search();
    EXPECT_NE(stateOf(group), "confirmed");
    EXPECT_EQ(valueOf("select changes->0->>'was' from duplicate_lapse"),
              "Accounts for lighthouses, buoys and leading marks on inland waterways");
}

TEST_F(GroupDecisions, ADismissedGroupIsNotAskedAboutAgainNotEvenInPart) {
    lighthouses({"A", "B", "C"});
    search();
    const std::string group = groupOf("A");
    EXPECT_EQ(decide(group, "dismiss").state, "dismissed");
    EXPECT_EQ(
        valueOf("select string_agg(distinct state, ',') from finding where cluster_id = '" + group + "'"),
        "dismissed");
    asset("C", "light-C",
          R"({"name": "Federal register of lighthouses and buoys", "stage": "cancelled",
        "purpose": "Accounts for lighthouses, buoys and leading marks on inland waterways"})");
    search();
    EXPECT_EQ(groupOf("A"), "") << "what is left of the group was answered with it";
    asset("C", "light-C", R"({"name": "Payroll of the fire brigade", "purpose": "Pays firemen"})");
    search();
    EXPECT_EQ(decide(groupOf("A"), "reopen").state, "candidate") << "C left: the question is another one";
}

TEST_F(GroupDecisions, WhatWasDecidedCanBeTakenBack) {
    lighthouses({"A", "B", "C"});
    search();
    const std::string group = groupOf("A");
    decide(group, "drop", {{"C/light-C"}});
    decide(group, "confirm");
    EXPECT_EQ(decide(group, "reopen").state, "candidate");
    search();
    EXPECT_EQ(membersOf(groupOf("C")), "A B C");
}

TEST_F(GroupDecisions, ADecisionNeedsAGroupMembersAndEvidence) {
    lighthouses({"A", "B", "C"});
    search();
    const std::string group = groupOf("A");
    EXPECT_THROW(decide("none", "confirm"), UsageError);
    EXPECT_THROW(decide(group, "whatever"), UsageError);
    EXPECT_THROW(decide(group, "drop"), UsageError);
    EXPECT_THROW(decide(group, "drop", {{"nobody"}}), UsageError);
    EXPECT_THROW(decide(group, "drop", {{"A/light-A", "B/light-B"}}), UsageError) << "nothing would be left";
    EXPECT_THROW(decide(group, "split", {{"A/light-A"}, {"A/light-A"}}), UsageError);
    EXPECT_THROW(decide(group, "confirm", {}, " "), RuleViolation);
    EXPECT_EQ(membersOf(group), "A B C");
    EXPECT_EQ(stateOf(group), "candidate");
}

TEST_F(GroupDecisions, TheDatabaseKeepsWhatWasSaidAndTakesNothingHalf) {
    lighthouses({"A", "B", "C"});
    search();
    const std::string group = groupOf("A");
    decide(group, "drop", {{"C/light-C"}});
    EXPECT_EQ(valueOf("select string_agg(distinct model_version, ',') from duplicate_decision"),
              valueOf("select model_version from duplicate_run limit 1"));
    EXPECT_EQ(valueOf("select compared->>'name' from duplicate_decision_member where uid = '" +
                      uidOf("light-C") + "'"),
              "Federal register of lighthouses and buoys");
    for (const char* table : {"duplicate_decision", "duplicate_decision_member", "duplicate_lapse"}) {
        EXPECT_EQ(refusedBy(fmt::format("truncate {} cascade", table)), "append_only") << table;
    }
    EXPECT_EQ(refusedBy("delete from duplicate_decision_member"), "append_only");
    EXPECT_EQ(refusedBy("update duplicate_decision set reason = 'another'"), "append_only");
    const std::string word =
        "insert into duplicate_decision (decision_id, cluster_id, decision, reason, evidence, actor, "
        "submission_id) "
        "select '00000000-0000-7000-8000-0000000000dd', '" +
        group +
        "', '{}', 'r', {}, 'sql', submission_id "
        "from duplicate_decision limit 1; ";
    const auto said = [&](const std::string& decision, const std::string& evidence) {
        return fmt::format(fmt::runtime(word), decision, evidence);
    };
    EXPECT_EQ(refusedBy(said("confirm", "null")), "decision_has_evidence");
    EXPECT_EQ(refusedBy(said("drop", "'e'")), "decision_takes_sides");
    const auto member = [&](const std::string& body, int side) {
        return fmt::format(
            "insert into duplicate_decision_member values ('00000000-0000-7000-8000-0000000000dd', '{}', "
            "{}, '{{}}'); ",
            uidOf("light-" + body), side);
    };
    EXPECT_EQ(refusedBy(said("drop", "'e'") + member("C", 1)), "decision_names_members");
    EXPECT_EQ(refusedBy(said("drop", "'e'") + member("A", 0) + member("B", 1)), "decision_is_applied");
    EXPECT_EQ(refusedBy(said("confirm", "'e'") + member("A", 0) + member("B", 0)), "");
}

}  // namespace
}  // namespace cadastre::tests
