// Each rule about a single record: what it hits and what it leaves alone.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "profiles/checks/finding_store.h"
#include "tests/db/register_seed.h"

namespace cadastre::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Query openFindings{
    "test.open_findings",
    "select concat_ws(' ', record.holder_key, nullif(field, ''), nullif(detail, '')) "
    "from finding join record using (uid) where rule = $1 and state = 'open' order by 1"};

class StatementRules : public SeededDatabaseTest {
  protected:
    void SetUp() override {
        SeededDatabaseTest::SetUp();
        subject("MIN");
    }
    /// "KEY field detail" of what the rule holds open after looking at everything as of 1 July 2026.
    std::vector<std::string> hits(const std::string& rule) {
        WriteTransaction transaction(database(), {.actor = "test"});
        checks::runRules(transaction, checks::Scope::all(), {.rule = rule, .today = "2026-07-01"});
        std::vector<std::string> found;
        for (const Row row : transaction.run(openFindings, rule))
            found.push_back(row.get<std::string>(0));
        transaction.commit();
        return found;
    }
    std::string argument(const std::string& rule, const std::string& name) {
        return valueOf(fmt::format("select arguments->>'{}' from finding where rule = '{}'", name, rule));
    }
};

TEST_F(StatementRules, WhatIsOwedAndMissingIsOneFindingThatNamesTheFields) {
    asset("MIN", "poor",
          R"({"stage": "suspended", "name": "Poor", "functions": [{"classifier": "cofog", "code": "01"}]})");
    EXPECT_THAT(hits("owed-field-missing"), ElementsAre("poor"));
    EXPECT_EQ(argument("owed-field-missing", "fields"), "purpose, legal_basis, responsible");
    EXPECT_EQ(argument("owed-field-missing", "share"), "52");  // 10 of 19
}

TEST_F(StatementRules, SayingThatAValueIsUnknownOrWithheldIsAnAnswerUntilItsDayIsPast) {
    asset("MIN", "honest",
          R"({"stage": "decommissioned", "name": "Honest", "unknown": {"decommissioned_on": ""}})");
    asset("MIN", "later",
          R"({"stage": "decommissioned", "name": "Later", "unknown": {"decommissioned_on": "2026-07-01"}})");
    asset("MIN", "kept",
          R"({"stage": "decommissioned", "name": "Kept", "withheld": {"decommissioned_on": "secret"}})");
    asset(
        "MIN", "overdue",
        R"({"stage": "decommissioned", "name": "Overdue", "unknown": {"decommissioned_on": "2026-06-30"}})");
    EXPECT_THAT(hits("owed-field-missing"), ElementsAre("overdue"));
}

TEST_F(StatementRules, ARecordWithoutAStageOwesTheStage) {
    asset("MIN", "stageless", R"({"name": "Stageless"})");
    asset("MIN", "odd", R"({"name": "Odd", "stage": "beta"})");
    EXPECT_THAT(hits("owed-field-missing"), ElementsAre("stageless"));
    EXPECT_THAT(hits("unknown-code"), ElementsAre("odd stage"));
}

TEST_F(StatementRules, AFieldThatHasARuleOfItsOwnIsNotNamedTwice) {
    asset("MIN", "bare", R"({"stage": "in_operation", "name": "Bare"})");
    EXPECT_THAT(hits("owed-field-missing"), ElementsAre("bare"));
    const std::string named = argument("owed-field-missing", "fields");
    EXPECT_EQ(named.find("functions"), std::string::npos);
    EXPECT_EQ(named.find("commissioned_on"), std::string::npos);
    EXPECT_THAT(hits("function-unmapped"), ElementsAre("bare functions"));
    EXPECT_THAT(hits("operating-without-commissioning"), ElementsAre("bare commissioned_on"));
}

TEST_F(StatementRules, ACodeThatNoListHoldsIsFoundInFieldsAndFunctions) {
    asset("MIN", "wrong", R"({"mark": "imperial", "category": "typical",
        "functions": [{"classifier": "cofog", "code": "99"}, {"classifier": "cofog", "code": "01"}]})");
    asset("MIN", "unknown", R"({"unknown": {"mark": ""}})");
    EXPECT_THAT(hits("unknown-code"), ElementsAre("wrong functions cofog:99", "wrong mark"));
}

TEST_F(StatementRules, DatesAreComparedInTheOrderOfALife) {
    asset(
        "MIN", "early",
        R"({"founded_on": "2010-05-01", "commissioned_on": "2009-01-01", "decommissioned_on": "2015-01-01"})");
    asset("MIN", "short", R"({"founded_on": "2010-05-01", "decommissioned_on": "2010-04-30"})");
    asset("MIN", "sameday", R"({"founded_on": "2010-05-01", "commissioned_on": "2010-05-01"})");
    asset("MIN", "partly", R"({"commissioned_on": "2010-05-01"})");
    EXPECT_THAT(hits("dates-out-of-order"),
                ElementsAre("early commissioned_on founded_on", "short decommissioned_on founded_on"));
}

TEST_F(StatementRules, OnlyASystemInUseNeedsACommissioningDate) {
    asset("MIN", "in use", R"({"stage": "in_operation"})");
    asset("MIN", "dated", R"({"stage": "in_operation", "commissioned_on": "2011-01-01"})");
    asset("MIN", "honest", R"({"stage": "in_operation", "unknown": {"commissioned_on": ""}})");
    asset("MIN", "planned", R"({"stage": "planned"})");
    asset("MIN", "paper", R"({"class": "regulatory_act", "stage": "in_operation"})");
    EXPECT_THAT(hits("operating-without-commissioning"), ElementsAre("in use commissioned_on"));
}

TEST_F(StatementRules, ARecordWithoutAStageOwesItAndWhatEveryLivingStageOwes) {
    asset("MIN", "bare", R"({"name": "Bare"})");
    asset("MIN", "told",
          R"({"name": "Told", "purpose": "Keeps titles to land", "unknown": {"functions": ""}})");
    asset("MIN", "answered", R"({"name": "Answered", "unknown": {"stage": ""}})");
    EXPECT_THAT(hits("owed-field-missing"), ElementsAre("bare", "told"));
    EXPECT_EQ(valueOf("select string_agg(concat_ws(' ', arguments->>'fields', arguments->>'share'), '; ' "
                      "order by holder_key) "
                      "from finding join record using (uid) where rule = 'owed-field-missing'"),
              "stage, functions, purpose 25; stage 75");
}

TEST_F(StatementRules, AStageThatStatedDatesHaveOvertakenIsFound) {
    asset("MIN", "used", R"({"stage": "planned", "commissioned_on": "2026-06-30"})");
    asset("MIN", "plan", R"({"stage": "planned", "commissioned_on": "2026-07-01"})");
    asset("MIN", "ended",
          R"({"stage": "in_operation", "commissioned_on": "2020-01-01", "decommissioned_on": "2024-01-01"})");
    asset(
        "MIN", "in order",
        R"({"stage": "decommissioned", "commissioned_on": "2020-01-01", "decommissioned_on": "2024-01-01"})");
    asset("MIN", "stageless", R"({"commissioned_on": "2020-01-01"})");
    EXPECT_THAT(hits("stage-behind-dates"),
                ElementsAre("ended stage decommissioned_on", "used stage commissioned_on"));
}

TEST_F(StatementRules, ExpiredTermsCountWhileOperating) {
    asset("MIN", "lapsed", R"({"stage": "in_operation", "attestation_expires_on": "2026-06-30"})");
    asset("MIN", "last day", R"({"stage": "in_operation", "attestation_expires_on": "2026-07-01"})");
    asset("MIN", "ended", R"({"stage": "decommissioned", "attestation_expires_on": "2020-01-01"})");
    asset("MIN", "software",
          R"({"class": "software", "stage": "in_operation", "support_ends_on": "2026-01-01",
        "licence_expires_on": "2026-01-01"})");
    EXPECT_THAT(hits("expired-while-operating"),
                ElementsAre("lapsed attestation_expires_on", "software licence_expires_on",
                            "software support_ends_on"));
}

TEST_F(StatementRules, TheVendorsEndOfSupportIsFoundByProductAndCycle) {
    execute(
        "insert into product_release (product, cycle, support_ends_on, ended) values "
        "('postgresql', '12', '2024-11-21', null), ('postgresql', '15', '2027-11-11', null), "
        "('windows-server', '2008', null, true), ('python', '2.7', '2020-01-01', null), ('python', '2', "
        "null, false)");
    asset("MIN", "old", R"({"stage": "in_operation", "product": "PostgreSQL", "product_cycle": "12"})");
    asset("MIN", "new", R"({"stage": "in_operation", "product": "PostgreSQL", "product_cycle": "15"})");
    asset("MIN", "version",
          R"({"class": "software", "stage": "in_operation", "product": "Python", "version": "2.7.18"})");
    asset("MIN", "boolean",
          R"({"stage": "in_operation", "product": "Windows Server", "product_cycle": "2008"})");
    asset("MIN", "extended",
          R"({"class": "software", "stage": "in_operation", "product": "Python", "version": "2.7.18",
        "support_ends_on": "2030-01-01"})");
    asset("MIN", "retired", R"({"stage": "removed", "product": "PostgreSQL", "product_cycle": "12"})");
    asset("MIN", "unheard", R"({"stage": "in_operation", "product": "Vesna", "product_cycle": "1"})");
    EXPECT_THAT(hits("expired-while-operating"),
                ElementsAre("boolean product_cycle", "old product_cycle", "version product_cycle"));
}

TEST_F(StatementRules, APlaceholderIsOneForItsKindOfFieldOnly) {
    asset("MIN", "test", R"({"name": " TEST ", "purpose": "нет данных"})");
    asset("MIN", "hardware",
          R"({"class": "hardware_complex", "serial_number": "Default string", "quantity": 0,
        "location": "test"})");
    asset("MIN", "fine", R"({"name": "Test centre register", "purpose": "Tests"})");
    EXPECT_THAT(hits("placeholder"), ElementsAre("hardware serial_number", "test name", "test purpose"));
}

TEST_F(StatementRules, TextIsOverLongAboveTheDictionarysLengthInCharacters) {
    asset("MIN", "long", fmt::format(R"({{"purpose": "{}"}})", std::string(2001, 'x')));
    std::string cyrillic;
    for (int letter = 0; letter < 2000; ++letter)
        cyrillic += "ж";
    asset("MIN", "just", fmt::format(R"({{"purpose": "{}"}})", cyrillic));
    EXPECT_THAT(hits("over-long-text"), ElementsAre("long purpose"));
    EXPECT_EQ(argument("over-long-text", "length"), "2001");
}

TEST_F(StatementRules, AForeignFunctionOrADeclarationMapsASystem) {
    asset("MIN", "foreign", R"({"stage": "planned", "functions": [{"classifier": "fea", "code": "101"}]})");
    asset("MIN", "declared", R"({"stage": "planned", "functions_declared_not_digitised": true})");
    asset("MIN", "ended", R"({"stage": "removed"})");
    asset("MIN", "silent", R"({"stage": "planned"})");
    EXPECT_THAT(hits("function-unmapped"), ElementsAre("silent functions"));
}

TEST_F(StatementRules, AWellKeptRecordHasNoFindings) {
    asset("MIN", "good",
          R"({"stage": "decommissioned", "name": "Register of boats", "decommissioned_on": "2020-02-01",
        "commissioned_on": "2010-02-01", "mark": "state"})");
    WriteTransaction transaction(database(), {.actor = "test"});
    EXPECT_EQ(checks::runRules(transaction, checks::Scope::all()).open(), 0);
}

}  // namespace
}  // namespace cadastre::tests
