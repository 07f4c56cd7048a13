-- The coverage map and the counts of each body, kept with the data: adding up a million assets at each visit would take
-- longer than reading the page. Both are counted anew after anything changed, and only rows that differ are written.

create table coverage_cell (
    holder_uid uuid not null,
    classifier text not null,
    function_code text not null,
    state text not null check (state in ('not_its_mandate', 'not_covered', 'justified', 'planned', 'covered', 'over_covered')),
    operating bigint not null,
    planned bigint not null,
    projects bigint not null,
    statutory_basis text not null,
    currency text not null,
    planned_cost bigint,
    overlap_low bigint,
    overlap_high bigint,
    unknown_costs bigint not null,
    primary key (holder_uid, classifier, function_code)
);
comment on table coverage_cell is 'The report coverage as of the last count: a row a pair of body and function. No references: a body may be gone before the next count.';
comment on column coverage_cell.holder_uid is 'The body.';
comment on column coverage_cell.classifier is 'Tree of the function.';
comment on column coverage_cell.function_code is 'The function.';
comment on column coverage_cell.state is 'What became of the charge.';
comment on column coverage_cell.operating is 'Operating systems that cover it.';
comment on column coverage_cell.planned is 'Systems planned, in creation or on trial that would.';
comment on column coverage_cell.projects is 'Projects of those systems.';
comment on column coverage_cell.statutory_basis is 'Where the law charges the body; empty: not stated.';
comment on column coverage_cell.currency is 'Currency of the money; empty: none is known, or in several.';
comment on column coverage_cell.planned_cost is 'Planned development of the planned systems, minor units.';
comment on column coverage_cell.overlap_low is 'Money in overlap of an over-covered pair, low end, minor units.';
comment on column coverage_cell.overlap_high is 'Money in overlap, high end, minor units.';
comment on column coverage_cell.unknown_costs is 'Systems of an over-covered pair whose cost nobody knows.';
create index coverage_cell_by_state on coverage_cell (state, holder_uid, classifier, function_code);

create table coverage_sum (
    subject_uid uuid not null,
    classifier text not null,
    function_code text not null,
    state text not null,
    currency text not null,
    pairs bigint not null,
    planned_cost bigint,
    overlap_low bigint,
    overlap_high bigint,
    unknown_costs bigint not null,
    primary key (subject_uid, classifier, function_code, state, currency)
);
comment on table coverage_sum is 'The pairs of coverage_cell added up for every body with all below it and every function with all below it.';
comment on column coverage_sum.subject_uid is 'The body with all below it; the nil identifier: all bodies.';
comment on column coverage_sum.classifier is 'Tree of the function.';
comment on column coverage_sum.function_code is 'The function with all below it; empty: the whole tree.';
comment on column coverage_sum.state is 'State of the pairs.';
comment on column coverage_sum.currency is 'Currency of their money; empty: none.';
comment on column coverage_sum.pairs is 'How many pairs.';
comment on column coverage_sum.planned_cost is 'Their planned development, minor units.';
comment on column coverage_sum.overlap_low is 'Their money in overlap, low end, minor units.';
comment on column coverage_sum.overlap_high is 'Their money in overlap, high end, minor units.';
comment on column coverage_sum.unknown_costs is 'Systems in overlap whose cost nobody knows.';

create table subject_count (
    subject_uid uuid not null,
    measure text not null,
    item text not null,
    detail text not null,
    currency text not null,
    amount bigint not null,
    money_low bigint,
    money_high bigint,
    primary key (subject_uid, measure, item, detail, currency)
);
comment on table subject_count is 'What was counted of every body with all below it at the last count.';
comment on column subject_count.subject_uid is 'The body; the nil identifier: all bodies.';
comment on column subject_count.measure is 'What is counted, e.g. assets.';
comment on column subject_count.item is 'Which of them, e.g. a class.';
comment on column subject_count.detail is 'Which of those, e.g. a stage.';
comment on column subject_count.currency is 'Currency of the money; empty: no money.';
comment on column subject_count.amount is 'How many.';
comment on column subject_count.money_low is 'Money that belongs to them, minor units: low end, or the plan.';
comment on column subject_count.money_high is 'Money that belongs to them, minor units: high end, or what was paid.';

-- A body and every body that it is counted for: itself, those above it, and all (the nil identifier). Asked of one
-- body, only what counts for that one. The names are those of the transaction's time (0061).
create function counted_for(body text) returns table (uid uuid, counts_for uuid) language sql stable as $$
    with recursive below(uid, counts_for) as (
        select subject.uid, subject.uid from subject where body = '' or subject.code = body
        union
        select subject.uid, below.counts_for from subject join below on subject.parent_uid = below.uid)
    select uid, counts_for from below
    union all
    select subject.uid, '00000000-0000-0000-0000-000000000000' from subject where body = ''
$$;
comment on function counted_for(text) is 'Each body with the bodies it is counted for; for a code, those that count for that body.';

-- A function and every function that it is counted for: itself, those above it, and the whole tree (empty).
create view function_counted_for as
    with recursive above(classifier, code, counts_for) as (
        select classifier, code, code from function_code
        union
        select above.classifier, above.code, parent.parent from above
        join function_code parent on parent.classifier = above.classifier and parent.code = above.counts_for
        where parent.parent is not null)
    select classifier, code, counts_for from above;
comment on view function_counted_for is 'Each function with the functions it is counted for.';

-- What expires is counted by the day: a new day is a new state.
create or replace function register_state() returns text language sql volatile as $$
    select concat_ws(' ', current_date,
        (select submission_id from submission order by submission_id desc limit 1),
        (select run_id || '/' || finished_at from duplicate_run order by run_id desc limit 1),
        (select max(entry_id) from finding_entry),
        (select string_agg(relid || ':' || n_tup_ins || ':' || n_tup_upd || ':' || n_tup_del, ' ' order by relid)
         from pg_stat_user_tables
         where schemaname = 'cadastre' and relname in
            ('subject', 'asset', 'nil_return', 'programme', 'project', 'cost_line', 'indicator', 'indicator_link',
             'finding', 'duplicate_cluster', 'mandate', 'asset_function')))
$$;

-- The kept pictures were never counted: count anew.
delete from recount;
