-- References of past states, joined by the index of keys instead of a function called for each: reading the money of
-- another day called referred_record four times a cost line, and that was most of counting such a day. And whose money a
-- line ever was, so that a page of one project of another day looks at its lines alone.

-- The record that a stated reference leads to, of a kind that is held. A set, so that the planner takes it in where a
-- FROM calls it, and joins as many of them as there are; the key without a separator is told here, since a call would cost
-- more than the look at the index.
create function held_record(wanted text, holder uuid, reference text) returns table (uid uuid) language sql stable as $$
    select record.uid from cadastre.record
    where record.kind = wanted
      and record.holder_key = case when position('/' in reference) = 0 and position('\' in reference) = 0 then reference
                                   else cadastre.stated_reference_key(reference) end
      and record.holder_uid = case when position('/' in reference) = 0 then holder
                                   else coalesce((select owner.uid from cadastre.record owner
                                                  where owner.kind = 'subject' and owner.holder_uid is null
                                                    and owner.holder_key = nullif(cadastre.stated_reference_subject(reference), '')),
                                                 case when cadastre.stated_reference_subject(reference) = '' then holder end) end
$$;
comment on function held_record(text, uuid, text) is 'The record of a held kind that a stated reference ("key" or "SUBJECT/key") leads to; no row: nowhere.';

create or replace function subject_at(as_of date, known_at timestamptz)
    returns table (uid uuid, code text, name text, short_name text, subject_kind text, government_level text,
                   parent_code text, parent_uid uuid, tax_number text, registration_number text,
                   founded_on date, dissolved_on date, valid_from date)
    language sql stable as $$
    select state.uid, record.holder_key, coalesce(state.name, record.holder_key), content->>'short_name',
           content->>'subject_kind', content->>'government_level', content->>'parent',
           parent.uid, content->>'tax_number',
           content->>'registration_number', (content->>'founded_on')::date, (content->>'dissolved_on')::date,
           state.valid_from
    from version_at('subject', as_of, known_at) state join record using (uid)
    left join cadastre.record parent on parent.kind = 'subject' and parent.holder_uid is null
        and parent.holder_key = cadastre.stated_reference_key(content->>'parent')
$$;

create or replace function programme_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, holder_key text, name text, asset_uid uuid, starts_on date,
                   ends_on date, self_rating text, currency text, development_cost bigint, content jsonb)
    language sql stable as $$
    select state.uid, state.holder_uid, record.holder_key, coalesce(state.name, record.holder_key),
           asset.uid, (content->>'starts_on')::date,
           (content->>'ends_on')::date, content->>'self_rating', content->>'currency',
           (content->>'development_cost')::bigint, content
    from version_at('programme', as_of, known_at) state join record using (uid)
    left join lateral held_record('asset', state.holder_uid, content->>'asset') asset on true
$$;

create or replace function project_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, holder_key text, name text, programme_uid uuid, asset_uid uuid,
                   starts_on date, ends_on date, project_stage text, self_rating text, currency text,
                   planned_cost bigint, whole_life_cost bigint, content jsonb)
    language sql stable as $$
    select state.uid, state.holder_uid, record.holder_key, coalesce(state.name, record.holder_key),
           programme.uid, asset.uid, (content->>'starts_on')::date,
           (content->>'ends_on')::date, content->>'project_stage', content->>'self_rating',
           content->>'currency', (content->>'planned_cost')::bigint, (content->>'whole_life_cost')::bigint, content
    from version_at('project', as_of, known_at) state join record using (uid)
    left join lateral held_record('programme', state.holder_uid, content->>'programme') programme on true
    left join lateral held_record('asset', state.holder_uid, content->>'asset') asset on true
$$;

create or replace function task_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, holder_key text, name text, project_uid uuid, task_status text)
    language sql stable as $$
    select state.uid, state.holder_uid, record.holder_key, coalesce(state.name, record.holder_key),
           project.uid, content->>'task_status'
    from version_at('task', as_of, known_at) state join record using (uid)
    left join lateral held_record('project', state.holder_uid, content->>'project') project on true
$$;

create or replace function cost_line_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, holder_key text, name text, programme_uid uuid, project_uid uuid,
                   task_uid uuid, asset_uid uuid, year integer, budget_chapter text, budget_section text,
                   budget_article text, budget_kind text, financing_source text, spending_kind text,
                   acquisition text, domestic boolean, currency text, planned bigint, limit_amount bigint,
                   contracted bigint, paid bigint, forecast bigint, cost_status text)
    language sql stable as $$
    select state.uid, state.holder_uid, record.holder_key, state.name,
           programme.uid, project.uid, task.uid, asset.uid, (content->>'year')::integer,
           content->>'budget_chapter', content->>'budget_section', content->>'budget_article',
           content->>'budget_kind', content->>'financing_source', content->>'spending_kind',
           content->>'acquisition', (content->>'domestic')::boolean, content->>'currency',
           (content->>'planned')::bigint, (content->>'limit_amount')::bigint, (content->>'contracted')::bigint,
           (content->>'paid')::bigint, (content->>'forecast')::bigint, coalesce(content->>'cost_status', 'recorded')
    from version_at('cost_line', as_of, known_at) state join record using (uid)
    left join lateral held_record('programme', state.holder_uid, content->>'programme') programme on true
    left join lateral held_record('project', state.holder_uid, content->>'project') project on true
    left join lateral held_record('task', state.holder_uid, content->>'task') task on true
    left join lateral held_record('asset', state.holder_uid, content->>'asset') asset on true
$$;

create or replace function indicator_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, holder_key text, name text, programme_uid uuid, project_uid uuid,
                   asset_uid uuid, unit text, direction text, source text, baseline numeric, baseline_on date,
                   verdict text)
    language sql stable as $$
    select state.uid, state.holder_uid, record.holder_key, coalesce(state.name, record.holder_key),
           programme.uid, project.uid, asset.uid, content->>'unit', content->>'direction',
           content->>'source', (content->>'baseline')::numeric, (content->>'baseline_on')::date, content->>'verdict'
    from version_at('indicator', as_of, known_at) state join record using (uid)
    left join lateral held_record('programme', state.holder_uid, content->>'programme') programme on true
    left join lateral held_record('project', state.holder_uid, content->>'project') project on true
    left join lateral held_record('asset', state.holder_uid, content->>'asset') asset on true
$$;

create or replace function indicator_value_at(as_of date, known_at timestamptz)
    returns table (uid uuid, indicator_uid uuid, period text, period_ends_on date, target numeric, actual numeric,
                   verdict text)
    language sql stable as $$
    select state.uid, indicator.uid, content->>'period',
           (content->>'period_ends_on')::date, (content->>'target')::numeric, (content->>'actual')::numeric,
           content->>'verdict'
    from version_at('indicator_value', as_of, known_at) state
    left join lateral held_record('indicator', state.holder_uid, content->>'indicator') indicator on true
$$;

create or replace function indicator_link_at(as_of date, known_at timestamptz)
    returns table (uid uuid, cost_line_uid uuid, indicator_uid uuid, weight numeric) language sql stable as $$
    select state.uid, line.uid, indicator.uid, coalesce((content->>'weight')::numeric, 1)
    from version_at('indicator_link', as_of, known_at) state
    left join lateral held_record('cost_line', state.holder_uid, content->>'cost_line') line on true
    left join lateral held_record('indicator', state.holder_uid, content->>'indicator') indicator on true
$$;

-- Of a line that names several owners the nearest counts, as the newest state keeps it.
create or replace function placed_cost_line_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, currency text, year integer, planned bigint, contracted bigint,
                   paid bigint, forecast bigint, cost_status text, task_uid uuid, project_uid uuid,
                   programme_uid uuid)
    language sql stable as $$
    select line.uid, line.holder_uid, line.currency, line.year, line.planned, line.contracted, line.paid,
           line.forecast, line.cost_status, line.task_uid,
           case when line.task_uid is null then line.project_uid else task.project_uid end,
           case when line.task_uid is not null then above.programme_uid
                when line.project_uid is not null then direct.programme_uid else line.programme_uid end
    from cost_line_at(as_of, known_at) line
    left join task_at(as_of, known_at) task on task.uid = line.task_uid
    left join project_at(as_of, known_at) direct on direct.uid = line.project_uid
    left join project_at(as_of, known_at) above on above.uid = task.project_uid
$$;

-- Whose money a line ever was: an index for each way in which money names what it is for, by the key that it names, whoever
-- holds that.
create index record_version_by_task on record_version (stated_reference_key(content->>'task'))
    where kind = 'cost_line' and content ? 'task';
create index record_version_by_project on record_version (stated_reference_key(content->>'project'))
    where kind in ('task', 'cost_line', 'indicator') and content ? 'project';
create index record_version_by_programme on record_version (stated_reference_key(content->>'programme'))
    where kind in ('project', 'cost_line', 'indicator') and content ? 'programme';
create index record_version_by_line on record_version (stated_reference_key(content->>'cost_line'))
    where kind = 'indicator_link';
create index record_version_by_indicator on record_version (stated_reference_key(content->>'indicator'))
    where kind = 'indicator_value';

create function lines_of(owner uuid) returns setof uuid language sql stable as $$
    select uid from cadastre.cost_line where counted_project_uid = owner
    union all select uid from cadastre.cost_line where counted_programme_uid = owner
$$;
comment on function lines_of(uuid) is 'The cost lines that count for a project or programme.';
create function indicators_of(owner uuid) returns setof uuid language sql stable as $$
    select uid from cadastre.indicator where project_uid = owner
    union all select uid from cadastre.indicator where programme_uid = owner
    union all select indicator.uid from cadastre.project join cadastre.indicator on indicator.project_uid = project.uid
              where project.programme_uid = owner
$$;
comment on function indicators_of(uuid) is 'The indicators that name a project or programme, or a project of the programme.';
create function projects_of(owner uuid) returns setof uuid language sql stable as $$
    select uid from cadastre.project where programme_uid = owner
$$;
comment on function projects_of(uuid) is 'The projects of a programme.';
create function links_of(lines uuid[]) returns setof uuid language sql stable as $$
    select uid from cadastre.indicator_link where cost_line_uid = any(lines)
$$;
comment on function links_of(uuid[]) is 'The links of cost lines to indicators.';
create function values_of(indicators uuid[]) returns setof uuid language sql stable as $$
    select uid from cadastre.indicator_value where indicator_uid = any(indicators)
$$;
comment on function values_of(uuid[]) is 'The targets and actuals of indicators.';

-- The same of another day may bring some too many, of another holder's project of that key or of another day: who asks
-- looks at each as it was then.
create or replace function as_of.projects_of(owner uuid) returns setof uuid language sql stable as $$
    select distinct version.uid from cadastre.record, cadastre.record_version version
    where record.uid = owner and record.kind = 'programme' and version.kind = 'project' and version.content ? 'programme'
      and cadastre.stated_reference_key(version.content->>'programme') = record.holder_key
$$;
comment on function as_of.projects_of(uuid) is 'The projects that ever named a programme of that key.';
create or replace function as_of.indicators_of(owner uuid) returns setof uuid language sql stable as $$
    select version.uid from cadastre.record, cadastre.record_version version
    where record.uid = owner and record.kind = 'programme' and version.kind = 'indicator' and version.content ? 'programme'
      and cadastre.stated_reference_key(version.content->>'programme') = record.holder_key
    union select version.uid
    from (select owner as uid union select as_of.projects_of(owner)) project join cadastre.record using (uid),
         cadastre.record_version version
    where record.kind = 'project' and version.kind = 'indicator' and version.content ? 'project'
      and cadastre.stated_reference_key(version.content->>'project') = record.holder_key
$$;
comment on function as_of.indicators_of(uuid) is 'The indicators that ever named a project or programme of that key, or a project of the programme.';
create or replace function as_of.lines_of(owner uuid) returns setof uuid language sql stable as $$
    with project as materialized (
        select record.holder_key from (select owner as uid union select as_of.projects_of(owner)) own
        join cadastre.record using (uid) where record.kind = 'project'),
    task as materialized (
        select distinct record.holder_key from project join cadastre.record_version version
          on cadastre.stated_reference_key(version.content->>'project') = project.holder_key
        join cadastre.record on record.uid = version.uid
        where version.kind = 'task' and version.content ? 'project')
    select version.uid from cadastre.record, cadastre.record_version version
    where record.uid = owner and record.kind = 'programme' and version.kind = 'cost_line' and version.content ? 'programme'
      and cadastre.stated_reference_key(version.content->>'programme') = record.holder_key
    union select version.uid from project join cadastre.record_version version
          on cadastre.stated_reference_key(version.content->>'project') = project.holder_key
    where version.kind = 'cost_line' and version.content ? 'project'
    union select version.uid from task join cadastre.record_version version
          on cadastre.stated_reference_key(version.content->>'task') = task.holder_key
    where version.kind = 'cost_line' and version.content ? 'task'
$$;
comment on function as_of.lines_of(uuid) is 'The cost lines that ever named, also through a task or project, a project or programme of that key.';
create or replace function as_of.links_of(lines uuid[]) returns setof uuid language sql stable as $$
    select distinct version.uid from cadastre.record join cadastre.record_version version
      on cadastre.stated_reference_key(version.content->>'cost_line') = record.holder_key
    where record.uid = any(lines) and version.kind = 'indicator_link'
$$;
comment on function as_of.links_of(uuid[]) is 'The links that ever named a cost line of such a key.';
create or replace function as_of.values_of(indicators uuid[]) returns setof uuid language sql stable as $$
    select distinct version.uid from cadastre.record join cadastre.record_version version
      on cadastre.stated_reference_key(version.content->>'indicator') = record.holder_key
    where record.uid = any(indicators) and version.kind = 'indicator_value'
$$;
comment on function as_of.values_of(uuid[]) is 'The targets and actuals that ever named an indicator of such a key.';
