-- Indexes in the order in which pages list findings and groups of duplicates.

create index finding_open_in_order_of_rule on finding (rule, finding_id) where state = 'open';
create index finding_open_in_order_of_severity on finding (severity, finding_id) where state = 'open';
create index finding_open_in_order_of_owner on finding (owner_uid, finding_id) where state = 'open';
create index finding_open_in_order on finding (finding_id) where state = 'open';
create index duplicate_cluster_by_money on duplicate_cluster (coalesce(money_high, -1), cluster_id)
    where state in ('candidate', 'confirmed');
create index duplicate_cluster_by_kind_and_money on duplicate_cluster (kind, coalesce(money_high, -1), cluster_id)
    where state in ('candidate', 'confirmed');

create view duplicate_group as
    select cluster.*, coalesce(cluster.money_high, -1) as place, members.*
    from duplicate_cluster cluster
    cross join lateral (
        select count(*) as members, count(distinct asset.holder_uid) as holders,
               (array_agg(asset.name order by member.score desc, member.uid))[1:2] as examples
        from duplicate_member member join asset using (uid)
        where member.cluster_id = cluster.cluster_id) members;
comment on view duplicate_group is 'Groups of duplicates as lists show them.';
comment on column duplicate_group.place is 'By which the worklist is ordered: the high end of the money, -1 where no cost is known.';
comment on column duplicate_group.members is 'How many of its members are registered now.';
comment on column duplicate_group.holders is 'How many bodies hold them.';
comment on column duplicate_group.examples is 'Names of its first two members.';
