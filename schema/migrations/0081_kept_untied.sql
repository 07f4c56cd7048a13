-- Money without an indicator, kept with the counts: finding the few lines that nothing answers for means asking all of
-- them, which home does once a count anyway. Its list then shows what home counted.

create table kept_untied (
    uid uuid primary key,
    kind text not null check (kind in ('programme', 'cost_line')),
    holder_uid uuid not null,
    holder_key text not null,
    name text,
    currency text not null,
    amount bigint not null
);
comment on table kept_untied is 'untied_money at the last recount; written only by the recount, and only where it differs.';
comment on column kept_untied.uid is 'The programme or cost line.';
comment on column kept_untied.kind is 'Which of them it is.';
comment on column kept_untied.holder_uid is 'Whose money.';
comment on column kept_untied.holder_key is 'The holder''s own key.';
comment on column kept_untied.name is 'Name; of a line what it is for.';
comment on column kept_untied.currency is 'Currency.';
comment on column kept_untied.amount is 'Amount as in untied_money, minor units.';
create index kept_untied_by_amount on kept_untied (currency, amount desc, uid desc);
create index kept_untied_by_kind on kept_untied (kind, currency, amount desc, uid desc);

-- As of another day: a part of its picture (0077).
create table past_untied (
    picture_id integer not null default read_picture() references past_picture on delete cascade,
    like kept_untied including constraints,
    primary key (picture_id, uid)
);
comment on table past_untied is 'kept_untied of another time.';
comment on column past_untied.picture_id is 'The picture it belongs to.';
do $$
begin
    execute (select string_agg(format('comment on column past_untied.%I is %L', attname, col_description(attrelid, attnum)), ';')
             from pg_attribute where attrelid = 'kept_untied'::regclass and attnum > 0 and not attisdropped);
end $$;
create index past_untied_by_amount on past_untied (picture_id, currency, amount desc, uid desc);
create view as_of.kept_untied as
    select uid, kind, holder_uid, holder_key, name, currency, amount from past_untied where picture_id = read_picture();

-- It was never counted: count anew.
delete from past_picture;
delete from recount;
