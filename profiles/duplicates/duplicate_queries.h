// The duplicate store's queries, in the order in which a search runs them.
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

inline constexpr Query readSubjects{"duplicates.subjects",
                                    "select uid, row_number() over (order by uid) from subject"};

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
       functions, coalesce(stage in ('planned', 'creating'), false), solution, whole,
       case when over then 0 else running end, case when over then 0 else development end,
       currency, (extract(epoch from recorded_at) * 1000000)::bigint
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
inline constexpr Query makeFoundGroups{"duplicates.make_found_groups", R"sql(
create temporary table found_group (number bigint primary key, kind text not null, score double precision not null,
    money_low bigint, money_high bigint, currency text, unknown_costs integer not null, explanation jsonb not null,
    value text, overlap_low integer not null, overlap_high integer not null, member_hash uuid, compared_hash uuid,
    cluster_id uuid, former_state text) on commit drop
)sql"};
inline constexpr Query makeFoundMembers{"duplicates.make_found_members", R"sql(
create temporary table found_member (number bigint not null, uid uuid not null, score double precision not null,
    allocation integer not null, money_low bigint, money_high bigint, currency text) on commit drop
)sql"};
inline constexpr Query copyGroups{
    "duplicates.copy_groups",
    "copy found_group (number, kind, score, money_low, money_high, currency, unknown_costs, "
    "explanation, value, overlap_low, overlap_high) from stdin"};
inline constexpr Query copyMembers{
    "duplicates.copy_members",
    "copy found_member (number, uid, score, allocation, money_low, money_high, currency) from stdin"};
inline constexpr Query indexMembers{"duplicates.index_members", "create index on found_member (number)"};
inline constexpr Query readExplainedTexts{
    "duplicates.explained_texts",
    "select uid, coalesce(short_name, '') as short_name, coalesce(purpose, '') as purpose from asset "
    "where uid = any($1::uuid[])"};
inline constexpr Query analyseFound{"duplicates.analyse_found", "analyze found_group, found_member"};

// Doing the same work is a question among those that still work; beside a plan, what has ended is no
// alternative.
inline constexpr Query dropEndedExisting{"duplicates.drop_ended_existing", R"sql(
delete from found_member member using found_group found, asset, stage
where found.number = member.number and found.kind = 'planned' and asset.uid = member.uid
  and stage.code = asset.stage and not stage.alive
)sql"};
inline constexpr Query dropEnded{"duplicates.drop_ended", R"sql(
delete from found_group using (
    select number, count(*) filter (where coalesce(stage.alive, true)) as working
    from found_group judged join found_member member using (number) join asset using (uid)
    left join stage on stage.code = asset.stage
    where judged.kind in ('functional', 'planned', 'misclassified')
    group by number) counted
where counted.number = found_group.number
  and working < case kind when 'misclassified' then 1 else 2 end
)sql"};
inline constexpr Query dropOrphans{
    "duplicates.drop_orphans",
    "delete from found_member where number not in (select number from found_group)"};

inline constexpr Query hashGroups{"duplicates.hash_groups", R"sql(
update found_group set member_hash = hashed.members, compared_hash = hashed.compared
from (select number, md5(found_group.kind || string_agg(uid::text, ',' order by uid))::uuid as members,
             md5(string_agg(concat_ws('|', asset.class, asset.name, asset.short_name, asset.purpose,
                                      content->'functions'), ',' order by uid))::uuid as compared
      from found_group join found_member member using (number) join asset using (uid)
      group by number, found_group.kind) hashed
where found_group.number = hashed.number
)sql"};
// Two groups of one kind with the same members would be one group said twice.
inline constexpr Query dropTwice{"duplicates.drop_twice", R"sql(
delete from found_group using found_group other
where other.member_hash = found_group.member_hash and other.number < found_group.number
)sql"};

// What people decided no longer holds for a member of which a compared field is materially another, and a
// justification holds for no longer than it says.
inline constexpr Query noteLapses{"duplicates.note_lapses", R"sql(
insert into duplicate_lapse (decision_id, uid, changes, run_id)
select member.decision_id, member.uid,
       case when expired then jsonb_build_array(jsonb_build_object('field', 'expires_on', 'was', expires_on, 'is', null))
            else '[]' end || changes, $1::uuid
from duplicate_decision_member member join duplicate_decision decision using (decision_id)
join asset using (uid)
left join disposition using (disposition_id)
cross join lateral (select material_changes(compared, compared_fields(uid)) as changes,
                           coalesce(disposition.expires_on < current_date, false) as expired) found
where (changes <> '[]' or expired)
  and not exists (select from duplicate_lapse lapse
                  where lapse.decision_id = member.decision_id and lapse.uid = member.uid)
)sql"};

// A group that is found again stands where the last word about it left it, as long as that word holds.
inline constexpr Query recogniseGroups{"duplicates.recognise_groups", R"sql(
update found_group set cluster_id = cluster.cluster_id,
    former_state = case when cluster.cluster_id in (select cluster_id from duplicate_decision)
                        then coalesce(decided_state(cluster.cluster_id), 'candidate') else 'candidate' end
from (select distinct on (member_hash) cluster.member_hash, cluster.cluster_id
      from duplicate_cluster cluster join found_group found using (member_hash)
      order by member_hash, cluster.state = 'superseded', cluster.cluster_id desc) cluster
where cluster.member_hash = found_group.member_hash
)sql"};
// Part of a group that was answered as a whole is no new question.
inline constexpr Query dropAnswered{"duplicates.drop_answered", R"sql(
with answered as (
    select cluster_id from (select distinct cluster_id from duplicate_decision) decided
    where decided_state(cluster_id) in ('confirmed', 'dismissed')),
inside as (
    select found_group.number, cluster.cluster_id, count(*) as members
    from answered join duplicate_cluster cluster using (cluster_id)
    join duplicate_member member using (cluster_id)
    join found_member using (uid)
    join found_group on found_group.number = found_member.number and found_group.kind = cluster.kind
    where found_group.cluster_id is null
    group by found_group.number, cluster.cluster_id)
delete from found_group using inside
where found_group.number = inside.number
  and inside.members = (select count(*) from found_member where found_member.number = inside.number)
)sql"};
inline constexpr Query keepKnown{"duplicates.keep_known", R"sql(
with kept as (
    update duplicate_cluster cluster set run_id = $1::uuid, score = found.score, money_low = found.money_low,
        money_high = found.money_high, currency = found.currency, unknown_costs = found.unknown_costs,
        explanation = found.explanation, compared_hash = found.compared_hash, overlap_low = found.overlap_low,
        overlap_high = found.overlap_high, state = found.former_state
    from found_group found join duplicate_cluster former using (cluster_id)
    where cluster.cluster_id = found.cluster_id
    returning former.state in ('dismissed', 'confirmed') and cluster.state = 'candidate' as reopened)
select count(*) filter (where reopened) from kept
)sql"};
inline constexpr Query nameFresh{
    "duplicates.name_fresh",
    "update found_group set cluster_id = time_ordered_uuid() where cluster_id is null"};
inline constexpr Query addFresh{"duplicates.add_fresh", R"sql(
insert into duplicate_cluster (cluster_id, kind, run_id, state, score, money_low, money_high, currency, unknown_costs,
                               explanation, member_hash, compared_hash, overlap_low, overlap_high)
select cluster_id, kind, $1::uuid, 'candidate', score, money_low, money_high, currency, unknown_costs, explanation,
       member_hash, compared_hash, overlap_low, overlap_high
from found_group where former_state is null
)sql"};
inline constexpr Query forgetMembers{
    "duplicates.forget_members",
    "delete from duplicate_member where cluster_id in (select cluster_id from found_group)"};
inline constexpr Query addMembers{"duplicates.add_members", R"sql(
insert into duplicate_member (cluster_id, uid, score, allocation, money_low, money_high, currency, role)
select found.cluster_id, member.uid, member.score, member.allocation, member.money_low, member.money_high,
       member.currency,
       case when found.kind = 'planned'
            then case when asset.stage in ('planned', 'creating') then 'planned' else 'existing' end
            when found.kind = 'reuse' and exists (select from relation where relation.other_uid = member.uid
                                                  and relation_kind = 'instance_of') then 'solution'
            else 'member' end
from found_group found join found_member member using (number) join asset using (uid)
)sql"};

// What the run did not look for is left as it stood, and so is what people confirmed, or said to do one work,
// while its members are registered: the engine's silence is no answer to a person's word.
inline constexpr Query findLost{"duplicates.find_lost", R"sql(
create temporary table lost_group on commit drop as
with recursive body as (
    select uid from subject where code = $2
    union
    select subject.uid from body join subject on subject.parent_uid = body.uid)
select cluster.cluster_id,
       cluster.cluster_id in (select cluster_id from duplicate_decision)
       and (coalesce(decided_state(cluster.cluster_id) = 'confirmed', false)
            or exists (select from standing_duplicate_decision word
                       where word.cluster_id = cluster.cluster_id and word.decision = 'same_function'))
       and 2 <= (select count(*) from duplicate_member member join asset using (uid)
                 where member.cluster_id = cluster.cluster_id) as kept
from duplicate_cluster cluster
where cluster.state <> 'superseded' and cluster.run_id <> $1::uuid
  and ($2 = '' or exists (select from duplicate_member member join asset using (uid)
                          where member.cluster_id = cluster.cluster_id and asset.holder_uid in (select uid from body)))
  and ($3 = '' or exists (select from duplicate_member member join asset using (uid)
                          where member.cluster_id = cluster.cluster_id
                            and asset.recorded_at >= nullif($3, '')::timestamptz))
)sql"};
inline constexpr Query keepSaid{"duplicates.keep_said", R"sql(
update duplicate_cluster cluster set run_id = $1::uuid,
    state = coalesce(decided_state(cluster.cluster_id), 'candidate')
from lost_group where cluster.cluster_id = lost_group.cluster_id and kept
returning cluster.cluster_id
)sql"};
inline constexpr Query supersede{"duplicates.supersede", R"sql(
with gone as (
    update duplicate_cluster cluster set state = 'superseded'
    from lost_group where cluster.cluster_id = lost_group.cluster_id and not kept
    returning cluster.cluster_id)
select count(*) from gone
)sql"};

// Everyone in a group that nobody dismissed is asked, each about its own share of the group's money. Where
// something is planned beside what exists, only the plan is asked.
inline constexpr Query checkMembers{"duplicates.check_members", R"sql(
insert into checked_record (uid)
select distinct uid from duplicate_member join duplicate_cluster cluster using (cluster_id)
where cluster.run_id = $1::uuid or cluster.state = 'superseded'
)sql"};
inline constexpr Query hitMembers{"duplicates.hit_members", R"sql(
insert into hit (rule, uid, field, detail, value, arguments, money_low, money_high, currency, cluster_id)
select case cluster.kind when 'misclassified' then 'misclassified' else 'duplicate-' || cluster.kind end,
       member.uid, case cluster.kind when 'misclassified' then 'functions' else '' end, cluster.cluster_id::text,
       found.value,
       jsonb_build_object(
           'members', (count(*) over same)::text, 'compared', cluster.compared_hash,
           'proposed', coalesce(found.value, ''),
           'others', coalesce((
               select string_agg(told, '; ' order by told)
               from (select case when other_asset.sensitivity = 'open'
                                 then other_asset.name || ' (' || holder.code || '/' || other_asset.holder_key || ')'
                                 else '…' end as told
                     from duplicate_member other join asset other_asset using (uid)
                     join subject holder on holder.uid = other_asset.holder_uid
                     where other.cluster_id = cluster.cluster_id and other.uid <> member.uid
                     order by other.uid limit 3) named), '')),
       member.money_low, member.money_high, member.currency, cluster.cluster_id
from duplicate_cluster cluster left join found_group found using (cluster_id)
join duplicate_member member using (cluster_id)
where cluster.run_id = $1::uuid and cluster.kind in ('object', 'functional', 'planned', 'misclassified')
  and cluster.state <> 'dismissed'
  and member.role <> 'existing'
window same as (partition by cluster.cluster_id)
)sql"};
// Each system once, however many groups of the kind it stands in.
inline constexpr Query countKinds{"duplicates.count_kinds", R"sql(
select kind, count(distinct cluster_id) as groups, count(*) as members, count(distinct uid) as systems,
       count(distinct uid) filter (where kind in ('object', 'functional', 'planned', 'family')
                                   and role <> 'existing' and member.currency is null) as unknown_costs
from duplicate_cluster cluster join duplicate_member member using (cluster_id)
where run_id = $1::uuid
group by kind
)sql"};
inline constexpr Query sumKinds{"duplicates.sum_kinds", R"sql(
select kind, currency, max(minor_digits) as minor_digits, sum(low)::bigint as low, sum(high)::bigint as high
from (select cluster.kind, member.uid, member.currency, max(member.money_low) as low, max(member.money_high) as high
      from duplicate_cluster cluster join duplicate_member member using (cluster_id)
      where run_id = $1::uuid and member.currency is not null
      group by cluster.kind, member.uid, member.currency) once
join currency on currency.code = once.currency
group by kind, currency
)sql"};
inline constexpr Query sumAll{"duplicates.sum_all", R"sql(
select currency, max(minor_digits) as minor_digits, sum(money_low)::bigint as low, sum(money_high)::bigint as high
from system_in_overlap system join currency on currency.code = system.currency
group by currency
)sql"};
inline constexpr Query finishRun{
    "duplicates.finish_run",
    "update duplicate_run set finished_at = clock_timestamp(), counts = $2::jsonb "
    "where run_id = $1::uuid"};
inline constexpr Query readClock{"duplicates.clock", "select clock_timestamp()"};

}  // namespace cadastre::duplicates::queries
