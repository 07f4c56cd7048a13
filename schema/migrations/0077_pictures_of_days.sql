-- Pictures of other days: what home, coverage, bodies and money count of today is kept with the data, and so is what was
-- counted of a day that somebody asked for. A transaction that reads another time (0061) finds the counts of that time
-- under the same names, so that the same statements read, and write, the picture of any day.

create table past_picture (
    picture_id integer generated always as identity primary key,
    as_of text not null,
    known_at text not null,
    counted_at timestamptz not null,
    state_counted text not null,
    unique (as_of, known_at)
);
comment on table past_picture is 'Times other than now that were counted; the last few are kept.';
comment on column past_picture.picture_id is 'Identity.';
comment on column past_picture.as_of is 'The day whose truth was counted, YYYY-MM-DD; empty: today.';
comment on column past_picture.known_at is 'The moment whose knowledge was counted, as addresses have it; empty: now.';
comment on column past_picture.counted_at is 'When it was counted.';
comment on column past_picture.state_counted is 'The state of the counted tables then, as register_state tells it.';

create function read_picture() returns integer language sql stable as $$
    select nullif(current_setting('cadastre.read_picture', true), '')::integer
$$;
comment on function read_picture() is 'The picture that this transaction reads; null: that of its time was never counted.';

create table past_register_count (
    picture_id integer not null default read_picture() references past_picture on delete cascade,
    like register_count including constraints,
    primary key (picture_id, measure, item, currency)
);
comment on table past_register_count is 'register_count of another time.';
create table past_coverage_cell (
    picture_id integer not null default read_picture() references past_picture on delete cascade,
    like coverage_cell including constraints,
    primary key (picture_id, holder_uid, classifier, function_code)
);
comment on table past_coverage_cell is 'coverage_cell of another time.';
create index past_coverage_cell_by_state on past_coverage_cell (picture_id, state, holder_uid, classifier, function_code);
create table past_coverage_sum (
    picture_id integer not null default read_picture() references past_picture on delete cascade,
    like coverage_sum including constraints,
    primary key (picture_id, subject_uid, classifier, function_code, state, currency)
);
comment on table past_coverage_sum is 'coverage_sum of another time.';
create table past_subject_count (
    picture_id integer not null default read_picture() references past_picture on delete cascade,
    like subject_count including constraints,
    primary key (picture_id, subject_uid, measure, item, detail, currency)
);
comment on table past_subject_count is 'subject_count of another time.';
create table past_execution (
    picture_id integer not null default read_picture() references past_picture on delete cascade,
    like kept_execution including constraints including defaults,
    primary key (picture_id, position)
);
comment on table past_execution is 'kept_execution of another time.';
create index past_execution_by_standing on past_execution (picture_id, standing, position);
create index past_execution_by_holder on past_execution (picture_id, holder, position);

do $$
declare
    pair record;
begin
    for pair in select * from (values ('past_register_count', 'register_count'), ('past_coverage_cell', 'coverage_cell'),
        ('past_coverage_sum', 'coverage_sum'), ('past_subject_count', 'subject_count'), ('past_execution', 'kept_execution'))
        named (past, today)
    loop
        execute format('comment on column %I.picture_id is %L', pair.past, 'The picture it belongs to.');
        -- The columns say the same as those of today's table.
        execute (select string_agg(format('comment on column %I.%I is %L', pair.past, attname,
                                          col_description(attrelid, attnum)), ';')
                 from pg_attribute where attrelid = pair.today::regclass and attnum > 0 and not attisdropped);
        -- A plain view of one table, which takes inserts and deletes for the picture it shows.
        execute (select format('create view as_of.%I as select %s from %I where picture_id = read_picture()', pair.today,
                               string_agg(quote_ident(attname), ', ' order by attnum), pair.past)
                 from pg_attribute where attrelid = pair.today::regclass and attnum > 0 and not attisdropped);
    end loop;
end
$$;

create view as_of.recount as
    select true as only_one, counted_at, state_counted from past_picture where picture_id = read_picture();
