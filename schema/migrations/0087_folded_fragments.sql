-- Fragments of names are found however they are spelt: without marks (oppeinfosusteem), е for ё, and in Latin letters by
-- the usual schemes (otkhodov, uchet, litsenziya). Both what is looked in and what is looked for are folded alike.

create function folded(stated text) returns text language sql immutable parallel safe as $$
    select replace(replace(replace(replace(translate(replace(replace(replace(replace(replace(replace(
        translate(lower(stated), 'õäöüåéèêëáàâíìîóòôúùûñçšžабвгдеёжзийклмнопрстуфхцчшщыэюяъь’''`',
                                 'oaouaeeeeaaaiiiooouuuncszabvgdeezziiklmnoprstufhccssieua'),
        'shch', 's'), 'kh', 'h'), 'zh', 'z'), 'sh', 's'), 'ch', 'c'), 'ts', 'c'), 'yj', 'ii'),
        'iia', 'a'), 'ia', 'a'), 'iiu', 'u'), 'iu', 'u')
$$;
comment on function folded(text) is 'The text in small Latin letters without marks, spellings of one sound made one.';

create or replace function asset_fragments(name text, short_name text, holder_key text, register_number bigint, content jsonb)
    returns text language sql immutable parallel safe as $$
    select cadastre.folded(concat_ws(e'\n', name, short_name, content->>'name_english', holder_key, register_number))
$$;

create or replace function fragment_pattern(asked text) returns text language sql immutable parallel safe as $$
    select case when length(cadastre.folded(asked)) >= 3
                then '%' || regexp_replace(cadastre.folded(asked), '([\\%_])', '\\\1', 'g') || '%' end
$$;

comment on column asset_search.fragments is 'Name, short name, name in English, key and register number folded, a line each.';

-- Everything is taken up anew, as a rebuild; until then lists say how far the search is behind.
truncate asset_search;
update search_progress set finished_at = null, done = 0, last_uid = null where total > 0;
