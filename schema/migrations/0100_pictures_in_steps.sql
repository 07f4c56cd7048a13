-- A picture of another day is counted in steps, each shown once it is there: home need not wait for the coverage of a
-- thousand bodies. Each step says itself of which moment it is, so that a picture counted anew is replaced step by step.

create table past_picture_step (
    picture_id integer not null references past_picture on delete cascade,
    step text not null check (step in ('register', 'coverage', 'money', 'bodies')),
    counted_at timestamptz not null,
    state_counted text not null,
    seconds numeric(8, 1) not null check (seconds >= 0),
    primary key (picture_id, step)
);
comment on table past_picture_step is 'The steps of a picture that were counted.';
comment on column past_picture_step.picture_id is 'The picture.';
comment on column past_picture_step.step is 'What was counted: register, what home says of assets, findings and duplicates; coverage; money; bodies, one by one.';
comment on column past_picture_step.counted_at is 'When it was counted.';
comment on column past_picture_step.state_counted is 'The state of the counted tables then, as register_state tells it.';
comment on column past_picture_step.seconds is 'How long it took: what the next who waits is told.';

drop view as_of.recount;
delete from past_picture;
alter table past_picture drop column counted_at, drop column state_counted;
alter table past_picture add column asked_at timestamptz not null default now();
comment on column past_picture.asked_at is 'When it was last counted, or begun: those asked for last are kept.';

-- A page says of its oldest step of which moment it is, and that it is being counted anew unless all are of now.
create view as_of.recount as
    select true as only_one, min(counted_at) as counted_at,
           case when min(state_counted) = max(state_counted) then min(state_counted) else '' end as state_counted
    from past_picture_step where picture_id = read_picture() having count(*) > 0;
