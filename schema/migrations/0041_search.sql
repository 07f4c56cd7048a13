-- Search of assets: words in Russian and English, and fragments of names and keys. It is filled
-- after the commit of what it follows (reports/search_store), so that an import is not held up by it; lists say
-- how far behind it is.

create table asset_search (
    uid uuid primary key,
    words tsvector not null,
    fragments text not null
);
comment on table asset_search is 'What assets are found by. No foreign key: rows follow the register a little later, and every question joins asset.';
comment on column asset_search.uid is 'The asset.';
comment on column asset_search.words is 'Words of name, short name, key, purpose and description, as stems of Russian and English.';
comment on column asset_search.fragments is 'Name, short name, name in English, key and register number in lower case, a line each.';
create index asset_search_by_word on asset_search using gin (words) with (gin_pending_list_limit = 16384);
create index asset_search_by_fragment on asset_search using gin (fragments gin_trgm_ops)
    with (gin_pending_list_limit = 16384);

create table search_progress (
    submission_id uuid primary key references submission,
    started_at timestamptz not null default transaction_timestamp(),
    finished_at timestamptz,
    last_uid uuid,
    done bigint not null default 0,
    total bigint not null
);
comment on table search_progress is 'Which submissions the search has taken up, and how far. A submission without a row is still to come.';
comment on column search_progress.submission_id is 'The submission.';
comment on column search_progress.started_at is 'When it was begun.';
comment on column search_progress.finished_at is 'When all its assets were taken up; null: not yet.';
comment on column search_progress.last_uid is 'The asset taken up last: they go by uid.';
comment on column search_progress.done is 'Assets taken up.';
comment on column search_progress.total is 'Assets it touched.';

-- A submission's records are walked by uid, batch by batch.
drop index record_version_by_submission;
create index record_version_by_submission on record_version (submission_id, uid);

create function asset_words(name text, short_name text, purpose text, holder_key text, content jsonb) returns tsvector
    language sql immutable parallel safe as $$
    select to_tsvector('pg_catalog.russian', left(concat_ws(' ', name, short_name, content->>'name_english', holder_key,
                                                            purpose, content->>'description'), 30000))
$$;
comment on function asset_words is 'Words that an asset is found by. The Russian configuration stems Cyrillic words as Russian and Latin ones as English. '
    'Bounded: a tsvector holds one megabyte.';

create function asset_fragments(name text, short_name text, holder_key text, register_number bigint, content jsonb)
    returns text language sql immutable parallel safe as $$
    select lower(concat_ws(e'\n', name, short_name, content->>'name_english', holder_key, register_number))
$$;
comment on function asset_fragments is 'Text in which fragments are looked for.';

create function asset_query(asked text) returns tsquery language sql stable parallel safe as $$
    select plainto_tsquery('pg_catalog.russian', asked)
$$;
comment on function asset_query is 'All of the asked words, by stem.';

create function fragment_pattern(asked text) returns text language sql immutable parallel safe as $$
    select case when length(asked) >= 3
                then '%' || regexp_replace(lower(asked), '([\\%_])', '\\\1', 'g') || '%' end
$$;
comment on function fragment_pattern is 'The asked text as a pattern of LIKE; null, which nothing matches, where it is too short for the index of trigrams.';

-- Lists go by uid; with these, each offered filter can be walked in that order.
create index asset_by_class on asset (class, uid);
create index asset_by_stage on asset (stage, uid);
drop index asset_function_by_code;
create index asset_function_by_code on asset_function (classifier, function_code, uid);
create index finding_open_by_rule on finding (rule, uid) where state = 'open';
