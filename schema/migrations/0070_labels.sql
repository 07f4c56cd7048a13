-- Labels: what people say of single pairs, without knowing what the register says of them. Two label each pair alone;
-- where they disagree a third settles it, or they agree. Labels measure the search; they decide nothing about a group.

create table label_round (
    round_id uuid primary key default time_ordered_uuid(),
    seed bigint not null,
    model_version text not null,
    threshold double precision not null,
    note text check (btrim(note) <> ''),
    actor text not null check (btrim(actor) <> ''),
    started_at timestamptz not null default transaction_timestamp()
);
comment on table label_round is 'Samples of pairs drawn for people to label; only ever added to.';
comment on column label_round.round_id is 'Identifier, ordered by time.';
comment on column label_round.seed is 'What the draw began with: the same register and seed give the same pairs.';
comment on column label_round.model_version is 'Engine whose pairs they are.';
comment on column label_round.threshold is 'Its threshold, in bits.';
comment on column label_round.note is 'What the round is for.';
comment on column label_round.actor is 'Who started it; unverified until there are accounts.';
comment on column label_round.started_at is 'When.';
create trigger label_round_append_only before update or delete or truncate on label_round
    execute function refuse_change();

create table label_stratum (
    round_id uuid not null references label_round,
    stratum text not null,
    claim text not null check (claim in ('one_thing', 'same_work', 'nothing')),
    compared boolean not null,
    population bigint not null check (population >= 0),
    primary key (round_id, stratum)
);
comment on table label_stratum is 'The strata of a round, with the number of pairs of wordings that each held in the register; only ever added to.';
comment on column label_stratum.round_id is 'The round.';
comment on column label_stratum.stratum is 'What the register said of a pair, and how surely.';
comment on column label_stratum.claim is 'What it said: one thing, the same work, or nothing.';
comment on column label_stratum.compared is 'Whether the search compared these pairs at all.';
comment on column label_stratum.population is 'How many there were.';
create trigger label_stratum_append_only before update or delete or truncate on label_stratum
    execute function refuse_change();

create function labelled_fields(asset_uid uuid) returns jsonb language sql stable as $$
    select coalesce(compared_fields(asset_uid), '{}') || jsonb_strip_nulls(jsonb_build_object(
        'holder', subject.name, 'key', asset.holder_key, 'stage', asset.stage, 'founded_on', content->>'founded_on',
        'web_address', content->>'web_address'))
    from asset join subject on subject.uid = asset.holder_uid where asset.uid = asset_uid
$$;
comment on function labelled_fields(uuid) is 'What people see of an asset when they label a pair: the compared fields, and what tells two things apart.';

create table label_pair (
    pair_id uuid primary key default time_ordered_uuid(),
    round_id uuid not null,
    place integer not null check (place > 0),
    stratum text not null,
    one_uid uuid not null references record,
    other_uid uuid not null references record,
    bits double precision,
    one_fields jsonb not null,
    other_fields jsonb not null,
    check (one_uid <> other_uid),
    unique (round_id, place),
    foreign key (round_id, stratum) references label_stratum
);
comment on table label_pair is 'The pairs of a round, with the fields as they stood when it was drawn; only ever added to.';
comment on column label_pair.pair_id is 'Identifier.';
comment on column label_pair.round_id is 'The round.';
comment on column label_pair.place is 'Place in the order of showing, which says nothing of the stratum.';
comment on column label_pair.stratum is 'The stratum it was drawn from; never shown to whoever labels.';
comment on column label_pair.one_uid is 'An asset.';
comment on column label_pair.other_uid is 'The other one.';
comment on column label_pair.bits is 'Bits above the threshold; null: a veto spoke, or nothing was compared.';
comment on column label_pair.one_fields is 'Fields of the one, written by the database.';
comment on column label_pair.other_fields is 'Fields of the other.';
create trigger label_pair_append_only before update or delete or truncate on label_pair
    execute function refuse_change();

create function complete_label_pair() returns trigger language plpgsql as $$
begin
    new.one_fields := coalesce(labelled_fields(new.one_uid), '{}');
    new.other_fields := coalesce(labelled_fields(new.other_uid), '{}');
    return new;
end $$;
comment on function complete_label_pair() is 'Writes down the fields of both assets as they stand.';
create trigger complete_label_pair before insert on label_pair for each row execute function complete_label_pair();

create table label_answer (
    answer_id uuid primary key default time_ordered_uuid(),
    pair_id uuid not null references label_pair,
    answer text not null check (answer in ('same', 'same_function', 'different', 'cannot_tell')),
    reason text not null check (btrim(reason) <> ''),
    actor text not null check (btrim(actor) <> ''),
    answered_at timestamptz not null default transaction_timestamp()
);
comment on table label_answer is 'What two people said of each pair, each alone; only ever added to.';
comment on column label_answer.answer_id is 'Identifier.';
comment on column label_answer.pair_id is 'The pair.';
comment on column label_answer.answer is 'One thing, different systems with one function, different, or it can''t be told.';
comment on column label_answer.reason is 'Why.';
comment on column label_answer.actor is 'Who; unverified until there are accounts.';
comment on column label_answer.answered_at is 'When.';
create unique index label_answer_once on label_answer (pair_id, lower(btrim(actor)));
create trigger label_answer_append_only before update or delete or truncate on label_answer
    execute function refuse_change();

create function check_label_answer() returns trigger language plpgsql as $$
begin
    perform from label_pair where pair_id = new.pair_id for update;
    if (select count(*) from label_answer where pair_id = new.pair_id) >= 2 then
        raise exception using errcode = 'CD001', constraint = 'label_by_two',
            message = 'two people have answered about this pair already';
    end if;
    return new;
end $$;
comment on function check_label_answer() is 'Takes no third answer about a pair: a third person settles.';
create trigger check_label_answer before insert on label_answer for each row execute function check_label_answer();

create table label_settlement (
    pair_id uuid primary key references label_pair,
    answer text not null check (answer in ('same', 'same_function', 'different', 'cannot_tell')),
    way text not null check (way in ('third', 'agreement')),
    reason text not null check (btrim(reason) <> ''),
    actor text not null check (btrim(actor) <> ''),
    settled_at timestamptz not null default transaction_timestamp()
);
comment on table label_settlement is 'How pairs were settled about which two people disagreed; only ever added to.';
comment on column label_settlement.pair_id is 'The pair.';
comment on column label_settlement.answer is 'What holds.';
comment on column label_settlement.way is 'By a third person, or because the two came to agree.';
comment on column label_settlement.reason is 'Why.';
comment on column label_settlement.actor is 'Who wrote it down: the third person, or one of the two.';
comment on column label_settlement.settled_at is 'When.';
create trigger label_settlement_append_only before update or delete or truncate on label_settlement
    execute function refuse_change();

create function check_label_settlement() returns trigger language plpgsql as $$
begin
    if (select count(distinct answer) from label_answer where pair_id = new.pair_id) < 2 then
        raise exception using errcode = 'CD001', constraint = 'label_settles_disagreement',
            message = 'there is nothing to settle: two people have to disagree first';
    end if;
    if exists (select from label_answer where pair_id = new.pair_id and lower(btrim(actor)) = lower(btrim(new.actor)))
       <> (new.way = 'agreement') then
        raise exception using errcode = 'CD001',
            constraint = case new.way when 'third' then 'label_third_person' else 'label_agreement_of_both' end,
            message = 'a third person settles alone; an agreement is written down by one of the two';
    end if;
    return new;
end $$;
comment on function check_label_settlement() is 'Settles only what two people disagree about, by a third person or by their agreement.';
create trigger check_label_settlement before insert on label_settlement
    for each row execute function check_label_settlement();

create view label_standing as
    select pair_id, round_id, place, stratum, bits,
           case when answers < 2 then 'open' when one = other then 'agreed'
                when settlement.pair_id is null then 'disputed' else 'settled' end as state,
           answers, case when answers = 2 and one = other then one else settlement.answer end as label
    from label_pair
    cross join lateral (select count(*) as answers, min(answer) as one, max(answer) as other
                        from label_answer where label_answer.pair_id = label_pair.pair_id) answered
    left join label_settlement settlement using (pair_id);
comment on view label_standing is 'What holds of each pair: open until two have answered, agreed, disputed, or settled.';

create table search_calibration (
    calibration_id uuid primary key default time_ordered_uuid(),
    model_version text not null unique,
    round_id uuid references label_round,
    shift_bits double precision not null check (abs(shift_bits) <= 100),
    measured jsonb not null default '{}',
    reason text not null check (btrim(reason) <> ''),
    actor text not null check (btrim(actor) <> ''),
    made_at timestamptz not null default transaction_timestamp()
);
comment on table search_calibration is 'Where people''s labels moved the threshold of the duplicate search; the newest holds; only ever added to.';
comment on column search_calibration.calibration_id is 'Identifier, ordered by time.';
comment on column search_calibration.model_version is 'The version of the engine that it makes.';
comment on column search_calibration.round_id is 'The round whose labels say so; null: set back to the search''s own threshold.';
comment on column search_calibration.shift_bits is 'Bits added to the threshold that each search finds without labels.';
comment on column search_calibration.measured is 'Precision and recall before and after, on labels that the choice did not see.';
comment on column search_calibration.reason is 'Why.';
comment on column search_calibration.actor is 'Who; unverified until there are accounts.';
comment on column search_calibration.made_at is 'When.';
create trigger search_calibration_append_only before update or delete or truncate on search_calibration
    execute function refuse_change();
