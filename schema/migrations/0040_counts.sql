-- Counts that the home page shows, kept with the data: counting a million assets at each visit would take
-- longer than reading the page. They are recounted whole after anything changed and say of which moment they are.

create table register_count (
    measure text not null,
    item text not null default '',
    currency text not null default '',
    amount bigint not null,
    money_low bigint,
    money_high bigint,
    primary key (measure, item, currency),
    check ((currency = '') = (money_low is null) and (money_low is null) = (money_high is null))
);
comment on table register_count is 'What was counted at the last recount; written only by the recount.';
comment on column register_count.measure is 'What is counted, e.g. assets_by_class.';
comment on column register_count.item is 'Which of them, e.g. a class; empty: all.';
comment on column register_count.currency is 'Currency of the money; empty: no money.';
comment on column register_count.amount is 'How many.';
comment on column register_count.money_low is 'Money that belongs to them, low end, minor units.';
comment on column register_count.money_high is 'Money that belongs to them, high end, minor units.';

create table recount (
    only_one boolean primary key default true check (only_one),
    counted_at timestamptz not null,
    state_counted text not null
);
comment on table recount is 'When the register was counted last, and in which state.';
comment on column recount.only_one is 'There is one row.';
comment on column recount.counted_at is 'Moment of the snapshot that was counted.';
comment on column recount.state_counted is 'The state of the counted tables then, as register_state tells it.';

create function register_state() returns text language sql volatile as $$
    select concat_ws(' ',
        (select submission_id from submission order by submission_id desc limit 1),
        (select run_id || '/' || finished_at from duplicate_run order by run_id desc limit 1),
        (select max(entry_id) from finding_entry),
        (select string_agg(relid || ':' || n_tup_ins || ':' || n_tup_upd || ':' || n_tup_del, ' ' order by relid)
         from pg_stat_user_tables
         where schemaname = 'cadastre' and relname in
            ('subject', 'asset', 'nil_return', 'programme', 'project', 'cost_line', 'indicator', 'indicator_link',
             'finding', 'duplicate_cluster')))
$$;
comment on function register_state is 'Changes when a counted table changes, and tells nothing else: the newest submission, search and '
    'disposition at once, anything else when the server''s own statistics follow, within seconds.';

create view silent_subject as
    select subject.uid, subject.code, subject.name from subject
    where subject.dissolved_on is null
      and not exists (select from asset where asset.holder_uid = subject.uid)
      and not exists (select from programme where programme.holder_uid = subject.uid)
      and not exists (select from project where project.holder_uid = subject.uid)
      and not exists (select from nil_return where nil_return.subject_uid = subject.uid);
comment on view silent_subject is 'Bodies of which the register holds nothing and that did not say to have nothing.';

create view untied_money as
    select 'programme' as kind, programme.uid, programme.holder_uid, programme.holder_key, programme.name,
           programme.currency, programme.development_cost as amount
    from programme
    where programme.development_cost > 0
      and not exists (select from indicator where indicator.programme_uid = programme.uid)
      and not exists (select from project join indicator on indicator.project_uid = project.uid
                      where project.programme_uid = programme.uid)
    union all
    select 'cost_line', line.uid, line.holder_uid, line.holder_key, line.name, line.currency,
           coalesce(line.planned, line.forecast, line.contracted, line.paid)
    from cost_line line
    left join task on task.uid = line.task_uid
    left join project on project.uid = coalesce(line.project_uid, task.project_uid)
    where coalesce(line.planned, line.forecast, line.contracted, line.paid) > 0
      and not exists (select from indicator_link where indicator_link.cost_line_uid = line.uid)
      and not exists (select from indicator where indicator.project_uid = project.uid)
      and not exists (select from indicator
                      where indicator.programme_uid = coalesce(line.programme_uid, project.programme_uid));
comment on view untied_money is 'Money that no indicator answers for: development money of programmes, and cost lines, each on its own; '
    'the two overlap and are never added.';
comment on column untied_money.kind is 'What carries the money.';
comment on column untied_money.amount is 'Development cost; of a cost line the plan, else the forecast, else what was contracted or paid; minor units.';
