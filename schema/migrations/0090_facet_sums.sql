-- The facets of a body, of a function and of everything as the list first shows them, value by value: the list of a ministry
-- with a few thousand assets spent nearly all of its time counting them, at each visit. asset_facet_count stays for what
-- is asked further: how many of those of one class are stale.

create table asset_facet_sum (
    scope_kind text not null check (scope_kind in ('all', 'subject', 'function')),
    scope text not null,
    facet text not null,
    value text not null,
    amount bigint not null,
    primary key (scope_kind, scope, facet, value)
);
comment on table asset_facet_sum is 'Assets by each value of each facet at the last count; rewritten whole.';
comment on column asset_facet_sum.scope_kind is 'Of what they were counted: all, a body with those below it, a function with those below it.';
comment on column asset_facet_sum.scope is 'Code of the body, or classifier:code of the function; empty: all.';
comment on column asset_facet_sum.facet is 'The filter of the list that a value of it sets.';
comment on column asset_facet_sum.value is 'That value: of bodies the ten right below that have most, of functions those right below.';
comment on column asset_facet_sum.amount is 'How many.';

-- They were never counted: count anew.
delete from recount;
