// The queries that keep what a search found, in the order in which they run: what was found is staged without
// its explanations, told from what stands, and only what differs is written.
#pragma once

#include "schema/query.h"

namespace cadastre::duplicates::queries {

// A million members are sorted and hashed in memory for the length of this transaction.
inline constexpr Query giveRoom{"duplicates.give_room", "select set_config('work_mem', '128MB', true)"};
inline constexpr Query makeFoundGroups{"duplicates.make_found_groups", R"sql(
create temporary table found_group (number bigint primary key, kind text not null, score double precision not null,
    money_low bigint, money_high bigint, currency text, unknown_costs integer not null,
    value text, overlap_low integer not null, overlap_high integer not null, digest uuid, member_hash uuid,
    compared_hash uuid, cluster_id uuid, former_state text, written boolean not null default true) on commit drop
)sql"};
inline constexpr Query makeFoundMembers{"duplicates.make_found_members", R"sql(
create temporary table found_member (number bigint not null, uid uuid not null, score double precision not null,
    allocation integer not null, system integer not null, solution integer not null, money_low bigint, money_high bigint, currency text) on commit drop
)sql"};
inline constexpr Query makeExplanations{"duplicates.make_explanations", R"sql(
create temporary table found_explanation (cluster_id uuid primary key, explanation jsonb not null) on commit drop
)sql"};
inline constexpr Query copyGroups{
    "duplicates.copy_groups",
    "copy found_group (number, kind, score, money_low, money_high, currency, unknown_costs, value, "
    "overlap_low, overlap_high, digest) from stdin"};
inline constexpr Query copyMembers{"duplicates.copy_members",
                                   "copy found_member (number, uid, score, allocation, system, solution, "
                                   "money_low, money_high, currency) from stdin"};
inline constexpr Query indexMembers{"duplicates.index_members", "create index on found_member (number)"};
inline constexpr Query analyseFound{"duplicates.analyse_found", "analyze found_group, found_member"};

// Doing the same work is a question among those that still work.
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
inline constexpr Query hashMembers{"duplicates.hash_members", R"sql(
update found_group set member_hash = hashed.members
from (select number, md5(found_group.kind || string_agg(uid::text, ',' order by uid))::uuid as members
      from found_group join found_member member using (number)
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

// A group that is found again stands where the last word about it left it, as long as that word holds. One of
// which nothing differs is not written; one that people spoke about, or of which a finding does not stand as
// a search leaves it, always is.
inline constexpr Query recogniseGroups{"duplicates.recognise_groups", R"sql(
with decided as (select distinct cluster_id from duplicate_decision),
unsettled as (select distinct cluster_id from finding join rule on rule.code = finding.rule
              where finding.rule = any($1) and cluster_id is not null
                and (state <> 'open' or finding.severity <> rule.severity))
update found_group set cluster_id = cluster.cluster_id,
    former_state = case when spoken then coalesce(decided_state(cluster.cluster_id), 'candidate') else 'candidate' end,
    written = cluster.state <> 'candidate' or spoken or cluster.digest is distinct from found_group.digest
              or cluster.cluster_id in (select cluster_id from unsettled)
from (select distinct on (member_hash) cluster.member_hash, cluster.cluster_id, cluster.state, cluster.digest,
             cluster.cluster_id in (select cluster_id from decided) as spoken
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
inline constexpr Query nameFresh{
    "duplicates.name_fresh",
    "update found_group set cluster_id = time_ordered_uuid() where cluster_id is null"};
// As a decision about a group reckons it (group_decision_queries.h, rehashGroup).
inline constexpr Query hashCompared{"duplicates.hash_compared", R"sql(
with performed as (
    select uid, string_agg(classifier || ':' || function_code, ',' order by classifier, function_code) as functions
    from asset_function group by uid)
update found_group set compared_hash = hashed.compared
from (select number, md5(string_agg(concat_ws('|', asset.class, asset.name, asset.short_name, asset.purpose, functions),
                                    ',' order by uid))::uuid as compared
      from found_group join found_member member using (number) join asset using (uid) left join performed using (uid)
      where written group by number) hashed
where found_group.number = hashed.number
)sql"};
inline constexpr Query readWritten{"duplicates.written", R"sql(
select number, cluster_id, former_state is null as fresh, member_hash, compared_hash from found_group
where written order by number
)sql"};
inline constexpr Query readExplainedTexts{
    "duplicates.explained_texts",
    "select uid, coalesce(short_name, '') as short_name, coalesce(purpose, '') as purpose from asset "
    "where uid = any($1::uuid[])"};
inline constexpr Query copyFresh{
    "duplicates.copy_fresh",
    "copy duplicate_cluster (cluster_id, kind, run_id, state, score, money_low, money_high, currency, "
    "unknown_costs, explanation, member_hash, compared_hash, overlap_low, overlap_high, digest) from stdin"};
inline constexpr Query copyExplanations{"duplicates.copy_explanations",
                                        "copy found_explanation (cluster_id, explanation) from stdin"};
inline constexpr Query keepKnown{"duplicates.keep_known", R"sql(
with kept as (
    update duplicate_cluster cluster set run_id = $1::uuid, score = found.score, money_low = found.money_low,
        money_high = found.money_high, currency = found.currency, unknown_costs = found.unknown_costs,
        explanation = told.explanation, compared_hash = found.compared_hash, overlap_low = found.overlap_low,
        overlap_high = found.overlap_high, state = found.former_state, digest = found.digest
    from found_group found join duplicate_cluster former using (cluster_id) join found_explanation told using (cluster_id)
    where cluster.cluster_id = found.cluster_id
    returning former.state in ('dismissed', 'confirmed') and cluster.state = 'candidate' as reopened)
select count(*) filter (where reopened) from kept
)sql"};
inline constexpr Query forgetMembers{
    "duplicates.forget_members",
    "delete from duplicate_member where cluster_id in (select cluster_id from found_explanation)"};
inline constexpr Query addMembers{"duplicates.add_members", R"sql(
insert into duplicate_member (cluster_id, uid, score, allocation, system, solution, money_low, money_high, currency, role)
select found.cluster_id, member.uid, member.score, member.allocation, member.system, member.solution, member.money_low, member.money_high,
       member.currency,
       case when found.kind = 'planned'
            then case when asset.stage in ('planned', 'creating') then 'planned' else 'existing' end
            when found.kind = 'reuse' and exists (select from relation where relation.other_uid = member.uid
                                                  and relation_kind = 'instance_of') then 'solution'
            else 'member' end
from found_group found join found_member member using (number) join asset using (uid)
where found.written
)sql"};

// What the run did not look for is left as it stood, and so is what people confirmed, or said to do one work,
// while its members are registered: the engine's silence is no answer to a person's word.
inline constexpr Query findLost{"duplicates.find_lost", R"sql(
create temporary table lost_group on commit drop as
with recursive body as (
    select uid from subject where code = $1
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
where cluster.state <> 'superseded' and cluster.cluster_id not in (select cluster_id from found_group)
  and ($1 = '' or exists (select from duplicate_member member join asset using (uid)
                          where member.cluster_id = cluster.cluster_id and asset.holder_uid in (select uid from body)))
  and ($2 = '' or exists (select from duplicate_member member join asset using (uid)
                          where member.cluster_id = cluster.cluster_id
                            and asset.recorded_at >= nullif($2, '')::timestamptz))
)sql"};
inline constexpr Query keepSaid{"duplicates.keep_said", R"sql(
update duplicate_cluster cluster set run_id = $1::uuid, digest = null,
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

// The groups that stand after this run, and those among them whose findings may differ.
inline constexpr Query makeStanding{"duplicates.make_standing", R"sql(
create temporary table standing_group on commit drop as
select cluster_id, written, value from found_group
union all
select cluster_id, true, null from lost_group where kept
)sql"};
inline constexpr Query analyseStanding{"duplicates.analyse_standing", "analyze standing_group"};
inline constexpr Query checkGroups{"duplicates.check_groups", R"sql(
insert into checked_group
select cluster_id from standing_group where written
union
select cluster_id from duplicate_cluster where state = 'superseded'
)sql"};
// Everyone in a group that nobody dismissed is asked, each about its own share of the group's money, and told
// the first three others. Where something is planned beside what exists, only the plan is asked.
inline constexpr Query hitMembers{"duplicates.hit_members", R"sql(
insert into hit (rule, uid, field, detail, value, arguments, money_low, money_high, currency, cluster_id)
with asked as materialized (
    select cluster.cluster_id, cluster.kind, cluster.compared_hash, standing.value,
           (select count(*) from duplicate_member member where member.cluster_id = cluster.cluster_id)::text as members,
           first.uids, first.told
    from standing_group standing join duplicate_cluster cluster using (cluster_id)
    cross join lateral (
        select array_agg(uid order by uid) as uids, array_agg(told order by uid) as told
        from (select other.uid,
                     case when asset.sensitivity = 'open'
                          then asset.name || ' (' || holder.code || '/' || asset.holder_key || ')' else '…' end as told
              from duplicate_member other join asset using (uid) join subject holder on holder.uid = asset.holder_uid
              where other.cluster_id = cluster.cluster_id
              order by other.uid limit 4) named) first
    where standing.written and cluster.kind in ('object', 'functional', 'planned', 'misclassified')
      and cluster.state <> 'dismissed')
select case asked.kind when 'misclassified' then 'misclassified' else 'duplicate-' || asked.kind end,
       member.uid, case asked.kind when 'misclassified' then 'functions' else '' end, asked.cluster_id::text, asked.value,
       jsonb_build_object(
           'members', asked.members, 'compared', asked.compared_hash, 'proposed', coalesce(asked.value, ''),
           'others', coalesce((
               select string_agg(name, '; ' order by name)
               from (select name from unnest(asked.uids, asked.told) with ordinality other(uid, name, place)
                     where other.uid <> member.uid order by place limit 3) others), '')),
       member.money_low, member.money_high, member.currency, asked.cluster_id
from asked join duplicate_member member using (cluster_id)
where member.role <> 'existing'
)sql"};

// Each system once, however many groups of the kind it stands in.
inline constexpr Query countKinds{"duplicates.count_kinds", R"sql(
select kind, count(distinct cluster_id) as groups, count(*) as members, count(distinct uid) as systems,
       count(distinct uid) filter (where kind in ('object', 'functional', 'planned', 'family')
                                   and role <> 'existing' and member.currency is null) as unknown_costs
from standing_group join duplicate_cluster cluster using (cluster_id) join duplicate_member member using (cluster_id)
group by kind
)sql"};
inline constexpr Query sumKinds{"duplicates.sum_kinds", R"sql(
select kind, currency, max(minor_digits) as minor_digits, sum(low)::bigint as low, sum(high)::bigint as high
from (select cluster.kind, member.uid, member.currency, max(member.money_low) as low, max(member.money_high) as high
      from standing_group join duplicate_cluster cluster using (cluster_id)
      join duplicate_member member using (cluster_id)
      where member.currency is not null
      group by cluster.kind, member.uid, member.currency) once
join currency on currency.code = once.currency
group by kind, currency
)sql"};
inline constexpr Query sumAll{"duplicates.sum_all", R"sql(
select currency, max(minor_digits) as minor_digits, sum(money_low)::bigint as low, sum(money_high)::bigint as high
from system_in_overlap system join currency on currency.code = system.currency
group by currency
)sql"};

}  // namespace cadastre::duplicates::queries
