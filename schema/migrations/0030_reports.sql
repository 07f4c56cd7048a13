-- What reports are made of: exact amounts in major units, trees below a code, and every typed table as it
-- stood on a day as known at a time. The functions are plain SQL, so that the planner looks into them.

create function major(amount bigint, minor_digits integer) returns numeric language sql immutable parallel safe as $$
    select amount * case minor_digits when 0 then 1 when 1 then 0.1 when 2 then 0.01 when 3 then 0.001 else 0.0001 end
$$;
comment on function major(bigint, integer) is 'An amount of minor units in major units, exactly, with as many decimals as the currency has.';

create function subjects_below(root text) returns setof uuid language sql stable as $$
    with recursive below(uid) as (
        select uid from subject where code = root
        union
        select subject.uid from subject join below on subject.parent_uid = below.uid)
    select uid from below
$$;
comment on function subjects_below(text) is 'The subject of that code and every body below it.';

create function functions_below(tree text, root text) returns setof text language sql stable as $$
    with recursive below(code) as (
        select root
        union
        select child.code from function_code child join below on child.classifier = tree and child.parent = below.code)
    select code from below
$$;
comment on function functions_below(text, text) is 'The function of that code in the tree and every function below it.';

create function referred_record(wanted text, holder uuid, reference text) returns uuid language sql stable as $$
    select record.uid
    from record left join record owner on owner.uid = record.holder_uid
    where record.kind = wanted and record.holder_key = stated_reference_key(reference)
      and case when wanted in ('subject', 'round') then true
               when stated_reference_subject(reference) = '' then record.holder_uid = holder
               else owner.holder_key = stated_reference_subject(reference) end
    limit 1
$$;
comment on function referred_record(text, uuid, text) is 'The record of a kind that a stated reference ("key" or "SUBJECT/key") leads to; null: nowhere.';

create function version_at(wanted text, as_of date, known_at timestamptz)
    returns setof record_version language sql stable as $$
    select * from (
        select distinct on (uid) * from record_version
        where kind = wanted and valid_from <= as_of and recorded_at <= known_at
        order by uid, valid_from desc, recorded_at desc) state
    where not ended
$$;
comment on function version_at(text, date, timestamptz) is 'The states of records of a kind as of a day as known at a time.';

create function subject_at(as_of date, known_at timestamptz)
    returns table (uid uuid, code text, name text, short_name text, subject_kind text, government_level text,
                   parent_code text, parent_uid uuid, tax_number text, registration_number text,
                   founded_on date, dissolved_on date, valid_from date)
    language sql stable as $$
    select state.uid, record.holder_key, coalesce(state.name, record.holder_key), content->>'short_name',
           content->>'subject_kind', content->>'government_level', content->>'parent',
           referred_record('subject', null, content->>'parent'), content->>'tax_number',
           content->>'registration_number', (content->>'founded_on')::date, (content->>'dissolved_on')::date,
           state.valid_from
    from version_at('subject', as_of, known_at) state join record using (uid)
$$;
comment on function subject_at(date, timestamptz) is 'The table subject as of a day as known at a time.';

create function asset_at(as_of date, known_at timestamptz)
    returns table (uid uuid, register_number bigint, class text, holder_uid uuid, holder_key text, name text,
                   short_name text, purpose text, stage text, stage_since date, sensitivity text,
                   commissioned_on date, last_confirmed_on date, currency text, yearly_cost bigint,
                   planned_development_cost bigint, content jsonb, valid_from date, recorded_at timestamptz,
                   submission_id uuid)
    language sql stable as $$
    select state.uid, asset.register_number, state.class, state.holder_uid, record.holder_key,
           coalesce(state.name, record.holder_key), state.content->>'short_name', state.content->>'purpose',
           state.stage, (state.content->>'stage_since')::date, coalesce(state.content->>'sensitivity', 'open'),
           (state.content->>'commissioned_on')::date, (state.content->>'last_confirmed_on')::date,
           state.content->>'currency', (state.content->>'yearly_cost')::bigint,
           (state.content->>'planned_development_cost')::bigint, state.content, state.valid_from,
           state.recorded_at, state.submission_id
    from version_at('asset', as_of, known_at) state
    join record using (uid)
    left join asset using (uid)
$$;
comment on function asset_at(date, timestamptz) is 'The table asset as of a day as known at a time.';

create function asset_function_at(as_of date, known_at timestamptz)
    returns table (uid uuid, classifier text, function_code text, share numeric) language sql stable as $$
    select state.uid, stated.classifier, stated.code, stated.share
    from version_at('asset', as_of, known_at) state
    cross join jsonb_to_recordset(state.content->'functions') as stated(classifier text, code text, share numeric)
    where state.content ? 'functions'
$$;
comment on function asset_function_at(date, timestamptz) is 'The table asset_function as of a day as known at a time.';

create function programme_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, holder_key text, name text, asset_uid uuid, starts_on date,
                   ends_on date, self_rating text, currency text, development_cost bigint, content jsonb)
    language sql stable as $$
    select state.uid, state.holder_uid, record.holder_key, coalesce(state.name, record.holder_key),
           referred_record('asset', state.holder_uid, content->>'asset'), (content->>'starts_on')::date,
           (content->>'ends_on')::date, content->>'self_rating', content->>'currency',
           (content->>'development_cost')::bigint, content
    from version_at('programme', as_of, known_at) state join record using (uid)
$$;
comment on function programme_at(date, timestamptz) is 'The table programme as of a day as known at a time.';

create function project_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, holder_key text, name text, programme_uid uuid, asset_uid uuid,
                   starts_on date, ends_on date, project_stage text, self_rating text, currency text,
                   planned_cost bigint, whole_life_cost bigint, content jsonb)
    language sql stable as $$
    select state.uid, state.holder_uid, record.holder_key, coalesce(state.name, record.holder_key),
           referred_record('programme', state.holder_uid, content->>'programme'),
           referred_record('asset', state.holder_uid, content->>'asset'), (content->>'starts_on')::date,
           (content->>'ends_on')::date, content->>'project_stage', content->>'self_rating',
           content->>'currency', (content->>'planned_cost')::bigint, (content->>'whole_life_cost')::bigint, content
    from version_at('project', as_of, known_at) state join record using (uid)
$$;
comment on function project_at(date, timestamptz) is 'The table project as of a day as known at a time.';

create function task_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, holder_key text, name text, project_uid uuid, task_status text)
    language sql stable as $$
    select state.uid, state.holder_uid, record.holder_key, coalesce(state.name, record.holder_key),
           referred_record('project', state.holder_uid, content->>'project'), content->>'task_status'
    from version_at('task', as_of, known_at) state join record using (uid)
$$;
comment on function task_at(date, timestamptz) is 'The table task as of a day as known at a time.';

create function cost_line_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, holder_key text, name text, programme_uid uuid, project_uid uuid,
                   task_uid uuid, asset_uid uuid, year integer, budget_chapter text, budget_section text,
                   budget_article text, budget_kind text, financing_source text, spending_kind text,
                   acquisition text, domestic boolean, currency text, planned bigint, limit_amount bigint,
                   contracted bigint, paid bigint, forecast bigint, cost_status text)
    language sql stable as $$
    select state.uid, state.holder_uid, record.holder_key, state.name,
           referred_record('programme', state.holder_uid, content->>'programme'),
           referred_record('project', state.holder_uid, content->>'project'),
           referred_record('task', state.holder_uid, content->>'task'),
           referred_record('asset', state.holder_uid, content->>'asset'), (content->>'year')::integer,
           content->>'budget_chapter', content->>'budget_section', content->>'budget_article',
           content->>'budget_kind', content->>'financing_source', content->>'spending_kind',
           content->>'acquisition', (content->>'domestic')::boolean, content->>'currency',
           (content->>'planned')::bigint, (content->>'limit_amount')::bigint, (content->>'contracted')::bigint,
           (content->>'paid')::bigint, (content->>'forecast')::bigint, coalesce(content->>'cost_status', 'recorded')
    from version_at('cost_line', as_of, known_at) state join record using (uid)
$$;
comment on function cost_line_at(date, timestamptz) is 'The table cost_line as of a day as known at a time.';

create function indicator_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, holder_key text, name text, programme_uid uuid, project_uid uuid,
                   asset_uid uuid, unit text, direction text, source text, baseline numeric, baseline_on date,
                   verdict text)
    language sql stable as $$
    select state.uid, state.holder_uid, record.holder_key, coalesce(state.name, record.holder_key),
           referred_record('programme', state.holder_uid, content->>'programme'),
           referred_record('project', state.holder_uid, content->>'project'),
           referred_record('asset', state.holder_uid, content->>'asset'), content->>'unit', content->>'direction',
           content->>'source', (content->>'baseline')::numeric, (content->>'baseline_on')::date, content->>'verdict'
    from version_at('indicator', as_of, known_at) state join record using (uid)
$$;
comment on function indicator_at(date, timestamptz) is 'The table indicator as of a day as known at a time.';

create function indicator_value_at(as_of date, known_at timestamptz)
    returns table (uid uuid, indicator_uid uuid, period text, period_ends_on date, target numeric, actual numeric,
                   verdict text)
    language sql stable as $$
    select state.uid, referred_record('indicator', state.holder_uid, content->>'indicator'), content->>'period',
           (content->>'period_ends_on')::date, (content->>'target')::numeric, (content->>'actual')::numeric,
           content->>'verdict'
    from version_at('indicator_value', as_of, known_at) state
$$;
comment on function indicator_value_at(date, timestamptz) is 'The table indicator_value as of a day as known at a time.';

create function indicator_link_at(as_of date, known_at timestamptz)
    returns table (uid uuid, cost_line_uid uuid, indicator_uid uuid, weight numeric) language sql stable as $$
    select state.uid, referred_record('cost_line', state.holder_uid, content->>'cost_line'),
           referred_record('indicator', state.holder_uid, content->>'indicator'),
           coalesce((content->>'weight')::numeric, 1)
    from version_at('indicator_link', as_of, known_at) state
$$;
comment on function indicator_link_at(date, timestamptz) is 'The table indicator_link as of a day as known at a time.';

create function mandate_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, classifier text, function_code text, statutory_basis text)
    language sql stable as $$
    select uid, holder_uid, content->>'classifier', content->>'function_code', content->>'statutory_basis'
    from version_at('mandate', as_of, known_at)
$$;
comment on function mandate_at(date, timestamptz) is 'The table mandate as of a day as known at a time.';

create function instant(moment timestamptz) returns text language sql stable parallel safe as $$
    select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;
comment on function instant(timestamptz) is 'A time as files write it: UTC, to the microsecond, so that it can be asked for again.';

create view placed_cost_line as
    select line.uid, line.holder_uid, line.currency, line.year, line.planned, line.contracted, line.paid,
           line.forecast, line.cost_status, line.task_uid, owner.project_uid, owner.programme_uid
    from cost_line line join cost_line_owner owner using (uid);
comment on view placed_cost_line is 'Cost lines with their amounts and the task, project and programme they count for.';

create function placed_cost_line_at(as_of date, known_at timestamptz)
    returns table (uid uuid, holder_uid uuid, currency text, year integer, planned bigint, contracted bigint,
                   paid bigint, forecast bigint, cost_status text, task_uid uuid, project_uid uuid,
                   programme_uid uuid)
    language sql stable as $$
    with project as materialized (select * from project_at(as_of, known_at)),
    task as materialized (select * from task_at(as_of, known_at))
    select line.uid, line.holder_uid, line.currency, line.year, line.planned, line.contracted, line.paid,
           line.forecast, line.cost_status, line.task_uid, coalesce(line.project_uid, task.project_uid),
           coalesce(line.programme_uid, direct.programme_uid, above.programme_uid)
    from cost_line_at(as_of, known_at) line
    left join task on task.uid = line.task_uid
    left join project direct on direct.uid = line.project_uid
    left join project above on above.uid = task.project_uid
$$;
comment on function placed_cost_line_at(date, timestamptz) is 'The view placed_cost_line as of a day as known at a time.';

create function finding_at(known_at timestamptz)
    returns table (finding_id uuid, rule text, uid uuid, field text, detail text, severity text, value text,
                   state text, owner_uid uuid, due_on date, money_low bigint, money_high bigint, currency text,
                   first_found_at timestamptz, last_found_at timestamptz)
    language sql stable as $$
    select finding_id, rule, uid, field, detail, severity, value,
           coalesce((select entry.state from finding_entry entry
                     where entry.finding_id = finding.finding_id and entry.recorded_at <= known_at
                     order by entry.entry_id desc limit 1), 'open'),
           owner_uid, due_on, money_low, money_high, currency, first_found_at, least(last_found_at, known_at)
    from finding where first_found_at <= known_at
$$;
comment on function finding_at(timestamptz) is 'The findings that were known at a time, in the state they had then.';

create function said_nothing(field text) returns text[] language sql stable as $$
    select array(select value from placeholder where placeholder.field in ('', said_nothing.field))
$$;
comment on function said_nothing(text) is 'The placeholders of a field, lower case.';

-- An expression and nothing more, so that the planner puts it in place: it is asked ten times an asset.
create function answers(content jsonb, field text, placeholders text[], day date)
    returns boolean language sql stable as $$
    select content ? field and coalesce(lower(content->>field) <> all (placeholders), true)
        or coalesce(content->'withheld' ? field, false)
        or coalesce(nullif(content->'unknown'->>field, '')::date >= day, false)
$$;
comment on function answers(jsonb, text, text[], date) is 'Whether content answers an owed field: it says something that is no placeholder, keeps it back on a stated ground, or calls it unknown until a day that has not passed.';
