-- What a body's profile and a rule's page looked for at each visit among all events and all findings, kept with their
-- counts: the newest events of each body, and how many findings of a rule each body itself has.

create table newest_event (
    subject_uid uuid not null,
    position integer not null,
    event_id bigint not null references event,
    primary key (subject_uid, position)
);
comment on table newest_event is 'The newest events of the assets of each body, with all below it, at the last count; rewritten whole.';
comment on column newest_event.subject_uid is 'The body.';
comment on column newest_event.position is 'The newest first.';
comment on column newest_event.event_id is 'The event.';

create table past_newest_event (
    picture_id integer not null default read_picture() references past_picture on delete cascade,
    subject_uid uuid not null,
    position integer not null,
    event_id bigint not null references event,
    primary key (picture_id, subject_uid, position)
);
comment on table past_newest_event is 'newest_event of another time.';
comment on column past_newest_event.picture_id is 'The picture it belongs to.';
comment on column past_newest_event.subject_uid is 'The body.';
comment on column past_newest_event.position is 'The newest first.';
comment on column past_newest_event.event_id is 'The event.';
create view as_of.newest_event as
    select subject_uid, position, event_id from past_newest_event where picture_id = read_picture();

create index subject_count_of_rules on subject_count (item, amount desc) where measure = 'own_findings';

-- They were never counted: count anew.
delete from past_picture;
delete from recount;
