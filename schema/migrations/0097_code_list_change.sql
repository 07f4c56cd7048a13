-- Names of codes are asked for on every page and change when a version of the program is put in place. A number that grows
-- with each change of a code list lets a running service keep what it read until then, whoever changed the list.

create table code_list_change (
    only_row boolean primary key default true check (only_row),
    changes bigint not null
);
comment on table code_list_change is 'How often code lists were written: what was read of them holds while this stands.';
comment on column code_list_change.only_row is 'There is one row.';
comment on column code_list_change.changes is 'Grows by one with each statement that writes a code list.';
insert into code_list_change (changes) values (0);

create function tell_code_list_change() returns trigger language plpgsql as $$
begin
    update code_list_change set changes = changes + 1;
    return null;
end
$$;
comment on function tell_code_list_change is 'Notes that a code list was written.';

do $$
declare list text;
begin
    foreach list in array array['code', 'currency', 'record_kind', 'asset_class', 'stage', 'event_kind', 'relation_kind',
        'field', 'owed_field', 'rule'] loop
        execute format('create trigger tell_change after insert or update or delete or truncate on %I '
            'for each statement execute function tell_code_list_change()', list);
    end loop;
end
$$;
