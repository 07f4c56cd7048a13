-- A body's state of another day finds its parent by the index: put together by a join, every body was held against every
-- other one, and a page of another day over a thousand bodies took seconds. One asked for by its code is found by it.

create or replace function subject_at(as_of date, known_at timestamptz)
    returns table (uid uuid, code text, name text, short_name text, subject_kind text, government_level text, parent_code text,
                   parent_uid uuid, tax_number text, registration_number text, founded_on date, dissolved_on date,
                   valid_from date)
    language sql stable as $$
    select record.uid, record.holder_key, coalesce(state.name, record.holder_key), state.content->>'short_name',
           state.content->>'subject_kind', state.content->>'government_level', state.content->>'parent',
           (select parent.uid from cadastre.record parent
            where parent.kind = 'subject' and parent.holder_uid is null
              and parent.holder_key = cadastre.stated_reference_key(state.content->>'parent')),
           state.content->>'tax_number', state.content->>'registration_number',
           (state.content->>'founded_on')::date, (state.content->>'dissolved_on')::date, state.valid_from
    from cadastre.record cross join lateral (
        select * from cadastre.record_version version
        where version.uid = record.uid and version.valid_from <= as_of and version.recorded_at <= known_at
        order by version.valid_from desc, version.recorded_at desc limit 1) state
    where record.kind = 'subject' and not state.ended
$$;
