// The live index's queries: the whole register, what changed since a snapshot, and what people want to read
// of the records it names.
#pragma once

#include "schema/query.h"

namespace cadastre::duplicates::queries {

inline constexpr Query liveAssets{
    "live.assets", "select uid, class, name, short_name, purpose from compared_asset order by uid"};
inline constexpr Query liveSample{
    "live.sample", "select uid, class, name, short_name, purpose from compared_asset order by uid limit $1"};

// A copy of a database, and one that was set back, has other transactions under the same numbers: a position
// holds in the cluster, on the timeline and for the table it was taken from.
inline constexpr Query liveOrigin{"live.origin", R"sql(
select concat_ws('-', (select system_identifier from pg_control_system()),
                 (select timeline_id from pg_control_checkpoint()),
                 (select oid from pg_database where datname = current_database()),
                 'cadastre.register_change'::regclass::oid)
)sql"};
inline constexpr Query liveSnapshot{"live.snapshot", "select pg_current_snapshot()::text"};

inline constexpr Query liveWaiting{"live.waiting", R"sql(
select count(*), coalesce(sum(accepted_count), 0)::bigint
from register_change join submission using (submission_id)
where transaction_id >= pg_snapshot_xmin($1::pg_snapshot)
  and not pg_visible_in_snapshot(transaction_id, $1::pg_snapshot)
)sql"};
inline constexpr Query liveChanges{"live.changes", R"sql(
with fresh as materialized (
    select submission_id from register_change
    where transaction_id >= pg_snapshot_xmin($1::pg_snapshot)
      and not pg_visible_in_snapshot(transaction_id, $1::pg_snapshot)),
touched as materialized (
    select distinct uid from fresh join record_version using (submission_id) where record_version.kind = 'asset')
select uid, class, name, short_name, purpose from touched left join compared_asset using (uid) order by uid
)sql"};

inline constexpr Query liveWeights{
    "live.weights",
    "select run_id, weights from duplicate_run where weights is not null and run_id::text <> $1 "
    "and run_id = (select run_id from duplicate_run where weights is not null order by run_id desc limit 1)"};

inline constexpr Query liveAsked{"live.asked", R"sql(
select asset.uid, compared_asset.class, compared_asset.name, compared_asset.short_name, compared_asset.purpose
from asset left join compared_asset using (uid)
where asset.uid = nullif($1, '')::uuid or asset.register_number = nullif($2, '')::bigint
)sql"};

// Tenants of one solution and parts of one whole are alike by arrangement.
inline constexpr Query liveDescribed{"live.described", R"sql(
with own as (select relation_kind, other_uid, other_subject, other_key from relation
             where relation.uid = nullif($2, '')::uuid and relation_kind in ('instance_of', 'part_of'))
select asset.uid, asset.register_number, asset.name, coalesce(asset.short_name, '') as short_name,
       coalesce(asset.purpose, '') as purpose, subject.code, subject.name as holder,
       asset.holder_key, coalesce(asset.stage, '') as stage, asset.sensitivity,
       exists (select from own where own.other_uid = asset.uid)
       or exists (select from relation where relation.uid = asset.uid and relation_kind in ('instance_of', 'part_of')
                  and (relation.other_uid = nullif($2, '')::uuid
                       or exists (select from own where own.other_uid = relation.other_uid
                                  or (own.other_uid is null and own.other_subject = relation.other_subject
                                      and own.other_key = relation.other_key)))) as related
from asset join subject on subject.uid = asset.holder_uid where asset.uid = any($1::uuid[])
)sql"};

}  // namespace cadastre::duplicates::queries
