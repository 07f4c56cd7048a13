// What the rules find in the public data sets, against what was counted by hand: a rule that cries wolf is as
// wrong as one that sleeps.
#include <fmt/format.h>

#include "profiles/checks/finding_store.h"
#include "profiles/duplicates/register/duplicate_store.h"
#include "tests/db/import_fixture.h"
#include "tests/real_data.h"

namespace cadastre::tests {
namespace {

class RealRules : public ImportTest {
  protected:
    [[nodiscard]] std::string found(const std::string& rule, const std::string& condition = "true") const {
        return valueOf(
            fmt::format("select count(*) from finding join record using (uid) "
                        "where rule = '{}' and state = 'open' and {}",
                        rule, condition));
    }
    /// The night run finds what the import found, and the database is in order.
    void theNightRunAgrees() const {
        WriteTransaction transaction(database(), {.actor = "test"});
        for (const checks::RuleOutcome& rule : checks::runRules(transaction, checks::Scope::all()).rules) {
            EXPECT_EQ(rule.opened, 0) << rule.rule;
            EXPECT_EQ(rule.closed, 0) << rule.rule;
        }
    }
};

TEST_F(RealRules, FindInTheEstonianRegisterWhatIsWrongThere) {
    CADASTRE_NEEDS_REAL_DATA("riha");
    importSet("riha", "riha");
    EXPECT_EQ(found("dates-out-of-order"), "45") << "in use before founding";
    EXPECT_EQ(found("operating-without-commissioning"), "99") << "of 642 in use";
    EXPECT_EQ(found("dangling-reference"), "23");
    EXPECT_EQ(found("over-long-text"), "2");
    EXPECT_EQ(found("placeholder"), "6") << "a full stop, a dash, an x or abc for a purpose";
    EXPECT_EQ(found("function-unmapped"), "618") << "315 without a kind, the rest of the kind \"other\"";
    EXPECT_EQ(found("copied-purpose"), "26");
    EXPECT_EQ(found("copied-purpose", "arguments->>'others' = '14'"), "13")
        << "gambling operators under one duty, however the line is broken; two more are one family";
    EXPECT_EQ(found("unknown-code"), "0");
    EXPECT_EQ(found("stage-behind-dates"), "244") << "with a day of commissioning, and still being set up";
    EXPECT_EQ(found("step-not-allowed"), "1") << "founded after the day of the last edit";
    EXPECT_EQ(
        valueOf(
            "select count(*) from event where event_kind = 'first_recorded' and exists "
            "(select from event before where before.uid = event.uid and before.event_id < event.event_id)"),
        "0")
        << "what opens a history stands first in it";
    EXPECT_EQ(found("owed-field-missing", "arguments->>'fields' = 'decommissioned_on'"), "63")
        << "ended, none with a date of end";
    EXPECT_EQ(found("copied-purpose",
                    "exists (select from relation where relation.uid = finding.uid "
                    "and relation_kind = 'instance_of')"),
              "0")
        << "instances of a standard solution may share its words";
    theNightRunAgrees();
}

TEST_F(RealRules, FindTheUntiedMoneyOfTheDepartmentOfHealth) {
    CADASTRE_NEEDS_REAL_DATA("us_hhs_2012");
    importSet("us_hhs_2012", "us_hhs_2012");
    EXPECT_EQ(found("cost-without-indicator", "kind = 'programme'"), "291")
        << "of 333 with development money";
    EXPECT_EQ(found("cost-without-indicator", "kind = 'project'"), "94")
        << "projects that no investment pays for";
    EXPECT_EQ(found("cost-without-indicator", "kind not in ('programme', 'project')"), "0")
        << "one hole is one finding";
    EXPECT_EQ(found("spent-with-target-missed"), "4");
    EXPECT_EQ(found("dangling-reference"), "0");
    EXPECT_EQ(found("over-long-text"), "46");
    EXPECT_EQ(found("owed-field-missing", "arguments->>'fields' like 'stage, name%'"), "699")
        << "of 721 have an identifier and no name; none has a stage";
    theNightRunAgrees();
}

TEST_F(RealRules, FindThatNoMajorProjectHasAnIndicator) {
    CADASTRE_NEEDS_REAL_DATA("uk_gmpp");
    importSet("uk_gmpp", "uk_gmpp");
    EXPECT_EQ(found("cost-without-indicator"),
              valueOf("select count(*) from project where exists (select from cost_line "
                      "where project_uid = project.uid and greatest(planned, contracted, paid) > 0) "
                      "or coalesce(planned_cost, whole_life_cost) > 0"));
    EXPECT_EQ(found("dates-out-of-order"), valueOf("select count(*) from project where ends_on < starts_on"));
    EXPECT_EQ(found("number-under-several-bodies"), "65") << "31 numbers";
    EXPECT_EQ(found("number-under-several-bodies", "value = 'BEIS_0008_2021-Q3'"), "2")
        << "a plant at Sellafield, under the department and its successor";
    EXPECT_EQ(found("paid-above-contracted"), "0") << "no contract is stated";
    theNightRunAgrees();
}

TEST_F(RealRules, KnowTheEndOfSupportOfWhatVendorsPublish) {
    CADASTRE_NEEDS_REAL_DATA("classifiers/releases.csv");
    importSet("classifiers/releases.csv", "product_releases");
    EXPECT_EQ(
        valueOf("select support_ends_on from product_release where product = 'postgresql' and cycle = '12'"),
        "2024-11-21");
    EXPECT_EQ(valueOf("select count(*) from product_release where support_ends_on is null and ended is null"),
              "0");
    import({subject("MIN"), asset("MIN", "old").text("product", "PostgreSQL").text("product_cycle", "12"),
            asset("MIN", "older").text("product", "Windows Server").text("product_cycle", "2012 R2"),
            asset("MIN", "oldest").text("product", "Android").text("product_cycle", "4.3"),
            asset("MIN", "young").text("product", "PostgreSQL").text("product_cycle", "99")});
    EXPECT_EQ(
        valueOf("select string_agg(holder_key, ' ' order by holder_key) from finding join record using (uid) "
                "where rule = 'expired-while-operating'"),
        "old older oldest");
}

TEST_F(RealRules, SeeTheEstonianStandardSolutionsAsReuseOrFindThemAlone) {
    CADASTRE_NEEDS_REAL_DATA("riha");
    importSet("riha", "riha");
    const auto related = duplicates::searchDuplicates(database(), {.actor = "test"}, {});
    EXPECT_EQ(related.kinds.at("reuse").members, 502) << "solutions and their instances";
    const auto withheld =
        duplicates::searchDuplicates(database(), {.actor = "test"}, {.withholdRelations = true});
    EXPECT_FALSE(withheld.kinds.contains("reuse"));
    EXPECT_GT(withheld.kinds.at("family").members, 400) << "found by their template when nobody tells";
    EXPECT_EQ(valueOf("select count(*) from finding where cluster_id is not null and state = 'open'"),
              std::to_string(related.findingsOpened))
        << "an experiment asks nobody";
}

TEST_F(RealRules, SetEachEstonianPlanBesideAtMostThreeSystems) {
    CADASTRE_NEEDS_REAL_DATA("riha");
    importSet("riha", "riha");
    duplicates::searchDuplicates(database(), {.actor = "test"}, {});
    EXPECT_EQ(
        valueOf(
            "select coalesce(max(members), 0)::text from (select count(*) filter (where role = 'existing') "
            "as "
            "members from duplicate_cluster join duplicate_member using (cluster_id) where kind = 'planned' "
            "and explanation->'sentence'->>'key' = 'duplicates.why.planned' group by cluster_id) counted"),
        "3");
    EXPECT_EQ(
        valueOf("select count(*) from duplicate_cluster join duplicate_member using (cluster_id) join asset "
                "using "
                "(uid) join stage on stage.code = asset.stage where kind = 'planned' and role = 'existing' "
                "and not alive"),
        "0")
        << "what has ended is no alternative";
}

}  // namespace
}  // namespace cadastre::tests
