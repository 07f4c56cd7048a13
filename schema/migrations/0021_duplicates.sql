-- What the duplicate search leans on: finding a group again by its members, and what an answer makes of it.

create function state_after(disposition text) returns text language sql immutable as $$
    select case when disposition in ('justified', 'false') then 'dismissed'
                when disposition = 'disputed' then 'candidate'
                else 'confirmed' end
$$;
comment on function state_after(text) is 'What a disposition makes of a group of duplicates: an answer dismisses or confirms it, a dispute leaves it a candidate.';

create index duplicate_cluster_by_members on duplicate_cluster (member_hash);
comment on column duplicate_cluster.money_low is 'Money in overlap, low end, minor units; null: no cost is known, or in several currencies (the explanation lists them).';
