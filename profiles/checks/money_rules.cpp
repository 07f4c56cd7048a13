// Rules of money: against results, against contracts, counted twice. Money is judged where it comes together:
// in the programme, else the project, else the task, else the line (views cost_line_root and indicator_root),
// so that one hole is one finding.
#include "profiles/checks/rule_queries.h"

namespace cadastre::checks {

namespace {

// A touched project, task, line, indicator or link bears upon the programme above it and the lines beside it.
constexpr Query moneyAbove{"rule.money_above", R"sql(
insert into checked_record (uid)
with touched as materialized (
    select record.uid from checked_record join record using (uid)
    where record.kind in ('programme', 'project', 'task', 'cost_line', 'indicator', 'indicator_value', 'indicator_link')),
root as (
    select root_uid as uid from cost_line_root join touched using (uid)
    union select coalesce(programme_uid, uid) from project join touched using (uid)
    union select coalesce(project.programme_uid, project.uid)
          from task join touched using (uid) join project on project.uid = task.project_uid
    union select root_uid from indicator_root join touched on touched.uid = indicator_root.indicator_uid
    union select root_uid from indicator_root join indicator_value value using (indicator_uid)
          join touched on touched.uid = value.uid
    union select root_uid from indicator_root join indicator_link link using (indicator_uid)
          join touched on touched.uid = link.uid
    union select uid from touched)
select uid from root
union select line.uid from cost_line_root line join root on root.uid = line.root_uid
union select uid from finding
      where rule in ('cost-without-indicator', 'spent-with-target-missed') and state = 'open'
on conflict do nothing
)sql"};

// Money at stake: what is stated of the whole and what its lines add up to, where both are in one currency.
constexpr Query moneyWithoutIndicator{"rule.money_without_indicator", R"sql(
insert into hit (rule, uid, arguments, money_low, money_high, currency)
with owner as materialized (
    select uid, 'programme' as kind, currency, development_cost as stated from checked_record join programme using (uid)
    union all
    select uid, 'project', currency, coalesce(planned_cost, whole_life_cost)
    from checked_record join project using (uid) where programme_uid is null
    union all
    select uid, 'task', null, null from checked_record join task using (uid) where project_uid is null
    union all
    select uid, 'cost_line', null, null from checked_record join cost_line using (uid)
    where num_nonnulls(programme_uid, project_uid, task_uid) = 0),
amount as (
    select uid, currency, stated as amount from owner where stated > 0
    union all
    select root_uid, currency, sum(greatest(planned, contracted, paid))::bigint
    from cost_line_root where root_uid in (select uid from owner)
    group by root_uid, currency having sum(greatest(planned, contracted, paid)) > 0)
select 'cost-without-indicator', owner.uid, jsonb_build_object('kind', owner.kind),
       case when count(distinct amount.currency) = 1 then min(amount) end,
       case when count(distinct amount.currency) = 1 then max(amount) end,
       case when count(distinct amount.currency) = 1 then min(amount.currency) end
from owner join amount using (uid)
where not exists (select from indicator_root where indicator_root.root_uid = owner.uid)
group by owner.uid, owner.kind
)sql"};

// Where lines of a programme are linked to indicators, a line that is not has none reported for it.
constexpr Query lineWithoutIndicator{"rule.line_without_indicator", R"sql(
insert into hit (rule, uid, arguments, money_low, money_high, currency)
select 'cost-without-indicator', line.uid, '{"kind": "cost_line"}',
       greatest(planned, contracted, paid), greatest(planned, contracted, paid), currency
from checked_record join cost_line_root line using (uid)
where line.root_uid <> line.uid and greatest(planned, contracted, paid) > 0
  and not exists (select from indicator_link link where link.cost_line_uid = line.uid)
  and exists (select from cost_line_root beside join indicator_link link on link.cost_line_uid = beside.uid
              where beside.root_uid = line.root_uid)
)sql"};

// Spent: paid of what was due by this year; where payments are not stated, the planned cost of closed
// activities of that of all, said to be a proxy. Missed: an indicator judged by its last ended period within
// the life of its owner (is_result), or by its verdict; the execution report judges alike.
constexpr Query spentWithTargetMissed{"rule.spent_with_target_missed", R"sql(
insert into hit (rule, uid, arguments, money_low, money_high, currency)
with owner as materialized (
    select uid, starts_on, ends_on from checked_record join programme using (uid)
    union all
    select uid, starts_on, ends_on from checked_record join project using (uid) where programme_uid is null),
judged as (
    select owner.uid, count(*) filter (where met) as met, count(met) as judged, count(*) as indicators
    from owner join indicator_root on indicator_root.root_uid = owner.uid
    join indicator on indicator.uid = indicator_root.indicator_uid
    left join project own on own.uid = indicator.project_uid
    cross join check_day
    left join lateral (
        select target, actual, verdict, period_ends_on <= day as ended from indicator_value value
        where value.indicator_uid = indicator.uid and num_nonnulls(target, verdict) > 0
          and is_result(period_ends_on, target, indicator.baseline, indicator.baseline_on,
                        greatest(owner.starts_on, own.starts_on), owner.ends_on)
        order by period_ends_on <= day desc,
                 case when period_ends_on <= day then period_ends_on end desc, period_ends_on
        limit 1) latest on true
    cross join lateral (
        select case when latest.actual is null or latest.target is null
                         or indicator.direction is null and coalesce(indicator.baseline = latest.target, true)
                    then coalesce(latest.verdict, indicator.verdict) = 'met'
                    when indicator.direction is null
                    then (latest.actual - baseline) / (latest.target - baseline) >= 1
                    when indicator.direction = 'decrease' then latest.actual <= latest.target
                    else latest.actual >= latest.target end as reached) result
    cross join lateral (select case when reached or coalesce(latest.ended, true) then reached end as met) told
    group by owner.uid),
-- Where some lines are linked to indicators, the results are not of those that are not.
line as materialized (
    select line.*, exists (select from indicator_link link where link.cost_line_uid = line.uid) as linked
    from cost_line_root line where root_uid in (select uid from judged where met < judged)),
spent as (
    select root_uid as uid, currency, sum(paid)::bigint as paid,
           (sum(planned) filter (where year is null or year <= extract(year from day)))::bigint as due,
           (sum(planned) filter (where of_activity and task_status = 'completed'))::bigint as closed,
           (sum(planned) filter (where of_activity))::bigint as activities
    from line cross join check_day
    where linked or root_uid not in (select root_uid from line where linked)
    group by root_uid, currency),
shared as (
    select uid, currency, case when paid is not null then paid else coalesce(closed, 0) end as spent,
           case when paid is not null then paid * 100.0 / nullif(due, 0)
                else coalesce(closed, 0) * 100.0 / nullif(activities, 0) end as share,
           case when paid is not null then 'paid' else 'closed' end as basis
    from spent)
select distinct on (owner.uid) 'spent-with-target-missed', owner.uid,
       jsonb_build_object('share', floor(share)::text, 'basis', basis, 'met', met::text, 'judged', judged::text,
                          'missed', (judged - met)::text, 'indicators', indicators::text),
       spent, spent, currency
from owner join judged using (uid) join shared using (uid) cross join check_day
where met < judged and spent > 0
  and share >= (select value::numeric from setting
                where name = 'spent_share' and valid_from <= day order by valid_from desc limit 1)
order by owner.uid, spent desc
)sql"};

// Of one line, since a contract is of a line: sums of lines mix those that state a contract with those that
// don't.
constexpr Query paidAboveContracted{"rule.paid_above_contracted", R"sql(
insert into hit (rule, uid, field, money_low, money_high, currency)
select 'paid-above-contracted', uid, 'paid', paid - contracted, paid - contracted, currency
from checked_record join cost_line using (uid) where paid > contracted
)sql"};

// A project that went from one body to another and was registered anew is counted with both. Told by the
// number that its reports state and by nothing else: names are no proof.
constexpr Query projectsOfOneNumber{"rule.projects_of_one_number", R"sql(
insert into checked_record (uid)
select beside.uid from checked_record join project touched using (uid)
join project beside on beside.content ? 'project_number'
     and beside.content->>'project_number' = touched.content->>'project_number'
union select uid from finding where rule = 'number-under-several-bodies' and state = 'open'
on conflict do nothing
)sql"};
constexpr Query numberUnderSeveralBodies{"rule.number_under_several_bodies", R"sql(
insert into hit (rule, uid, field, value, arguments)
select 'number-under-several-bodies', own.uid, 'project_number', own.content->>'project_number',
       jsonb_build_object('number', own.content->>'project_number', 'bodies', elsewhere.bodies::text,
                          'body', elsewhere.body)
from checked_record join project own using (uid)
cross join lateral (
    select count(distinct beside.holder_uid) as bodies, min(holder.name) as body
    from project beside join subject holder on holder.uid = beside.holder_uid
    where beside.content ? 'project_number'
      and beside.content->>'project_number' = own.content->>'project_number'
      and beside.holder_uid <> own.holder_uid) elsewhere
where elsewhere.bodies > 0
)sql"};

}  // namespace

std::span<const RuleGroup> moneyRules() {
    static const std::vector<RuleGroup> groups = {
        {{"cost-without-indicator", "spent-with-target-missed"},
         moneyAbove,
         {moneyWithoutIndicator, lineWithoutIndicator, spentWithTargetMissed}},
        {{"paid-above-contracted"}, {nullptr, nullptr}, {paidAboveContracted}},
        {{"number-under-several-bodies"}, projectsOfOneNumber, {numberUnderSeveralBodies}},
    };
    return groups;
}

}  // namespace cadastre::checks
