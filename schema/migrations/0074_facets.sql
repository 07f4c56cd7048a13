-- The facets of the asset list: how many assets there are of each class, stage and so on among those asked for. What
-- few fit is counted when it is asked; what many fit (all, a ministry with everything below it, a branch of functions)
-- is kept added up by every combination of the facets' values, counted anew with the other numbers of the pages.

-- The running cost in steps of ten, in whole units of its currency (digits after the point as in ISO 4217). One expression
-- each, so that the planner takes them in where they are called: a million calls would take ten seconds.
create function minor_units(currency text) returns bigint language sql immutable parallel safe as $$
    select case
        when currency in ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF',
                          'XOF', 'XPF') then 1
        when currency in ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') then 1000
        else 100 end
$$;
comment on function minor_units(text) is 'How many minor units a whole unit of the currency has.';

create function cost_band(minor bigint, currency text) returns text language sql immutable parallel safe as $$
    select case
        when minor is null then 'unknown'
        when minor = 0 then 'none'
        when minor < 100000 * minor_units(currency) then 'under_100k'
        when minor < 1000000 * minor_units(currency) then '100k_1m'
        when minor < 10000000 * minor_units(currency) then '1m_10m'
        when minor < 100000000 * minor_units(currency) then '10m_100m'
        else 'over_100m' end
$$;
comment on function cost_band(bigint, text) is 'The step of ten into which a yearly cost falls; unknown where it is not stated.';
create index asset_by_cost_band on asset (cost_band(yearly_cost, currency), uid);

create table asset_facet_count (
    scope_kind text not null check (scope_kind in ('all', 'subject', 'function')),
    scope text not null,
    class text not null,
    stage text not null,
    platform_use text not null,
    domestic text not null,
    cost text not null,
    present boolean not null,
    reliable boolean not null,
    complete boolean not null,
    stale boolean not null,
    amount bigint not null
);
comment on table asset_facet_count is 'Assets by every combination of the facets'' values at the last count; rewritten whole.';
comment on column asset_facet_count.scope_kind is 'Of what they were counted: all, a body with those below it, a function with those below it.';
comment on column asset_facet_count.scope is 'Code of the body, or classifier:code of the function; empty: all. Only those with many assets are kept.';
comment on column asset_facet_count.class is 'Class.';
comment on column asset_facet_count.stage is 'Stage; unknown where none is stated.';
comment on column asset_facet_count.platform_use is 'Use of the shared platform; empty: not stated.';
comment on column asset_facet_count.domestic is 'true or false; empty: not stated.';
comment on column asset_facet_count.cost is 'Band of the yearly cost, as cost_band tells it.';
comment on column asset_facet_count.present is 'Something outside the register confirms it.';
comment on column asset_facet_count.reliable is 'No grave finding is open.';
comment on column asset_facet_count.complete is 'Nothing it owes is missing.';
comment on column asset_facet_count.stale is 'Not confirmed for longer than the setting confirmation_period.';
comment on column asset_facet_count.amount is 'How many.';
create index asset_facet_count_by_scope on asset_facet_count (scope_kind, scope);

create function stale_before() returns date language sql stable as $$
    select read_day() - value::integer from setting
    where name = 'confirmation_period' and valid_from <= read_day() order by valid_from desc limit 1
$$;
comment on function stale_before() is 'An asset in use or coming that was confirmed last before this day is stale.';

create table asset_facet_scope (
    scope_kind text not null,
    scope text not null,
    above text not null,
    amount bigint not null,
    primary key (scope_kind, scope)
);
comment on table asset_facet_scope is 'What asset_facet_count was kept for; rewritten with it.';
comment on column asset_facet_scope.scope_kind is 'All, a body or a function.';
comment on column asset_facet_scope.scope is 'Its code, as in asset_facet_count.';
comment on column asset_facet_scope.above is 'Code of the body or function right above it; empty: none is.';
comment on column asset_facet_scope.amount is 'How many assets in all.';
create index asset_facet_scope_by_above on asset_facet_scope (scope_kind, above, amount);

-- The kept facets were never counted: count anew.
delete from recount;
