// What a search reads of the register and notes of itself; what it keeps of its findings is in
// found_group_queries.h.
#pragma once

#include "schema/query.h"

namespace cadastre::duplicates::queries {

inline constexpr Query knownField{"duplicates.known_field",
                                  "select $1 in ('name', 'short_name', 'purpose', 'functions', 'own_key') "
                                  "or exists (select from classifier where code = $1)"};

// Subjects are numbered within the snapshot: the engine wants small numbers, not identifiers.
inline constexpr Query readScope{"duplicates.scope", R"sql(
with recursive numbered as (select uid, code, parent_uid, row_number() over (order by uid) as number from subject),
below as (
    select uid, number from numbered where code = $1
    union
    select numbered.uid, numbered.number from below join numbered on numbered.parent_uid = below.uid)
select number from below
)sql"};

inline constexpr Query readSince{"duplicates.since",
                                 "select (extract(epoch from $1::timestamptz) * 1000000)::bigint"};

inline constexpr Query readSubjects{"duplicates.subjects", R"sql(
with numbered as (select uid, parent_uid, concat_ws(chr(10), name, nullif(short_name, name)) as name, row_number() over (order by uid) as number
                  from subject)
select own.uid, own.number, own.name, coalesce(above.number, 0) as above
from numbered own left join numbered above on above.uid = own.parent_uid
)sql"};

// Assets come in the order of uids, off indexes that stand in it: sorting or hashing a million wide rows
// would cost more than reading them.
inline constexpr Query walkInOrder{
    "duplicates.walk_in_order",
    "select set_config('enable_sort', 'off', true), set_config('enable_hashjoin', 'off', true), "
    "set_config('enable_hashagg', 'off', true), set_config('enable_seqscan', 'off', true)"};

// A name that was not stated is the key and no name; placeholders say nothing. An asset that has ended costs
// nothing any more: that is known, not unknown. Content is unpacked only where it is needed (0053), and only
// what is short enough for a placeholder is put into lower case.
inline constexpr Query copyAssets{"duplicates.assets", R"sql(
copy (
with performed as (select uid, string_agg(classifier || ':' || function_code, chr(31) order by classifier, function_code) as functions
                   from asset_function group by uid),
above as (select uid,
                 min(coalesce(other_uid::text, md5(other_subject || '/' || other_key)::uuid::text))
                     filter (where relation_kind = 'instance_of') as solution,
                 min(other_uid::text) filter (where relation_kind = 'part_of') as whole
          from relation where relation_kind in ('instance_of', 'part_of') group by uid),
borne as (select uid, (content->>'cost_allocation_share')::numeric as share
          from asset where content ? 'cost_allocation_share'),
reduced as (
    select asset.uid, class, holder_uid, name, holder_key, short_name, purpose, performed.functions, stage,
           above.solution, above.whole, currency, recorded_at,
           case when class = 'software' and content ? 'product'
                then concat_ws(' ', content->>'vendor', content->>'product') end as product,
           case when share is null then yearly_cost else round(yearly_cost * share / 100)::bigint end as running,
           case when share is null then planned_development_cost
                else round(planned_development_cost * share / 100)::bigint end as development,
           currency is not null and stage in (select code from stage where not alive) as over
    from asset
    left join performed on performed.uid = asset.uid
    left join above on above.uid = asset.uid
    left join borne on borne.uid = asset.uid
    where asset.stage is distinct from 'cancelled')
select uid, class, holder_uid,
       case when name <> holder_key
                 and (octet_length(name) > (select 2 * max(octet_length(value)) from placeholder)
                      or lower(btrim(name)) not in (select value from placeholder where field = 'name')) then name end,
       short_name,
       case when octet_length(purpose) > (select 2 * max(octet_length(value)) from placeholder)
                 or lower(btrim(purpose)) not in (select value from placeholder where field = 'purpose') then purpose end,
       functions, coalesce(stage in ('planned', 'creating'), false),
       coalesce(stage in (select code from stage where not alive), false), solution, whole,
       case when over then 0 else running end, case when over then 0 else development end,
       currency, (extract(epoch from recorded_at) * 1000000)::bigint, product
from reduced order by uid
) to stdout
)sql"};

// Members of decisions that hold: none of the fields they rest on is materially another.
inline constexpr Query readSaidApart{"duplicates.said_apart", R"sql(
select uid, dense_rank() over (order by decision_id) as number, side, question = 'identity' as about_identity
from standing_duplicate_side join asset using (uid)
where material_changes(compared, compared_fields(uid)) = '[]'
order by decision_id, uid
)sql"};
// Tells whether anybody decided between a search's reading and its writing.
inline constexpr Query readLastDecision{
    "duplicates.last_decision", "select coalesce(max(decision_id::text), '') from duplicate_decision"};

inline constexpr Query waitForOtherRuns{"duplicates.wait_for_other_runs",
                                        "select pg_advisory_xact_lock(hashtext('cadastre.duplicates'))"};
inline constexpr Query addRun{"duplicates.add_run", R"sql(
insert into duplicate_run (run_id, started_at, model_version, options, compared_count, threshold)
values (time_ordered_uuid(), $1, $2, $3, $4, $5) returning run_id
)sql"};
inline constexpr Query keepWeights{"duplicates.keep_weights",
                                   "update duplicate_run set weights = $2::jsonb where run_id = $1::uuid"};
inline constexpr Query finishRun{
    "duplicates.finish_run",
    "update duplicate_run set finished_at = clock_timestamp(), counts = $2::jsonb "
    "where run_id = $1::uuid"};
inline constexpr Query readClock{"duplicates.clock", "select clock_timestamp()"};

}  // namespace cadastre::duplicates::queries
