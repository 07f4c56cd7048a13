// The queries of decisions about groups, in the order in which a decision runs them.
#pragma once

#include "schema/query.h"

namespace cadastre::duplicates::queries {

inline constexpr Query readGroup{"group_decisions.group", R"sql(
select cluster_id, kind, state,
       case when kind in ('functional', 'misclassified') or explanation ? 'functional_score' then 'function'
            else 'identity' end as question
from duplicate_cluster where cluster_id::text = lower($1) for update
)sql"};
inline constexpr Query readGroupMembers{"group_decisions.members", R"sql(
select member.uid, coalesce(asset.register_number::text, '') as register_number,
       coalesce(holder.code || '/' || asset.holder_key, '') as key
from duplicate_member member left join asset using (uid) left join subject holder on holder.uid = asset.holder_uid
where cluster_id = $1::uuid order by member.uid
)sql"};
inline constexpr Query addGroupSubmission{"group_decisions.add_submission", R"sql(
insert into submission (submission_id, kind, actor, reason) values (time_ordered_uuid(), 'decision', $1, $2)
returning submission_id
)sql"};
inline constexpr Query addGroupDecision{"group_decisions.add", R"sql(
insert into duplicate_decision (cluster_id, decision, question, reason, evidence, document_sha256, document_name, actor,
                                submission_id, evidence_dated_on)
values ($1::uuid, $2, $3, $4, nullif(btrim($5), ''), nullif($6, ''), nullif($7, ''), $8, $9::uuid, nullif($10, '')::date)
returning decision_id
)sql"};
inline constexpr Query addDecisionMembers{"group_decisions.add_members", R"sql(
insert into duplicate_decision_member (decision_id, uid, side)
select $1::uuid, uid, side from unnest($2::uuid[], $3::integer[]) named(uid, side)
)sql"};
// Who takes former words back takes back all that was said about the group.
inline constexpr Query takeBack{"group_decisions.take_back", R"sql(
insert into duplicate_lapse (decision_id, uid, changes, taken_back_by)
select member.decision_id, member.uid, '[]', $2::uuid
from duplicate_decision decision join duplicate_decision_member member using (decision_id)
where decision.cluster_id = $1::uuid and decision_id <> $2::uuid
  and not exists (select from duplicate_lapse lapse
                  where lapse.decision_id = member.decision_id and lapse.uid = member.uid)
)sql"};

inline constexpr Query setGroupState{"group_decisions.set_state",
                                     "update duplicate_cluster set state = $2 where cluster_id = $1::uuid"};
inline constexpr Query makeFunctional{"group_decisions.make_functional", R"sql(
update duplicate_cluster set kind = case kind when 'planned' then kind else 'functional' end,
    explanation = (explanation - 'identity_score') || '{"functional_score": null}'
where cluster_id = $1::uuid
)sql"};
inline constexpr Query makeFindingsFunctional{"group_decisions.make_findings_functional", R"sql(
update finding set rule = rule.code, severity = rule.severity
from rule where finding.cluster_id = $1::uuid and finding.rule = 'duplicate-object' and rule.code = 'duplicate-functional'
)sql"};
inline constexpr Query dropMembers{
    "group_decisions.drop_members",
    "delete from duplicate_member where cluster_id = $1::uuid and uid = any($2::uuid[])"};
inline constexpr Query splitOff{"group_decisions.split_off", R"sql(
insert into duplicate_cluster (cluster_id, kind, run_id, state, score, unknown_costs, explanation, member_hash,
                               compared_hash, split_from, overlap_low, overlap_high)
select time_ordered_uuid(), kind, run_id, 'candidate', score, 0, explanation, gen_random_uuid(), compared_hash,
       cluster_id, overlap_low, overlap_high
from duplicate_cluster where cluster_id = $1::uuid returning cluster_id
)sql"};
inline constexpr Query moveMembers{"group_decisions.move_members",
                                   "update duplicate_member set cluster_id = $2::uuid where cluster_id = "
                                   "$1::uuid and uid = any($3::uuid[])"};
inline constexpr Query moveFindings{"group_decisions.move_findings", R"sql(
update finding set cluster_id = $2::uuid, detail = $2
where cluster_id = $1::uuid and uid = any($3::uuid[])
)sql"};
// The hashes by which a search finds the group again; one that stands already as another group is that group.
inline constexpr Query rehashGroup{"group_decisions.rehash", R"sql(
update duplicate_cluster cluster set member_hash = hashed.members, compared_hash = hashed.compared,
    state = case when exists (select from duplicate_cluster other
                              where other.member_hash = hashed.members and other.cluster_id <> cluster.cluster_id
                                and other.state <> 'superseded') then 'superseded' else cluster.state end
from (select md5(kind || string_agg(uid::text, ',' order by uid))::uuid as members,
             md5(string_agg(concat_ws('|', asset.class, asset.name, asset.short_name, asset.purpose,
                                      (select string_agg(classifier || ':' || function_code, ','
                                                         order by classifier, function_code)
                                       from asset_function where asset_function.uid = asset.uid)),
                            ',' order by uid))::uuid as compared
      from duplicate_cluster join duplicate_member using (cluster_id) join asset using (uid)
      where cluster_id = $1::uuid group by kind) hashed
where cluster.cluster_id = $1::uuid
returning cluster.state
)sql"};

inline constexpr Query closeFindings{"group_decisions.close_findings", R"sql(
with closed as (
    update finding set state = 'closed'
    where cluster_id = $1::uuid and uid = any($2::uuid[]) and state <> 'closed' returning finding_id)
insert into finding_entry (finding_id, state, actor, note) select finding_id, 'closed', $3, $4 from closed
)sql"};
inline constexpr Query noteFindings{"group_decisions.note_findings", R"sql(
with noted as (
    update finding set state = coalesce(nullif($2, ''), state)
    where cluster_id = $1::uuid and state <> 'closed' returning finding_id, state)
insert into finding_entry (finding_id, state, actor, note) select finding_id, state, $3, $4 from noted
)sql"};
// The others that a finding names are those that are still in the group; its money stands at the first
// member.
inline constexpr Query retellFindings{"group_decisions.retell_findings", R"sql(
update finding set
    arguments = finding.arguments || jsonb_build_object(
        'members', (select count(*) from duplicate_member where cluster_id = $1::uuid)::text,
        'others', coalesce((
            select string_agg(told, '; ' order by told)
            from (select case when asset.sensitivity = 'open'
                              then asset.name || ' (' || holder.code || '/' || asset.holder_key || ')' else '…' end as told
                  from duplicate_member other join asset using (uid) join subject holder on holder.uid = asset.holder_uid
                  where other.cluster_id = $1::uuid and other.uid <> finding.uid
                  order by other.uid limit 3) named), '')),
    money_low = case when finding.uid = first.uid then cluster.money_low end,
    money_high = case when finding.uid = first.uid then cluster.money_high end,
    currency = case when finding.uid = first.uid then cluster.currency end
from duplicate_cluster cluster
cross join lateral (select asked.uid from finding asked
                    where asked.cluster_id = cluster.cluster_id and asked.state <> 'closed'
                    order by asked.uid limit 1) first
where cluster.cluster_id = $1::uuid and finding.cluster_id = $1::uuid and finding.state <> 'closed'
)sql"};

// As the search reads them (duplicate_queries.h, readAssets).
inline constexpr Query readGroupCosts{"group_decisions.costs", R"sql(
select case when not stage.alive and asset.currency is not null then 0
            else round(yearly_cost * coalesce((content->>'cost_allocation_share')::numeric, 100) / 100)::bigint end as running,
       case when not stage.alive and asset.currency is not null then 0
            else round(planned_development_cost * coalesce((content->>'cost_allocation_share')::numeric, 100) / 100)::bigint
            end as development,
       coalesce(asset.currency, '') as currency, member.allocation, member.system, member.solution, member.uid, member.role = 'planned' as planned
from duplicate_member member join asset using (uid) left join stage on stage.code = asset.stage
where member.cluster_id = $1::uuid order by uid
)sql"};
inline constexpr Query readOverlap{"group_decisions.overlap", R"sql(
select kind in ('reuse', 'misclassified') as free, kind = 'planned' as planned, coalesce(overlap_low, case kind when 'object' then 1000 else 0 end) as low,
       coalesce(overlap_high, 1000) as high
from duplicate_cluster where cluster_id = $1::uuid
)sql"};
inline constexpr Query keepShare{"group_decisions.keep_share", R"sql(
update duplicate_member set money_low = $3, money_high = $4, currency = $5 where cluster_id = $1::uuid and uid = $2::uuid
)sql"};
inline constexpr Query keepPrice{"group_decisions.keep_price", R"sql(
update duplicate_cluster set money_low = $2, money_high = $3, currency = $4, unknown_costs = $5,
    explanation = explanation || $6::jsonb
where cluster_id = $1::uuid
)sql"};

}  // namespace cadastre::duplicates::queries
