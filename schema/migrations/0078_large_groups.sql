-- What lists say of a large group of duplicates, kept with the counts: a group of one function may hold thousands of
-- records, and a page of the worklist fifty such groups. Small groups are counted where they are shown.

create table kept_group (
    cluster_id uuid primary key references duplicate_cluster on delete cascade,
    member_hash uuid not null,
    members bigint not null,
    holders bigint not null,
    examples text[] not null
);
comment on table kept_group is 'Groups of more than a hundred members as of the last count; written only by the recount.';
comment on column kept_group.cluster_id is 'The group.';
comment on column kept_group.member_hash is 'Its members then: once they are others, it is counted where it is shown.';
comment on column kept_group.members is 'How many of its members were registered.';
comment on column kept_group.holders is 'How many bodies held them.';
comment on column kept_group.examples is 'Names of its first two members.';

create or replace view duplicate_group as
    select cluster.*, duplicate_place(cluster.kind, cluster.money_high) as place, members.*
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
    select cluster.*, duplicate_place(cluster.kind, cluster.money_high) as place, members.*
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
