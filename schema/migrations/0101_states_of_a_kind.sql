-- What laying out a day takes of each record (reports/past_state_store): its state with the key it is known by, in one look
-- at the record and one at its versions.

create function state_at(wanted text, as_of date, known_at timestamptz)
    returns table (uid uuid, holder_key text, holder_uid uuid, class text, stage text, name text, content jsonb)
    language sql stable as $$
    select record.uid, record.holder_key, state.holder_uid, state.class, state.stage, state.name,
           state.content
    from cadastre.record cross join lateral (
        select * from cadastre.record_version version
        where version.uid = record.uid and version.valid_from <= as_of and version.recorded_at <= known_at
        order by version.valid_from desc, version.recorded_at desc limit 1) state
    where record.kind = wanted and not state.ended
$$;
comment on function state_at(text, date, timestamptz) is 'The states of records of a kind as of a day as known at a time, each with its holder''s key.';

-- As today's view has it: of a line that names a task, its task's project counts.
create or replace view as_of.untied_money as
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
    from as_of.cost_line line join as_of.placed_cost_line placed on placed.uid = line.uid
    where coalesce(line.planned, line.forecast, line.contracted, line.paid) > 0
      and not exists (select from as_of.indicator_link where indicator_link.cost_line_uid = line.uid)
      and not exists (select from as_of.indicator where indicator.project_uid = placed.project_uid)
      and not exists (select from as_of.indicator where indicator.programme_uid = placed.programme_uid);
