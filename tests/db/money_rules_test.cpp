// Money without an indicator and money spent with a target missed: who is hit, who is not, and what is at
// stake.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "profiles/checks/finding_store.h"
#include "tests/db/register_seed.h"

namespace cadastre::tests {
namespace {

using ::testing::ElementsAre;

constexpr Query moneyFindings{
    "test.money_findings",
    "select concat_ws(' ', record.holder_key, money_low, money_high, finding.currency) "
    "from finding join record using (uid) where rule = $1 and state = 'open' order by 1"};

class MoneyRules : public SeededDatabaseTest {
  protected:
    void SetUp() override {
        SeededDatabaseTest::SetUp();
        subject("MIN");
        execute(R"sql(
create function uid_of(key text) returns uuid language sql as $$ select uid from record where holder_key = key $$;
create function programme(key text, cost bigint) returns void language sql as $$
    insert into programme (uid, holder_uid, holder_key, name, currency, development_cost, content)
    select seed_record('programme', 'MIN', key, '{}'), uid, key, key, 'RUB', cost, '{}' from subject $$;
create function project(key text, above text, cost bigint) returns void language sql as $$
    insert into project (uid, holder_uid, holder_key, name, programme_uid, currency, planned_cost, content)
    select seed_record('project', 'MIN', key, '{}'), uid, key, key, uid_of(above), 'RUB', cost, '{}' from subject $$;
create function task(key text, above text, status text) returns void language sql as $$
    insert into task (uid, holder_uid, holder_key, name, project_uid, task_status, content)
    select seed_record('task', 'MIN', key, '{}'), uid, key, key, uid_of(above), status, '{}' from subject $$;
create function line(key text, project text, task text, year integer, plan bigint, paid bigint) returns void language sql as $$
    insert into cost_line (uid, holder_uid, holder_key, project_uid, task_uid, year, currency, planned, paid, cost_status, content)
    select seed_record('cost_line', 'MIN', key, '{}'), uid, key, uid_of(project), uid_of(task), year, 'RUB', plan, paid,
           'recorded', '{}' from subject $$;
create function indicator(key text, programme text, verdict text, direction text) returns void language sql as $$
    insert into indicator (uid, holder_uid, holder_key, name, programme_uid, verdict, direction, content)
    select seed_record('indicator', 'MIN', key, '{}'), uid, key, key, uid_of(programme), verdict, direction, '{}' from subject $$;
create function measured(indicator text, period_end date, target numeric, actual numeric) returns void language sql as $$
    insert into indicator_value (uid, indicator_uid, period, period_ends_on, target, actual)
    select seed_record('indicator_value', 'MIN', indicator || period_end, '{}'), uid_of(indicator), period_end::text,
           period_end, target, actual $$;
create function link(line text, indicator text) returns void language sql as $$
    insert into indicator_link (uid, cost_line_uid, indicator_uid)
    select seed_record('indicator_link', 'MIN', line || indicator, '{}'), uid_of(line), uid_of(indicator) $$;
)sql");
    }
    std::vector<std::string> hits(const std::string& rule) {
        WriteTransaction transaction(database(), {.actor = "test"});
        checks::runRules(transaction, checks::Scope::all(), {.rule = rule, .today = "2026-07-01"});
        std::vector<std::string> found;
        for (const Row row : transaction.run(moneyFindings, rule))
            found.push_back(row.get<std::string>(0));
        transaction.commit();
        return found;
    }
};

TEST_F(MoneyRules, MoneyWithoutAnIndicatorIsFoundOnceWhereItComesTogether) {
    execute(R"sql(
select programme('untied', 900), project('its project', 'untied', 500), task('its task', 'its project', 'planned'),
       line('its line', null, 'its task', 2026, 400, null);
select programme('tied', 900), indicator('metric', 'tied', null, null);
select programme('free', 0), programme('unknown', null);
select project('alone', null, 700);
select project('moneyless', null, null);
)sql");
    EXPECT_THAT(hits("cost-without-indicator"), ElementsAre("alone 700 700 RUB", "untied 400 900 RUB"));
}

TEST_F(MoneyRules, AnUnlinkedLineAmongLinkedOnesIsFoundByItself) {
    execute(R"sql(
select programme('half', null), project('project', 'half', null);
select line('linked', 'project', null, 2026, 100, null), line('bare', 'project', null, 2026, 300, null),
       line('empty', 'project', null, 2026, null, null);
select indicator('metric', null, null, null), link('linked', 'metric');
)sql");
    EXPECT_THAT(hits("cost-without-indicator"), ElementsAre("bare 300 300 RUB"));
}

TEST_F(MoneyRules, SpentMoneyWithAMissedTargetIsFoundByPaymentsOrByClosedActivities) {
    execute(R"sql(
select programme('paid', null), project('p1', 'paid', null), line('l1', 'p1', null, 2025, 100, 95),
       line('next year', 'p1', null, 2027, 900, null), indicator('i1', 'paid', null, 'increase'),
       measured('i1', '2025-12-31', 80, 60), measured('i1', '2026-12-31', 90, null);
select programme('closed', null), project('p2', 'closed', null), task('t2', 'p2', 'completed'),
       line('l2', null, 't2', null, 50, null), indicator('i2', 'closed', 'not_met', null);
select programme('reached', null), project('p3', 'reached', null), line('l3', 'p3', null, 2025, 100, 100),
       indicator('i3', 'reached', null, 'decrease'), measured('i3', '2025-12-31', 10, 8);
select programme('unspent', null), project('p4', 'unspent', null), line('l4', 'p4', null, 2025, 100, 10),
       indicator('i4', 'unspent', 'not_met', null);
select programme('unjudged', null), project('p5', 'unjudged', null), line('l5', 'p5', null, 2025, 100, 100),
       indicator('i5', 'unjudged', null, 'increase'), measured('i5', '2026-12-31', 100, 10);
)sql");
    EXPECT_THAT(hits("spent-with-target-missed"), ElementsAre("closed 50 50 RUB", "paid 95 95 RUB"));
    EXPECT_EQ(valueOf("select arguments->>'share' || ' ' || (arguments->>'missed') from finding where "
                      "arguments->>'basis' = 'paid'"),
              "95 1");
}

TEST_F(MoneyRules, AStartingValueThatWasBelowItsTargetIsNoMissedTarget) {
    execute(R"sql(
select programme('before', null), project('p1', 'before', null), line('l1', 'p1', null, 2025, 100, 100),
       indicator('i1', 'before', null, 'increase'), measured('i1', '2024-12-31', 80, 60);
update programme set starts_on = '2025-01-01' where holder_key = 'before';
select programme('within', null), project('p2', 'within', null), line('l2', 'p2', null, 2025, 100, 100),
       indicator('i2', 'within', null, 'increase'), measured('i2', '2024-12-31', 80, 60);
update programme set starts_on = '2024-01-01' where holder_key = 'within';
select programme('baseline', null), project('p3', 'baseline', null), line('l3', 'p3', null, 2025, 100, 100),
       indicator('i3', 'baseline', null, 'increase'), measured('i3', '2024-12-31', 80, 60);
update indicator set baseline = 60, baseline_on = '2024-12-31' where holder_key = 'i3';
)sql");
    EXPECT_THAT(hits("spent-with-target-missed"), ElementsAre("within 100 100 RUB"));
}

TEST_F(MoneyRules, MoneyOfUnlinkedLinesIsNotCountedAsSpentForTheResultsOfTheLinked) {
    execute(R"sql(
select programme('parts', null), project('p1', 'parts', null), line('linked', 'p1', null, 2025, 100, 100),
       line('bare', 'p1', null, 2025, 900, 0), indicator('i1', null, null, 'increase'),
       measured('i1', '2025-12-31', 80, 60), link('linked', 'i1');
)sql");
    EXPECT_THAT(hits("spent-with-target-missed"), ElementsAre("parts 100 100 RUB"));
}

TEST_F(MoneyRules, PlansThatEndBeforeTheyStartAreFound) {
    execute(
        "select project('reversed', null, 1), project('straight', null, 1);"
        "update project set starts_on = '2026-02-01', ends_on = '2026-01-01' where holder_key = 'reversed';"
        "update project set starts_on = '2026-02-01', ends_on = '2026-02-01' where holder_key = 'straight';");
    EXPECT_THAT(hits("dates-out-of-order"), ElementsAre("reversed"));
}

TEST_F(MoneyRules, ALineThatPaysMoreThanItsContractIsFoundAndOneWithoutAContractIsNot) {
    execute(R"sql(
select project('p', null, null), line('above', 'p', null, 2025, 100, 90), line('within', 'p', null, 2025, 100, 80),
       line('no contract', 'p', null, 2025, 100, 100), line('not paid', 'p', null, 2025, 100, null);
update cost_line set contracted = 80 where holder_key <> 'no contract';
)sql");
    EXPECT_THAT(hits("paid-above-contracted"), ElementsAre("above 10 10 RUB"));
}

TEST_F(MoneyRules, ProjectsOfOneNumberUnderDifferentBodiesAreFoundUntilOneOfThemChanges) {
    execute(R"sql(
select project('moved', null, 1), project('moved on', null, 1), project('stayed', null, 1), project('unnumbered', null, 1);
update project set content = '{"project_number": "N-1"}' where holder_key like 'moved%';
update project set content = '{"project_number": "N-2"}' where holder_key = 'stayed';
)sql");
    EXPECT_THAT(hits("number-under-several-bodies"), ElementsAre()) << "one body may give one number twice";
    subject("AGENCY");
    execute(
        "update project set holder_uid = (select uid from subject where code = 'AGENCY') where holder_key = "
        "'moved on'");
    EXPECT_THAT(hits("number-under-several-bodies"), ElementsAre("moved", "moved on"));
    execute("update project set content = '{}' where holder_key = 'moved on'");
    EXPECT_THAT(hits("number-under-several-bodies"), ElementsAre());
}

TEST_F(MoneyRules, AReferenceOfAProjectThatLeadsNowhereIsFound) {
    execute(
        "select project('lost', null, 1), project('found', null, 1); insert into dangling_reference "
        "values (uid_of('lost'), 'programme', 'programme', '', 'NONE')");
    EXPECT_THAT(hits("dangling-reference"), ElementsAre("lost"));
}

}  // namespace
}  // namespace cadastre::tests
