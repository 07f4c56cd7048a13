// How programmes, projects, tasks, cost lines, indicators and contracts are kept in their newest state. The
// rules of money (F1 to F4) stand in the tables themselves.
#include <array>

#include "profiles/submissions/newest_state.h"

namespace cadastre::submissions {

namespace {

constexpr std::array keepProgramme{Query{"newest_money.keep_programme", R"(
merge into programme using (
    select state.uid, state.holder_uid, state.holder_key, state.content, asset.other_uid as asset_uid,
           currency.code as currency
    from state_to_keep state
    left join state_reference asset on asset.uid = state.uid and asset.field = 'asset'
    left join currency on currency.code = state.content ->> 'currency'
    where state.kind = 'programme') state on programme.uid = state.uid
when matched then update set
    holder_uid = state.holder_uid, holder_key = state.holder_key,
    name = coalesce(nullif(state.content ->> 'name', ''), state.holder_key), asset_uid = state.asset_uid,
    starts_on = (state.content ->> 'starts_on')::date, ends_on = (state.content ->> 'ends_on')::date,
    self_rating = state.content ->> 'self_rating', currency = state.currency,
    development_cost = case when state.currency is not null then (state.content ->> 'development_cost')::bigint end,
    content = state.content
when not matched then insert (uid, holder_uid, holder_key, name, asset_uid, starts_on, ends_on, self_rating,
    currency, development_cost, content)
values (state.uid, state.holder_uid, state.holder_key,
    coalesce(nullif(state.content ->> 'name', ''), state.holder_key), state.asset_uid,
    (state.content ->> 'starts_on')::date, (state.content ->> 'ends_on')::date, state.content ->> 'self_rating',
    state.currency,
    case when state.currency is not null then (state.content ->> 'development_cost')::bigint end, state.content))"}};
constexpr std::array removeProgramme{
    Query{"newest_money.remove_programme",
          "delete from programme using state_to_remove gone where programme.uid = gone.uid"}};

constexpr std::array keepProject{Query{"newest_money.keep_project", R"(
merge into project using (
    select state.uid, state.holder_uid, state.holder_key, state.content, programme.other_uid as programme_uid,
           asset.other_uid as asset_uid, currency.code as currency
    from state_to_keep state
    left join state_reference programme on programme.uid = state.uid and programme.field = 'programme'
    left join state_reference asset on asset.uid = state.uid and asset.field = 'asset'
    left join currency on currency.code = state.content ->> 'currency'
    where state.kind = 'project') state on project.uid = state.uid
when matched then update set
    holder_uid = state.holder_uid, holder_key = state.holder_key,
    name = coalesce(nullif(state.content ->> 'name', ''), state.holder_key),
    programme_uid = state.programme_uid, asset_uid = state.asset_uid,
    starts_on = (state.content ->> 'starts_on')::date, ends_on = (state.content ->> 'ends_on')::date,
    project_stage = state.content ->> 'project_stage', self_rating = state.content ->> 'self_rating',
    currency = state.currency,
    planned_cost = case when state.currency is not null then (state.content ->> 'planned_cost')::bigint end,
    whole_life_cost = case when state.currency is not null then (state.content ->> 'whole_life_cost')::bigint end,
    content = state.content
when not matched then insert (uid, holder_uid, holder_key, name, programme_uid, asset_uid, starts_on, ends_on,
    project_stage, self_rating, currency, planned_cost, whole_life_cost, content)
values (state.uid, state.holder_uid, state.holder_key,
    coalesce(nullif(state.content ->> 'name', ''), state.holder_key), state.programme_uid, state.asset_uid,
    (state.content ->> 'starts_on')::date, (state.content ->> 'ends_on')::date,
    state.content ->> 'project_stage', state.content ->> 'self_rating', state.currency,
    case when state.currency is not null then (state.content ->> 'planned_cost')::bigint end,
    case when state.currency is not null then (state.content ->> 'whole_life_cost')::bigint end, state.content))"}};
constexpr std::array removeProject{
    Query{"newest_money.remove_project",
          "delete from project using state_to_remove gone where project.uid = gone.uid"}};

constexpr std::array keepTask{Query{"newest_money.keep_task", R"(
merge into task using (
    select state.uid, state.holder_uid, state.holder_key, state.content, project.other_uid as project_uid
    from state_to_keep state
    left join state_reference project on project.uid = state.uid and project.field = 'project'
    where state.kind = 'task') state on task.uid = state.uid
when matched then update set
    holder_uid = state.holder_uid, holder_key = state.holder_key,
    name = coalesce(nullif(state.content ->> 'name', ''), state.holder_key), project_uid = state.project_uid,
    task_status = state.content ->> 'task_status',
    planned_start_on = (state.content ->> 'planned_start_on')::date,
    planned_days = (state.content ->> 'planned_days')::numeric::integer, content = state.content
when not matched then insert (uid, holder_uid, holder_key, name, project_uid, task_status, planned_start_on,
    planned_days, content)
values (state.uid, state.holder_uid, state.holder_key,
    coalesce(nullif(state.content ->> 'name', ''), state.holder_key), state.project_uid,
    state.content ->> 'task_status', (state.content ->> 'planned_start_on')::date,
    (state.content ->> 'planned_days')::numeric::integer, state.content))"}};
constexpr std::array removeTask{Query{
    "newest_money.remove_task", "delete from task using state_to_remove gone where task.uid = gone.uid"}};

// A line counts once: of several owners stated the nearest one keeps it.
constexpr std::array keepCostLine{Query{"newest_money.keep_cost_line", R"(
merge into cost_line using (
    select state.uid, state.holder_uid, state.holder_key, state.content, programme.other_uid as programme_uid,
           project.other_uid as project_uid, task.other_uid as task_uid, asset.other_uid as asset_uid,
           currency.code as currency
    from state_to_keep state
    left join state_reference programme on programme.uid = state.uid and programme.field = 'programme'
    left join state_reference project on project.uid = state.uid and project.field = 'project'
    left join state_reference task on task.uid = state.uid and task.field = 'task'
    left join state_reference asset on asset.uid = state.uid and asset.field = 'asset'
    left join currency on currency.code = state.content ->> 'currency'
    where state.kind = 'cost_line') state on cost_line.uid = state.uid
when matched then update set
    holder_uid = state.holder_uid, holder_key = state.holder_key, name = state.content ->> 'name',
    programme_uid = case when state.project_uid is null and state.task_uid is null then state.programme_uid end,
    project_uid = case when state.task_uid is null then state.project_uid end, task_uid = state.task_uid,
    asset_uid = state.asset_uid, year = (state.content ->> 'year')::numeric::integer,
    budget_chapter = state.content ->> 'budget_chapter', budget_section = state.content ->> 'budget_section',
    budget_article = state.content ->> 'budget_article', budget_kind = state.content ->> 'budget_kind',
    financing_source = state.content ->> 'financing_source', spending_kind = state.content ->> 'spending_kind',
    acquisition = state.content ->> 'acquisition', domestic = (state.content ->> 'domestic')::boolean,
    currency = state.currency,
    planned = case when state.currency is not null then (state.content ->> 'planned')::bigint end,
    limit_amount = case when state.currency is not null then (state.content ->> 'limit_amount')::bigint end,
    contracted = case when state.currency is not null then (state.content ->> 'contracted')::bigint end,
    paid = case when state.currency is not null then (state.content ->> 'paid')::bigint end,
    forecast = case when state.currency is not null then (state.content ->> 'forecast')::bigint end,
    cost_status = coalesce((select code from code where code_list = 'cost_status' and code = state.content ->> 'cost_status'), 'recorded'),
    content = state.content
when not matched then insert (uid, holder_uid, holder_key, name, programme_uid, project_uid, task_uid,
    asset_uid, year, budget_chapter, budget_section, budget_article, budget_kind, financing_source,
    spending_kind, acquisition, domestic, currency, planned, limit_amount, contracted, paid, forecast,
    cost_status, content)
values (state.uid, state.holder_uid, state.holder_key, state.content ->> 'name',
    case when state.project_uid is null and state.task_uid is null then state.programme_uid end,
    case when state.task_uid is null then state.project_uid end, state.task_uid, state.asset_uid,
    (state.content ->> 'year')::numeric::integer, state.content ->> 'budget_chapter',
    state.content ->> 'budget_section', state.content ->> 'budget_article', state.content ->> 'budget_kind',
    state.content ->> 'financing_source', state.content ->> 'spending_kind', state.content ->> 'acquisition',
    (state.content ->> 'domestic')::boolean, state.currency,
    case when state.currency is not null then (state.content ->> 'planned')::bigint end,
    case when state.currency is not null then (state.content ->> 'limit_amount')::bigint end,
    case when state.currency is not null then (state.content ->> 'contracted')::bigint end,
    case when state.currency is not null then (state.content ->> 'paid')::bigint end,
    case when state.currency is not null then (state.content ->> 'forecast')::bigint end,
    coalesce((select code from code where code_list = 'cost_status' and code = state.content ->> 'cost_status'), 'recorded'),
    state.content))"}};
constexpr std::array removeCostLine{
    Query{"newest_money.remove_cost_line",
          "delete from cost_line using state_to_remove gone where cost_line.uid = gone.uid"}};

constexpr std::array keepIndicator{Query{"newest_money.keep_indicator", R"(
merge into indicator using (
    select state.uid, state.holder_uid, state.holder_key, state.content, programme.other_uid as programme_uid,
           project.other_uid as project_uid, asset.other_uid as asset_uid
    from state_to_keep state
    left join state_reference programme on programme.uid = state.uid and programme.field = 'programme'
    left join state_reference project on project.uid = state.uid and project.field = 'project'
    left join state_reference asset on asset.uid = state.uid and asset.field = 'asset'
    where state.kind = 'indicator') state on indicator.uid = state.uid
when matched then update set
    holder_uid = state.holder_uid, holder_key = state.holder_key,
    name = coalesce(nullif(state.content ->> 'name', ''), state.holder_key),
    programme_uid = state.programme_uid, project_uid = state.project_uid, asset_uid = state.asset_uid,
    unit = state.content ->> 'unit',
    direction = (select code from code where code_list = 'direction' and code = state.content ->> 'direction'),
    method = state.content ->> 'method', source = state.content ->> 'source',
    baseline = (state.content ->> 'baseline')::numeric, baseline_on = (state.content ->> 'baseline_on')::date,
    verdict = (select code from code where code_list = 'indicator_verdict' and code = state.content ->> 'verdict'),
    content = state.content
when not matched then insert (uid, holder_uid, holder_key, name, programme_uid, project_uid, asset_uid, unit,
    direction, method, source, baseline, baseline_on, verdict, content)
values (state.uid, state.holder_uid, state.holder_key,
    coalesce(nullif(state.content ->> 'name', ''), state.holder_key), state.programme_uid, state.project_uid,
    state.asset_uid, state.content ->> 'unit',
    (select code from code where code_list = 'direction' and code = state.content ->> 'direction'),
    state.content ->> 'method', state.content ->> 'source', (state.content ->> 'baseline')::numeric,
    (state.content ->> 'baseline_on')::date,
    (select code from code where code_list = 'indicator_verdict' and code = state.content ->> 'verdict'),
    state.content))"}};
constexpr std::array removeIndicator{
    Query{"newest_money.remove_indicator",
          "delete from indicator using state_to_remove gone where indicator.uid = gone.uid"}};

// A value or a link without its other end waits in dangling_reference.
constexpr std::array keepValue{Query{"newest_money.keep_indicator_value", R"(
merge into indicator_value using (
    select state.uid, state.holder_uid, state.holder_key, state.content, indicator.other_uid as indicator_uid,
           evidence.other_uid as evidence_uid
    from state_to_keep state
    left join state_reference indicator on indicator.uid = state.uid and indicator.field = 'indicator'
    left join state_reference evidence on evidence.uid = state.uid and evidence.field = 'evidence'
    where state.kind = 'indicator_value'
      and indicator.other_uid is not null) state on indicator_value.uid = state.uid
when matched then update set
    indicator_uid = state.indicator_uid, period = state.content ->> 'period',
    period_ends_on = (state.content ->> 'period_ends_on')::date, target = (state.content ->> 'target')::numeric,
    actual = (state.content ->> 'actual')::numeric,
    verdict = (select code from code where code_list = 'indicator_verdict' and code = state.content ->> 'verdict'),
    evidence_uid = state.evidence_uid
when not matched then insert (uid, indicator_uid, period, period_ends_on, target, actual, verdict, evidence_uid)
values (state.uid, state.indicator_uid, state.content ->> 'period', (state.content ->> 'period_ends_on')::date,
    (state.content ->> 'target')::numeric, (state.content ->> 'actual')::numeric,
    (select code from code where code_list = 'indicator_verdict' and code = state.content ->> 'verdict'),
    state.evidence_uid))"}};
constexpr std::array removeValue{
    Query{"newest_money.remove_indicator_value",
          "delete from indicator_value using state_to_remove gone where indicator_value.uid = gone.uid"}};

constexpr std::array keepLink{Query{"newest_money.keep_indicator_link", R"(
merge into indicator_link using (
    select state.uid, state.holder_uid, state.holder_key, state.content, cost_line.other_uid as cost_line_uid,
           indicator.other_uid as indicator_uid
    from state_to_keep state
    left join state_reference cost_line on cost_line.uid = state.uid and cost_line.field = 'cost_line'
    left join state_reference indicator on indicator.uid = state.uid and indicator.field = 'indicator'
    where state.kind = 'indicator_link'
      and cost_line.other_uid is not null and indicator.other_uid is not null) state on indicator_link.uid = state.uid
when matched then update set
    cost_line_uid = state.cost_line_uid, indicator_uid = state.indicator_uid,
    weight = coalesce((state.content ->> 'weight')::numeric, 1)
when not matched then insert (uid, cost_line_uid, indicator_uid, weight)
values (state.uid, state.cost_line_uid, state.indicator_uid, coalesce((state.content ->> 'weight')::numeric, 1)))"}};
constexpr std::array removeLink{
    Query{"newest_money.remove_indicator_link",
          "delete from indicator_link using state_to_remove gone where indicator_link.uid = gone.uid"}};

constexpr std::array keepContract{Query{"newest_money.keep_contract", R"(
merge into contract using (
    select state.uid, state.holder_uid, state.holder_key, state.content, programme.other_uid as programme_uid,
           asset.other_uid as asset_uid, cost_line.other_uid as cost_line_uid, currency.code as currency
    from state_to_keep state
    left join state_reference programme on programme.uid = state.uid and programme.field = 'programme'
    left join state_reference asset on asset.uid = state.uid and asset.field = 'asset'
    left join state_reference cost_line on cost_line.uid = state.uid and cost_line.field = 'cost_line'
    left join currency on currency.code = state.content ->> 'currency'
    where state.kind = 'contract') state on contract.uid = state.uid
when matched then update set
    holder_uid = state.holder_uid, holder_key = state.holder_key, name = state.content ->> 'name',
    contract_number = state.content ->> 'contract_number', supplier = state.content ->> 'supplier',
    programme_uid = state.programme_uid, asset_uid = state.asset_uid, cost_line_uid = state.cost_line_uid,
    signed_on = (state.content ->> 'signed_on')::date, ends_on = (state.content ->> 'ends_on')::date,
    currency = state.currency,
    amount = case when state.currency is not null then (state.content ->> 'amount')::bigint end
when not matched then insert (uid, holder_uid, holder_key, name, contract_number, supplier, programme_uid,
    asset_uid, cost_line_uid, signed_on, ends_on, currency, amount)
values (state.uid, state.holder_uid, state.holder_key, state.content ->> 'name',
    state.content ->> 'contract_number', state.content ->> 'supplier', state.programme_uid, state.asset_uid,
    state.cost_line_uid, (state.content ->> 'signed_on')::date, (state.content ->> 'ends_on')::date,
    state.currency, case when state.currency is not null then (state.content ->> 'amount')::bigint end))"}};
constexpr std::array removeContract{
    Query{"newest_money.remove_contract",
          "delete from contract using state_to_remove gone where contract.uid = gone.uid"}};

constexpr std::array keepTotal{Query{"newest_money.keep_budget_total", R"(
merge into budget_total using (
    select distinct on (owner.other_uid, year, currency) owner.other_uid as owner_uid,
           (state.content ->> 'year')::numeric::integer as year, state.content ->> 'currency' as currency,
           (state.content ->> 'amount')::bigint as amount
    from state_to_keep state
    join state_reference owner on owner.uid = state.uid and owner.other_uid is not null
    where state.kind = 'budget_total'
    order by owner.other_uid, year, currency, array_position(array['task', 'project', 'programme'], owner.field)
) state on budget_total.owner_uid = state.owner_uid and budget_total.year = state.year
    and budget_total.currency = state.currency
when matched then update set amount = state.amount, submission_id = $1
when not matched then insert (owner_uid, year, currency, amount, submission_id)
values (state.owner_uid, state.year, state.currency, state.amount, $1))"}};
constexpr std::array removeTotal{Query{"newest_money.remove_budget_total", R"(
delete from budget_total
using state_to_remove gone
join lateral (
    select content, holder_uid from record_version version where version.uid = gone.uid and not version.ended
    order by valid_from desc, recorded_at desc limit 1) former on true
join record owner on not owner.ended and owner.kind in ('programme', 'project', 'task')
    and owner.holder_key = stated_reference_key(former.content ->> owner.kind)
where gone.kind = 'budget_total' and budget_total.owner_uid = owner.uid
  and budget_total.year = (former.content ->> 'year')::numeric::integer
  and budget_total.currency = former.content ->> 'currency')"}};

constexpr std::array kinds{
    KindStatements{"programme", keepProgramme, {}, removeProgramme},
    KindStatements{"project", keepProject, {}, removeProject},
    KindStatements{"task", keepTask, {}, removeTask},
    KindStatements{"cost_line", keepCostLine, {}, removeCostLine},
    KindStatements{"indicator", keepIndicator, {}, removeIndicator},
    KindStatements{"indicator_value", keepValue, {}, removeValue},
    KindStatements{"indicator_link", keepLink, {}, removeLink},
    KindStatements{"contract", keepContract, {}, removeContract},
    KindStatements{"budget_total", {}, keepTotal, removeTotal},
};

}  // namespace

std::span<const KindStatements> moneyKinds() {
    return kinds;
}

}  // namespace cadastre::submissions
