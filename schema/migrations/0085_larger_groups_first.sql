-- The worklist of groups: among those whose cost nobody knows, larger ones stand before smaller ones of their kind. And a
-- function of an index names what it calls with its schema, so that a backup comes back.

create function duplicate_place(kind text, money_high bigint, unknown_costs integer) returns bigint
    language sql immutable parallel safe
    return coalesce(case when kind <> 'reuse' then money_high end,
                    least(unknown_costs, 999999)
                    - 1000000 * case kind when 'object' then 1 when 'functional' then 2 when 'planned' then 3
                                          when 'family' then 4 when 'misclassified' then 5 else 6 end);
comment on function duplicate_place(text, bigint, integer) is
    'By which the worklist of groups is ordered, descending: the high end of the money, below zero where no cost is known.';

create or replace view duplicate_group as
    select cluster.*, duplicate_place(cluster.kind, cluster.money_high, cluster.unknown_costs) as place, members.*
    from duplicate_cluster cluster
    cross join lateral (
        select kept.members, kept.holders, kept.examples from kept_group kept
        where kept.cluster_id = cluster.cluster_id and kept.member_hash = cluster.member_hash
        union all
        select count(*), count(distinct asset.holder_uid),
               (array_agg(asset.name order by member.score desc, member.uid))[1:2]
        from duplicate_member member join asset using (uid)
        where member.cluster_id = cluster.cluster_id
          and not exists (select from kept_group kept
                          where kept.cluster_id = cluster.cluster_id and kept.member_hash = cluster.member_hash)
        having not exists (select from kept_group kept
                           where kept.cluster_id = cluster.cluster_id and kept.member_hash = cluster.member_hash)) members;

-- Groups keep no history: of another day they stand as they are now, large ones with all their members.
create or replace view as_of.duplicate_group as
    select cluster.*, duplicate_place(cluster.kind, cluster.money_high, cluster.unknown_costs) as place, members.*
    from as_of.duplicate_cluster cluster
    cross join lateral (
        select kept.members, kept.holders, kept.examples from kept_group kept
        where kept.cluster_id = cluster.cluster_id and kept.member_hash = cluster.member_hash
        union all
        select count(*), count(distinct asset.holder_uid),
               (array_agg(asset.name order by member.score desc, member.uid))[1:2]
        from duplicate_member member join as_of.asset using (uid)
        where member.cluster_id = cluster.cluster_id
          and not exists (select from kept_group kept
                          where kept.cluster_id = cluster.cluster_id and kept.member_hash = cluster.member_hash)
        having not exists (select from kept_group kept
                           where kept.cluster_id = cluster.cluster_id and kept.member_hash = cluster.member_hash)) members;

drop index duplicate_cluster_by_place, duplicate_cluster_by_kind_and_place;
create index duplicate_cluster_by_place on duplicate_cluster (duplicate_place(kind, money_high, unknown_costs), cluster_id)
    where state in ('candidate', 'confirmed');
create index duplicate_cluster_by_kind_and_place on duplicate_cluster (kind, duplicate_place(kind, money_high, unknown_costs), cluster_id)
    where state in ('candidate', 'confirmed');
drop function duplicate_place(text, bigint);

create or replace function cost_band(minor bigint, currency text) returns text language sql immutable parallel safe as $$
    select case
        when minor is null then 'unknown'
        when minor = 0 then 'none'
        when minor < 100000 * cadastre.minor_units(currency) then 'under_100k'
        when minor < 1000000 * cadastre.minor_units(currency) then '100k_1m'
        when minor < 10000000 * cadastre.minor_units(currency) then '1m_10m'
        when minor < 100000000 * cadastre.minor_units(currency) then '10m_100m'
        else 'over_100m' end
$$;
