-- References between records: how one is written in content, and those that lead nowhere yet.
-- Import resolves a reference when its other end arrives, so it has to find the waiting ones by key.

create function stated_reference_subject(stated text) returns text language sql immutable strict parallel safe as $$
    select case
        when position('/' in stated) = 0 then ''
        else regexp_replace(coalesce(substring(stated from '^((?:[^\\/]|\\.)*)/'), ''), '\\(.)', '\1', 'g')
    end
$$;
comment on function stated_reference_subject(text) is 'Subject code of a reference written SUBJECT/key; empty when it names a key alone.';

create function stated_reference_key(stated text) returns text language sql immutable strict parallel safe as $$
    select case
        when position('/' in stated) = 0 and position('\' in stated) = 0 then stated
        else regexp_replace(regexp_replace(stated, '^(?:[^\\/]|\\.)*/', ''), '\\(.)', '\1', 'g')
    end
$$;
comment on function stated_reference_key(text) is 'Key of a reference written key or SUBJECT/key.';

create table dangling_reference (
    uid uuid not null references record,
    field text not null,
    other_kind text not null references record_kind,
    other_subject text not null,
    other_key text not null,
    primary key (uid, field)
);
comment on table dangling_reference is 'References stated in the newest state of a record that lead to no registered record (relations of assets wait in relation).';
comment on column dangling_reference.uid is 'The record that states the reference.';
comment on column dangling_reference.field is 'Field that states it.';
comment on column dangling_reference.other_kind is 'Kind of record it means.';
comment on column dangling_reference.other_subject is 'Subject code it names; empty: the same holder, or none for kinds that nobody holds.';
comment on column dangling_reference.other_key is 'Key it names.';
create index dangling_reference_by_key on dangling_reference (other_kind, other_key);

create function stated_subject(content jsonb, field text, holder text) returns text
language sql immutable parallel safe as $$
    select coalesce(nullif(stated_reference_subject(content ->> field), ''), holder)
$$;
comment on function stated_subject(jsonb, text, text) is 'Subject code of the record that a field refers to: the one it names, else the holder.';

create function stated_key(content jsonb, field text) returns text language sql immutable parallel safe as $$
    select stated_reference_key(content ->> field)
$$;
comment on function stated_key(jsonb, text) is 'Key of the record that a field refers to.';

-- Content is read by every rule and report and rarely as a whole: LZ4 unpacks it several times faster than the
-- default, where the server was built with it.
do $$
begin
    if exists (select from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)) then
        alter table record_version alter column content set compression lz4;
        alter table asset alter column content set compression lz4;
        alter table asset alter column purpose set compression lz4;
    end if;
end $$;
