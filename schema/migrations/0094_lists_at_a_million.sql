-- What lists of a million assets still looked for at each visit: the facets of a class and of a stage, the words that large
-- groups are shown with (their explanations are long), and findings of another day by their severity.

alter table asset_facet_sum drop constraint asset_facet_sum_scope_kind_check;
alter table asset_facet_sum add constraint asset_facet_sum_scope_kind_check
    check (scope_kind in ('all', 'subject', 'function', 'class', 'stage'));
comment on column asset_facet_sum.scope_kind is 'Of what they were counted: all, a class, a stage, a body with those below it, a function with those below it.';
comment on column asset_facet_sum.scope is 'Code of the class, stage or body, or classifier:code of the function; empty: all.';

alter table kept_group add column phrase text;
comment on column kept_group.phrase is 'What its sentence says that the members share; null: to be read in the explanation.';

-- What is open now and what is not are two lists, each with indexes in the order of pages; which of them were open then
-- is told of each.
create index finding_not_open_in_order on finding (finding_id) where state <> 'open';
create index finding_not_open_in_order_of_severity on finding (severity, finding_id) where state <> 'open';
create or replace view as_of.finding as
    select finding_id, rule, uid, field, detail, severity, value, arguments,
           coalesce((select entry.state from cadastre.finding_entry entry
                     where entry.finding_id = now_open.finding_id and entry.recorded_at <= read_moment()
                     order by entry.entry_id desc limit 1), 'open') as state,
           owner_uid, due_on, money_low, money_high, currency, cluster_id, first_found_at,
           least(last_found_at, read_moment()) as last_found_at
    from cadastre.finding now_open where state = 'open' and first_found_at <= read_moment()
    union all
    select finding_id, rule, uid, field, detail, severity, value, arguments,
           coalesce((select entry.state from cadastre.finding_entry entry
                     where entry.finding_id = not_open.finding_id and entry.recorded_at <= read_moment()
                     order by entry.entry_id desc limit 1), 'open'),
           owner_uid, due_on, money_low, money_high, currency, cluster_id, first_found_at,
           least(last_found_at, read_moment())
    from cadastre.finding not_open where state <> 'open' and first_found_at <= read_moment();

-- They were never counted: count anew.
delete from recount;
