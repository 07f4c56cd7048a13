// Rules that need one record only: what it owes, which values it may state, whether its dates agree.
#include "profiles/checks/rule_queries.h"

namespace cadastre::checks {

namespace {

// One finding a record, naming everything that is missing, so that a poor record is one line and not twenty.
// A statement that the value is unknown or withheld is an answer, until the day it promised itself is past.
// Fields that a rule of their own asks for count in the share but are not named twice.
constexpr Query owedFieldMissing{"rule.owed_field_missing", R"sql(
insert into hit (rule, uid, arguments)
with duty as materialized (
    select class, stage, array_agg(field) as fields, sum(weight) as weight
    from owed_field cross join check_day
    where day between valid_from and coalesce(valid_to, 'infinity')
    group by class, stage),
suspect as materialized (
    select asset.uid, asset.class, asset.stage, asset.content, duty.weight
    from checked_record join asset using (uid) join duty using (class, stage)
    where not asset.content ?& duty.fields),
missing as (
    select suspect.uid, suspect.class, suspect.stage, suspect.weight as owed, field, owed_field.weight
    from suspect join owed_field using (class, stage) cross join check_day
    where day between valid_from and coalesce(valid_to, 'infinity')
      and not content ? field
      and not coalesce(content->'withheld' ? field, false)
      and not coalesce(content->'unknown'->>field = '' or content->'unknown'->>field >= day::text, false)
      and not (field = 'functions' and coalesce(content->>'functions_declared_not_digitised', '') = 'true'))
select 'owed-field-missing', missing.uid,
       jsonb_build_object(
           'fields', string_agg(field, ', ' order by missing.weight desc, field) filter (where own.code is null),
           'stage', missing.stage,
           'share', (100 * (min(owed) - sum(missing.weight)) / min(owed))::integer::text)
from missing
left join rule own on own.code in ('function-unmapped', 'operating-without-commissioning') and own.active
    and missing.field = any(own.fields) and missing.class = any(own.classes) and missing.stage = any(own.stages)
group by missing.uid, missing.stage
having count(*) filter (where own.code is null) > 0
)sql"};

// What is owed depends on the stage, so a record that does not say its stage owes that first, and beside it
// what its class owes at every stage at which it can be alive.
constexpr Query stageMissing{"rule.stage_missing", R"sql(
insert into hit (rule, uid, arguments)
with duty as materialized (
    select class, field, max(weight) as weight
    from owed_field join stage on stage.code = owed_field.stage and alive cross join check_day
    where day between valid_from and coalesce(valid_to, 'infinity')
    group by class, field having count(*) = (select count(*) from stage where alive)),
owed as (select class, sum(weight) as weight from duty group by class),
missing as (
    select asset.uid, coalesce(owed.weight, 0) + heaviest.weight as owed,
           coalesce(sum(duty.weight) filter (where absent), 0) + heaviest.weight as weight,
           string_agg(duty.field, ', ' order by duty.weight desc, duty.field) filter (where absent) as fields
    from checked_record join asset using (uid) cross join check_day
    cross join (select max(weight) as weight from owed_field) heaviest
    left join owed using (class)
    left join duty using (class)
    left join lateral (
        select not content ? duty.field
               and not coalesce(content->'withheld' ? duty.field, false)
               and not coalesce(content->'unknown'->>duty.field = ''
                                or content->'unknown'->>duty.field >= day::text, false)
               and not (duty.field = 'functions'
                        and coalesce(content->>'functions_declared_not_digitised', '') = 'true') as absent) field on true
    where asset.stage is null
      and not content ? 'stage'
      and not coalesce(content->'withheld' ? 'stage', false)
      and not coalesce(content->'unknown'->>'stage' = '' or content->'unknown'->>'stage' >= day::text, false)
    group by asset.uid, owed.weight, heaviest.weight)
select 'owed-field-missing', uid,
       jsonb_build_object('fields', concat_ws(', ', 'stage', fields), 'stage', '',
                          'share', (100 * (owed - weight) / owed)::integer::text)
from missing
)sql"};

// Coded values, placeholders and lengths are asked of every stated value in one pass. `offset 0` keeps the
// values from being taken apart again for every field of the dictionary.
constexpr Query statedValues{"rule.stated_values", R"sql(
insert into hit (rule, uid, field, value, arguments)
with watched as materialized (
    select record_kind, class, code, coalesce(maximum_length, 1000000000) as maximum_length,
           case when type = 'code' then code_list end as code_list,
           exists (select from placeholder where placeholder.field = field.code) as guarded
    from field
    where type = 'code' or maximum_length is not null),
entry as (
    select uid, 'asset' as kind, class, field, value
    from checked_record join asset using (uid) cross join lateral jsonb_each_text(content) stated(field, value)
    union all
    select record.uid, record.kind, '', field, value
    from checked_record join record using (uid)
    cross join lateral (select ended, content from record_version version where version.uid = record.uid
                        order by valid_from desc, recorded_at desc limit 1) newest
    cross join lateral jsonb_each_text(newest.content) stated(field, value)
    where record.kind <> 'asset' and not newest.ended
    offset 0),
wrong as (
    select entry.uid, entry.field, entry.value, code_list, maximum_length,
           code_list is null and length(value) <= maximum_length as placed
    from entry
    join watched on watched.code = entry.field and watched.record_kind = entry.kind
        and (watched.class = '' or watched.class = entry.class)
    where case when code_list is not null
               then (code_list, value) not in (select code_in_use.code_list, code_in_use.code from code_in_use)
               else (octet_length(value) > maximum_length and length(value) > maximum_length)
                    or (guarded and octet_length(value) < 80
                        and (field, lower(btrim(value))) in (select field, value from placeholder)) end)
select case when code_list is not null then 'unknown-code' when placed then 'placeholder' else 'over-long-text' end,
       uid, field, left(value, 200),
       case when code_list is not null then jsonb_build_object('list', code_list, 'value', left(value, 200))
            when placed then jsonb_build_object('value', value)
            else jsonb_build_object('length', length(value)::text, 'maximum', maximum_length::text) end
from wrong
)sql"};

constexpr Query unknownFunctions{"rule.unknown_functions", R"sql(
insert into hit (rule, uid, field, detail, value, arguments)
select 'unknown-code', uid, 'functions', classifier || ':' || function_code, function_code,
       jsonb_build_object('list', classifier, 'value', function_code)
from checked_record join asset_function using (uid)
where not exists (select from function_code known
                  where known.classifier = asset_function.classifier and known.code = asset_function.function_code)
)sql"};

// Dates in content are YYYY-MM-DD, so their text is in the order of time.
constexpr Query assetDates{"rule.asset_dates", R"sql(
insert into hit (rule, uid, field, detail, value, arguments)
select 'dates-out-of-order', uid, later_field, earlier_field, later,
       jsonb_build_object('earlier_field', earlier_field, 'earlier', earlier, 'later_field', later_field, 'later', later)
from checked_asset
cross join lateral (values ('founded_on', founded_on, 'commissioned_on', commissioned_on),
                           ('commissioned_on', commissioned_on, 'decommissioned_on', decommissioned_on),
                           ('founded_on', case when commissioned_on is null then founded_on end,
                            'decommissioned_on', decommissioned_on)) pair(earlier_field, earlier, later_field, later)
where (commissioned_on < founded_on or decommissioned_on < coalesce(commissioned_on, founded_on)) and later < earlier
)sql"};

constexpr Query moneyDates{"rule.money_dates", R"sql(
insert into hit (rule, uid, field, detail, value, arguments)
select 'dates-out-of-order', uid, 'ends_on', 'starts_on', ends_on::text,
       jsonb_build_object('earlier_field', 'starts_on', 'earlier', starts_on::text,
                          'later_field', 'ends_on', 'later', ends_on::text)
from (select uid, starts_on, ends_on from programme union all select uid, starts_on, ends_on from project) plan
join checked_record using (uid)
where ends_on < starts_on
)sql"};

// A stage that the stated dates have overtaken: put into use and still planned, ended and still operating.
// One of the two is wrong, and whoever counts systems in use counts this one wrongly.
constexpr Query stageBehindDates{"rule.stage_behind_dates", R"sql(
insert into hit (rule, uid, field, detail, value, arguments)
select 'stage-behind-dates', uid, 'stage', overtaking.field, asset.stage,
       jsonb_build_object('stage', asset.stage, 'field', overtaking.field, 'date', overtaking.happened)
from checked_asset asset cross join check_day
cross join lateral (values
    ('commissioned_on', commissioned_on, asset.stage in ('planned', 'creating', 'trial', 'cancelled')),
    ('decommissioned_on', decommissioned_on,
     asset.stage not in ('decommissioned', 'data_retained', 'removed', 'cancelled'))) overtaking(field, happened, behind)
where (commissioned_on < day::text or decommissioned_on < day::text)
  and overtaking.happened < day::text and overtaking.behind
)sql"};

// Mended by a later correction that says why (its note), or by undoing the import that stated the step.
constexpr Query stepNotAllowed{"rule.step_not_allowed", R"sql(
insert into hit (rule, uid, field, detail, value, arguments)
select 'step-not-allowed', event.uid, 'events', event.event_id::text, event.event_kind,
       jsonb_build_object('event', event.event_kind, 'on', coalesce(event.happened_on::text, '–'),
                          'before_stage', event.refused_stage_before, 'after_stage', event.refused_stage_after)
from checked_record join event using (uid)
where event.refused_stage_before is not null
  and not exists (
      select from event correction join submission on submission.submission_id = correction.submission_id
      where correction.uid = event.uid and correction.event_id > event.event_id
        and correction.event_kind = 'correction' and correction.note is not null
        and (submission.undoes is null or submission.undoes = event.submission_id))
)sql"};

constexpr Query operatingWithoutCommissioning{"rule.operating_without_commissioning", R"sql(
insert into hit (rule, uid, field, arguments, money_low, money_high, currency)
select rule.code, asset.uid, 'commissioned_on', jsonb_build_object('stage', asset.stage),
       yearly_cost, yearly_cost, case when yearly_cost is not null then currency end
from checked_asset asset cross join check_day
join rule on rule.code = 'operating-without-commissioning'
    and asset.class = any(rule.classes) and asset.stage = any(rule.stages)
where commissioned_on is null
  and not coalesce(withheld ? 'commissioned_on', false)
  and not coalesce(unknown->>'commissioned_on' = '' or unknown->>'commissioned_on' >= day::text, false)
)sql"};

constexpr Query expiredDates{"rule.expired_dates", R"sql(
insert into hit (rule, uid, field, value, arguments, money_low, money_high, currency)
select rule.code, asset.uid, term.field, term.ends,
       jsonb_build_object('field', term.field, 'date', term.ends, 'product', ''),
       yearly_cost, yearly_cost, case when yearly_cost is not null then currency end
from checked_asset asset cross join check_day
join rule on rule.code = 'expired-while-operating' and asset.stage = any(rule.stages)
cross join lateral (values ('attestation_expires_on', attestation_expires_on),
                           ('licence_expires_on', licence_expires_on),
                           ('support_ends_on', support_ends_on)) term(field, ends)
where least(attestation_expires_on, licence_expires_on, support_ends_on) < day::text and term.ends < day::text
)sql"};

// The vendor's published end of support, where the holder states product and cycle (or a version of the
// cycle) and does not state support of its own, which may have been bought beyond it. Of several cycles that
// a version belongs to, the longest is meant: 2.7 and not 2.
constexpr Query expiredProducts{"rule.expired_products", R"sql(
insert into hit (rule, uid, field, detail, value, arguments, money_low, money_high, currency)
with used as (
    select distinct on (asset.uid) asset.uid, asset.yearly_cost, asset.currency, asset.product,
           coalesce(product_cycle, version) as stated, release.cycle, release.support_ends_on, release.ended
    from checked_asset asset
    join rule on rule.code = 'expired-while-operating' and asset.stage = any(rule.stages)
    join product_release release on release.product = replace(lower(btrim(asset.product)), ' ', '-')
    where asset.support_ends_on is null
      and (release.cycle = replace(lower(btrim(product_cycle)), ' ', '-')
           or (product_cycle is null and starts_with(lower(version) || '.', release.cycle || '.')))
    order by asset.uid, length(release.cycle) desc)
select 'expired-while-operating', uid, 'product_cycle', '', product || ' ' || stated,
       jsonb_build_object('field', 'support_ends_on', 'date', coalesce(support_ends_on::text, ''),
                          'product', product || ' ' || cycle),
       yearly_cost, yearly_cost, case when yearly_cost is not null then currency end
from used cross join check_day
where support_ends_on < day or (support_ends_on is null and ended)
)sql"};

// Any classifier counts, a foreign one too: the holder has said what the system is for.
constexpr Query functionUnmapped{"rule.function_unmapped", R"sql(
insert into hit (rule, uid, field, arguments)
select rule.code, asset.uid, 'functions', jsonb_build_object('stage', asset.stage)
from checked_asset asset cross join check_day
join rule on rule.code = 'function-unmapped' and asset.class = any(rule.classes) and asset.stage = any(rule.stages)
where not exists (select from asset_function where asset_function.uid = asset.uid)
  and functions_declared_not_digitised is distinct from 'true'
  and not coalesce(withheld ? 'functions', false)
  and not coalesce(unknown->>'functions' = '' or unknown->>'functions' >= day::text, false)
)sql"};

}  // namespace

std::span<const RuleGroup> statementRules() {
    static const std::vector<RuleGroup> groups = {
        {{"owed-field-missing"}, {}, {owedFieldMissing, stageMissing}},
        {{"unknown-code", "placeholder", "over-long-text"}, {}, {statedValues, unknownFunctions}},
        {{"dates-out-of-order"}, {}, {assetDates, moneyDates}},
        {{"stage-behind-dates"}, {}, {stageBehindDates}},
        {{"step-not-allowed"}, {}, {stepNotAllowed}},
        {{"operating-without-commissioning"}, {}, {operatingWithoutCommissioning}},
        {{"expired-while-operating"}, {}, {expiredDates, expiredProducts}},
        {{"function-unmapped"}, {}, {functionUnmapped}},
    };
    return groups;
}

}  // namespace cadastre::checks
