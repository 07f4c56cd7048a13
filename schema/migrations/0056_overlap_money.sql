-- Money in overlap by system, so that totals over groups that share systems count each of them once.

alter table duplicate_member
    add column money_low bigint,
    add column money_high bigint,
    add column currency text references currency,
    add constraint money_of_a_member_is_a_range check (money_low <= money_high),
    add constraint money_of_a_member_has_a_currency
        check ((money_low is null) = (currency is null) and (money_low is null) = (money_high is null));
comment on column duplicate_member.money_low is 'What of the money of the group falls on this member, low end, minor units: the range is shared out in proportion to cost, since nobody has decided who would go; null: its cost is unknown or not at stake.';
comment on column duplicate_member.money_high is 'High end.';
comment on column duplicate_member.currency is 'Currency of the member''s money.';

-- A dismissed group overlaps with nothing; what is reused on purpose, or only filed wrongly, never did.
create view system_in_overlap as
    select member.uid, max(member.currency) as currency, max(member.money_low) as money_low,
           max(member.money_high) as money_high, count(*) as groups,
           (array_agg(cluster.kind order by member.money_high desc nulls last, cluster.kind))[1] as kind
    from duplicate_cluster cluster join duplicate_member member using (cluster_id)
    where cluster.state in ('candidate', 'confirmed') and cluster.kind in ('object', 'functional', 'planned')
      and member.role <> 'existing'
    group by member.uid;
comment on view system_in_overlap is 'Every system that a standing group of duplicates asks about, once, with the largest share of money that falls on it in any of them.';
comment on column system_in_overlap.uid is 'The asset.';
comment on column system_in_overlap.currency is 'Currency of the money; null: its cost is unknown.';
comment on column system_in_overlap.money_low is 'Money in overlap, low end, minor units.';
comment on column system_in_overlap.money_high is 'High end.';
comment on column system_in_overlap.groups is 'In how many groups it stands.';
comment on column system_in_overlap.kind is 'Kind of the group in which most money falls on it.';
