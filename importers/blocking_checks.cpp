// One query a check.
#include "importers/blocking_checks.h"

#include "importers/report_problems.h"

namespace cadastre::importers {

namespace {

constexpr Query keyRepeated{"blocking.key_repeated", R"(
select file, record, line, 'key' as field, 'key-given-twice' as rule, key as value,
       jsonb_build_object('line', standing_line) as arguments
from repeated_state
where place > 1 and not secondary
  and (content_hash <> standing_hash or events is distinct from standing_events))"};

constexpr Query subjectUnknown{"blocking.subject_unknown", R"(
select file, record, line, 'subject' as field,
       case when subject = '' then 'subject-missing' else 'unknown-subject' end as rule, subject as value,
       '{}'::jsonb as arguments
from staged_record staged join record_kind on record_kind.code = staged.kind
where record_kind.held and not exists (select from known_subject where known_subject.code = staged.subject))"};

constexpr Query stateInFuture{"blocking.state_in_future", R"(
select file, record, line, 'valid_from' as field, 'valid-from-in-future' as rule, valid_from::text as value,
       '{}'::jsonb as arguments
from staged_record where valid_from > current_date)"};

// What a kind can't be told apart or kept without.
constexpr Query fieldMissing{"blocking.field_missing", R"(
select file, record, line, owed.field, 'field-missing' as rule, '' as value,
       jsonb_build_object('kind', staged.kind) as arguments
from (values ('function', 'classifier'), ('function', 'code'), ('product_release', 'product'),
             ('product_release', 'cycle'), ('round', 'period_starts_on'), ('round', 'period_ends_on'),
             ('round', 'due_on'), ('round_duty', 'round'), ('nil_return', 'round'), ('mandate', 'classifier'),
             ('mandate', 'function_code'), ('indicator_value', 'indicator'),
             ('indicator_value', 'period'), ('indicator_value', 'period_ends_on'), ('indicator_link', 'cost_line'),
             ('indicator_link', 'indicator'), ('budget_total', 'year'), ('budget_total', 'currency'),
             ('budget_total', 'amount')) owed(kind, field)
join staged_record staged on staged.kind = owed.kind
where not staged.content ? owed.field)"};

constexpr Query currencyMissing{"blocking.currency_missing", R"(
select file, record, line, 'currency' as field,
       case when content ? 'currency' then 'unknown-currency' else 'currency-missing' end as rule,
       coalesce(content ->> 'currency', '') as value, '{}'::jsonb as arguments
from staged_record
where content ?| (select array_agg(distinct code) from field where type = 'money')
  and not exists (select from currency where currency.code = content ->> 'currency')
  and not (kind = 'budget_total' and not content ? 'currency'))"};

constexpr Query numberOutOfRange{"blocking.number_out_of_range", R"(
select file, record, line, bound.field, 'number-out-of-range' as rule, content ->> bound.field as value,
       jsonb_build_object('low', bound.low, 'high', bound.high) as arguments
from (values ('cost_line', 'year', 1900, 2200), ('budget_total', 'year', 1900, 2200),
             ('task', 'planned_days', -1000000, 1000000), ('budget_total', 'amount', 0, null),
             ('indicator_link', 'weight', 0, null)) bound(kind, field, low, high)
join staged_record staged on staged.kind = bound.kind
where jsonb_typeof(content -> bound.field) = 'number'
  and ((content ->> bound.field)::numeric < bound.low or (content ->> bound.field)::numeric > bound.high
       or (bound.field = 'weight' and (content ->> bound.field)::numeric = 0)))"};

constexpr Query periodOutOfOrder{"blocking.period_out_of_order", R"(
select file, record, line, 'period_ends_on' as field, 'period-out-of-order' as rule,
       content ->> 'period_ends_on' as value, '{}'::jsonb as arguments
from staged_record
where kind = 'round' and not (content ->> 'period_starts_on' <= content ->> 'period_ends_on'
                              and content ->> 'period_ends_on' <= content ->> 'due_on'))"};

// Two keys for what can only be once: an indicator has one value a period, a line one link to an indicator…
constexpr Query statedTwice{"blocking.stated_twice", R"(
select file, record, line, 'key' as field, 'stated-twice' as rule, key as value,
       jsonb_build_object('line', first_line, 'kind', kind) as arguments
from (
    select *, first_value(line) over whole as first_line, first_value(key) over whole as first_key
    from (
        select file, record, line, seq, kind, subject, key,
               case kind
                   when 'indicator_value' then jsonb_build_array(content -> 'indicator', content -> 'period')
                   when 'indicator_link' then jsonb_build_array(content -> 'cost_line', content -> 'indicator')
                   when 'mandate' then jsonb_build_array(content -> 'classifier', content -> 'function_code')
                   when 'round_duty' then jsonb_build_array(content -> 'round', content -> 'class')
                   when 'nil_return' then jsonb_build_array(content -> 'round')
                   when 'budget_total' then jsonb_build_array(content -> 'programme', content -> 'project',
                                                content -> 'task', content -> 'year', content -> 'currency')
               end as what
        from staged_record
        where kind in ('indicator_value', 'indicator_link', 'mandate', 'round_duty', 'nil_return', 'budget_total')
    ) named
    window whole as (partition by kind, subject, what order by seq)) ordered
where key <> first_key)"};

}  // namespace

void addBlockingProblems(WriteTransaction& transaction) {
    for (const auto& check : {keyRepeated, subjectUnknown, stateInFuture, fieldMissing, currencyMissing,
                              numberOutOfRange, periodOutOfOrder, statedTwice}) {
        reportProblems(transaction, check);
    }
    transaction.runOnce("blocking.analyze", "analyze import_problem");
}

}  // namespace cadastre::importers
