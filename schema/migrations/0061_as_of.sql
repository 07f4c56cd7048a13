-- Reading the register as of a day as known at a time with the same statements that read it today: the schema as_of
-- holds, under the names of the typed tables, the states of that time. A transaction that puts it before cadastre in
-- its search_path (reports/page_store.h, readAt) asks then; every other asks now, and pays nothing for it.

create function read_day() returns date language sql stable as $$
    select coalesce(nullif(current_setting('cadastre.read_day', true), '')::date, current_date)
$$;
comment on function read_day() is 'The day whose truth this transaction reads.';

create function read_moment() returns timestamptz language sql stable as $$
    select coalesce(nullif(current_setting('cadastre.read_moment', true), '')::timestamptz, now())
$$;
comment on function read_moment() is 'The moment whose knowledge this transaction reads.';

-- The functions of 0030 again, where a name in them has to stay the table's whatever the search_path says.
create or replace function asset_at(as_of date, known_at timestamptz)
    returns table (uid uuid, register_number bigint, class text, holder_uid uuid, holder_key text, name text,
                   short_name text, purpose text, stage text, stage_since date, sensitivity text,
                   commissioned_on date, last_confirmed_on date, currency text, yearly_cost bigint,
                   planned_development_cost bigint, content jsonb, valid_from date, recorded_at timestamptz,
                   submission_id uuid)
    language sql stable as $$
    select state.uid, newest.register_number, state.class, state.holder_uid, record.holder_key,
           coalesce(state.name, record.holder_key), state.content->>'short_name', state.content->>'purpose',
           state.stage, (state.content->>'stage_since')::date, coalesce(state.content->>'sensitivity', 'open'),
           (state.content->>'commissioned_on')::date, (state.content->>'last_confirmed_on')::date,
           state.content->>'currency', (state.content->>'yearly_cost')::bigint,
           (state.content->>'planned_development_cost')::bigint, state.content, state.valid_from,
           state.recorded_at, state.submission_id
    from version_at('asset', as_of, known_at) state
    join record using (uid)
    left join cadastre.asset newest using (uid)
$$;

create or replace function finding_at(known_at timestamptz)
    returns table (finding_id uuid, rule text, uid uuid, field text, detail text, severity text, value text,
                   state text, owner_uid uuid, due_on date, money_low bigint, money_high bigint, currency text,
                   first_found_at timestamptz, last_found_at timestamptz)
    language sql stable as $$
    select finding_id, rule, uid, field, detail, severity, value,
           coalesce((select entry.state from finding_entry entry
                     where entry.finding_id = found.finding_id and entry.recorded_at <= known_at
                     order by entry.entry_id desc limit 1), 'open'),
           owner_uid, due_on, money_low, money_high, currency, first_found_at, least(last_found_at, known_at)
    from cadastre.finding found where first_found_at <= known_at
$$;

create schema if not exists as_of;
comment on schema as_of is 'The typed tables as of read_day() as known at read_moment(), under their own names.';

create view as_of.subject as select * from subject_at(read_day(), read_moment());
create view as_of.asset as select * from asset_at(read_day(), read_moment());
create view as_of.asset_function as select * from asset_function_at(read_day(), read_moment());
create view as_of.programme as select * from programme_at(read_day(), read_moment());
create view as_of.project as select * from project_at(read_day(), read_moment());
create view as_of.task as select * from task_at(read_day(), read_moment());
create view as_of.cost_line as select * from cost_line_at(read_day(), read_moment());
create view as_of.placed_cost_line as select * from placed_cost_line_at(read_day(), read_moment());
create view as_of.indicator as select * from indicator_at(read_day(), read_moment());
create view as_of.indicator_value as select * from indicator_value_at(read_day(), read_moment());
create view as_of.indicator_link as select * from indicator_link_at(read_day(), read_moment());
create view as_of.mandate as select * from mandate_at(read_day(), read_moment());

create view as_of.relation as
    select state.uid, stated.kind as relation_kind, coalesce(stated.subject, '') as other_subject,
           stated.key as other_key,
           (select other.uid from record other join record owner on owner.uid = other.holder_uid
            where other.kind = 'asset' and other.holder_key = stated.key
              and case when coalesce(stated.subject, '') = '' then other.holder_uid = state.holder_uid
                       else owner.holder_key = stated.subject end) as other_uid
    from version_at('asset', read_day(), read_moment()) state
    cross join jsonb_to_recordset(state.content->'relations') as stated(kind text, subject text, key text)
    where state.content ? 'relations';

create view as_of.event as
    select * from event where recorded_at <= read_moment() and (happened_on is null or happened_on <= read_day());

create view as_of.record_version as
    select * from record_version where recorded_at <= read_moment() and valid_from <= read_day();

create view as_of.finding as
    select finding.finding_id, finding.rule, finding.uid, finding.field, finding.detail, finding.severity, finding.value,
           finding.arguments, known.state, finding.owner_uid, finding.due_on, finding.money_low, finding.money_high,
           finding.currency, finding.cluster_id, finding.first_found_at, known.last_found_at
    from finding_at(read_moment()) known join finding using (finding_id);

-- Groups keep no history of their own: those found later are left out, the others stand as they are now.
create view as_of.duplicate_cluster as select * from duplicate_cluster where first_found_at <= read_moment();

create view as_of.duplicate_group as
    select cluster.*, coalesce(cluster.money_high, -1) as place, members.*
    from as_of.duplicate_cluster cluster
    cross join lateral (
        select count(*) as members, count(distinct asset.holder_uid) as holders,
               (array_agg(asset.name order by member.score desc, member.uid))[1:2] as examples
        from duplicate_member member join as_of.asset using (uid)
        where member.cluster_id = cluster.cluster_id) members;

create view as_of.asset_search as
    select uid, asset_words(name, short_name, purpose, holder_key, content) as words,
           asset_fragments(name, short_name, holder_key, register_number, content) as fragments
    from as_of.asset;

create view as_of.silent_subject as
    select subject.uid, subject.code, subject.name from as_of.subject
    where (subject.dissolved_on is null or subject.dissolved_on > read_day())
      and not exists (select from record_version said
                      where said.holder_uid = subject.uid and said.kind in ('asset', 'programme', 'project')
                        and said.valid_from <= read_day() and said.recorded_at <= read_moment())
      and not exists (select from nil_return join record using (uid) join submission using (submission_id)
                      where nil_return.subject_uid = subject.uid and submission.received_at <= read_moment());

create view as_of.untied_money as
    select 'programme' as kind, programme.uid, programme.holder_uid, programme.holder_key, programme.name,
           programme.currency, programme.development_cost as amount
    from as_of.programme
    where programme.development_cost > 0
      and not exists (select from as_of.indicator where indicator.programme_uid = programme.uid)
      and not exists (select from as_of.project join as_of.indicator on indicator.project_uid = project.uid
                      where project.programme_uid = programme.uid)
    union all
    select 'cost_line', line.uid, line.holder_uid, line.holder_key, line.name, line.currency,
           coalesce(line.planned, line.forecast, line.contracted, line.paid)
    from as_of.cost_line line
    left join as_of.task on task.uid = line.task_uid
    left join as_of.project on project.uid = coalesce(line.project_uid, task.project_uid)
    where coalesce(line.planned, line.forecast, line.contracted, line.paid) > 0
      and not exists (select from as_of.indicator_link where indicator_link.cost_line_uid = line.uid)
      and not exists (select from as_of.indicator where indicator.project_uid = project.uid)
      and not exists (select from as_of.indicator
                      where indicator.programme_uid = coalesce(line.programme_uid, project.programme_uid));

-- Home asks for numbers that were never counted before: count anew.
delete from recount;
