// The money rules over staged records, each under the name of the constraint that would refuse it.
#include "importers/money_checks.h"

#include "importers/report_problems.h"

namespace cadastre::importers {

namespace {

// F1: a line is tied by a link, of this import or before, to an indicator that can be measured.
constexpr Query untiedApproval{"money_checks.untied_approval", R"(
with value_target as (
    select stated_subject(value.content, 'indicator', value.subject) as subject, stated_key(value.content, 'indicator') as key
    from staged_record value where kind = 'indicator_value' and content ? 'target'
    union
    select holder.code, record.holder_key from indicator_value value
    join record on record.uid = value.indicator_uid join subject holder on holder.uid = record.holder_uid
    where value.target is not null),
measured as (
    select subject, key from staged_record
    where kind = 'indicator' and content ?& array['unit', 'direction', 'baseline', 'source']
    union
    select holder.code, indicator.holder_key from indicator join subject holder on holder.uid = indicator.holder_uid
    where unit is not null and direction is not null and baseline is not null and source is not null),
measurable as (select subject, key from measured join value_target using (subject, key)),
tied as (
    select stated_subject(link.content, 'cost_line', link.subject) as subject, stated_key(link.content, 'cost_line') as key
    from staged_record link
    join measurable on measurable.subject = stated_subject(link.content, 'indicator', link.subject)
        and measurable.key = stated_key(link.content, 'indicator')
    where link.kind = 'indicator_link'
    union
    select holder.code, line.holder_key from indicator_link link
    join cost_line line on line.uid = link.cost_line_uid join subject holder on holder.uid = line.holder_uid
    join indicator on indicator.uid = link.indicator_uid
    join subject indicator_holder on indicator_holder.uid = indicator.holder_uid
    join measurable on measurable.subject = indicator_holder.code and measurable.key = indicator.holder_key)
select file, record, line, 'cost_status' as field, 'approved-line-has-an-indicator' as rule,
       content ->> 'cost_status' as value,
       '{}'::jsonb as arguments
from staged_record line
where kind = 'cost_line' and content ->> 'cost_status' in ('approved', 'committed')
  and not exists (select from tied where tied.subject = line.subject and tied.key = line.key))"};

constexpr Query incompleteApproval{"money_checks.incomplete_approval", R"(
select file, record, line, missing.field, 'approved-line-is-complete' as rule, '' as value,
       '{}'::jsonb as arguments
from staged_record staged
cross join lateral (
    select field from (values ('planned'), ('year')) owed(field) where not staged.content ? field
    union all
    select 'programme' where not staged.content ?| array['programme', 'project', 'task']) missing
where kind = 'cost_line' and content ->> 'cost_status' in ('approved', 'committed'))"};

// F2, and what was approved stays so. The few staged rows of the kind are taken out first: joined in place, a
// planner that misjudges them compares everything with everything.
constexpr Query movedMoney{"money_checks.moved_money", R"(
with staged as materialized (select * from staged_record where kind = 'cost_line')
select file, record, line, broken.field, broken.rule, staged.content ->> broken.field as value,
       '{}'::jsonb as arguments
from staged
join subject holder on holder.code = staged.subject
join record on record.kind = 'cost_line' and record.holder_uid = holder.uid and record.holder_key = staged.key
join cost_line former on former.uid = record.uid and former.cost_status in ('approved', 'committed')
cross join lateral (
    select 'planned' as field, 'reallocation-carries-indicators' as rule
    where (staged.content ->> 'planned')::numeric is distinct from former.planned
       or staged.content ->> 'currency' <> former.currency
    union all
    select 'cost_status', 'approval-is-not-taken-back'
    where coalesce(staged.content ->> 'cost_status', 'recorded') not in ('approved', 'committed')) broken)"};

// F3.
constexpr Query movedBaseline{"money_checks.moved_baseline", R"(
with staged as materialized (select * from staged_record where kind = 'indicator')
select file, record, line, 'baseline' as field, 'baseline-moves-only-by-ledger' as rule,
       coalesce(staged.content ->> 'baseline', '') as value,
       '{}'::jsonb as arguments
from staged
join subject holder on holder.code = staged.subject
join record on record.kind = 'indicator' and record.holder_uid = holder.uid and record.holder_key = staged.key
join indicator former on former.uid = record.uid and former.baseline is not null
where (staged.content ->> 'baseline')::numeric is distinct from former.baseline)"};

// F4.
constexpr Query loweredTarget{"money_checks.lowered_target", R"(
with staged as materialized (select * from staged_record where kind = 'indicator_value')
select file, record, line, 'target' as field, 'target-stands-after-its-period' as rule,
       coalesce(staged.content ->> 'target', '') as value,
       '{}'::jsonb as arguments
from staged
join subject holder on holder.code = staged.subject
join record on record.kind = 'indicator_value' and record.holder_uid = holder.uid and record.holder_key = staged.key
join indicator_value former on former.uid = record.uid and former.target is not null
    and former.period_ends_on < current_date
join indicator on indicator.uid = former.indicator_uid
cross join lateral (select (staged.content ->> 'target')::numeric as target) stated
where (stated.target is null
       or case when indicator.direction = 'decrease' then stated.target > former.target
               else stated.target < former.target end))"};

}  // namespace

void addMoneyProblems(WriteTransaction& transaction, const std::set<std::string>& kinds) {
    if (kinds.contains("cost_line")) {
        reportProblems(transaction, untiedApproval);
        reportProblems(transaction, incompleteApproval);
        reportProblems(transaction, movedMoney);
    }
    if (kinds.contains("indicator")) reportProblems(transaction, movedBaseline);
    if (kinds.contains("indicator_value")) reportProblems(transaction, loweredTarget);
}

}  // namespace cadastre::importers
