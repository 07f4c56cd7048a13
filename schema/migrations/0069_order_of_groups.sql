-- The worklist of groups: the most money first; where no cost is known, what is registered twice comes before
-- different systems of one function, and reuse of a standard solution, which is no duplicate, last.

create function duplicate_place(kind text, money_high bigint) returns bigint
    language sql immutable parallel safe
    return coalesce(case when kind <> 'reuse' then money_high end,
                    case kind when 'object' then -1 when 'functional' then -2 when 'planned' then -3
                              when 'family' then -4 when 'misclassified' then -5 else -6 end);
comment on function duplicate_place(text, bigint) is
    'By which the worklist of groups is ordered, descending: the high end of the money, below zero where no cost is known.';

create index duplicate_cluster_by_place on duplicate_cluster (duplicate_place(kind, money_high), cluster_id)
    where state in ('candidate', 'confirmed');
create index duplicate_cluster_by_kind_and_place on duplicate_cluster (kind, duplicate_place(kind, money_high), cluster_id)
    where state in ('candidate', 'confirmed');
drop index duplicate_cluster_by_money;
drop index duplicate_cluster_by_kind_and_money;

drop view duplicate_group;
create view duplicate_group as
    select cluster.*, duplicate_place(cluster.kind, cluster.money_high) as place, members.*
    from duplicate_cluster cluster
    cross join lateral (
        select count(*) as members, count(distinct asset.holder_uid) as holders,
               (array_agg(asset.name order by member.score desc, member.uid))[1:2] as examples
        from duplicate_member member join asset using (uid)
        where member.cluster_id = cluster.cluster_id) members;
comment on view duplicate_group is 'Groups of duplicates as lists show them.';
comment on column duplicate_group.place is 'By which the worklist is ordered: see duplicate_place.';
comment on column duplicate_group.members is 'How many of its members are registered now.';
comment on column duplicate_group.holders is 'How many bodies hold them.';
comment on column duplicate_group.examples is 'Names of its first two members.';

drop view as_of.duplicate_group;
create view as_of.duplicate_group as
    select cluster.*, duplicate_place(cluster.kind, cluster.money_high) as place, members.*
    from as_of.duplicate_cluster cluster
    cross join lateral (
        select count(*) as members, count(distinct asset.holder_uid) as holders,
               (array_agg(asset.name order by member.score desc, member.uid))[1:2] as examples
        from duplicate_member member join as_of.asset using (uid)
        where member.cluster_id = cluster.cluster_id) members;
