-- The groups of duplicates that a body's profile lists, kept with its counts: finding the dearest of those which a
-- ministry shares with others means looking at every group that any of its systems stands in.

create table shared_group (
    subject_uid uuid not null,
    position integer not null,
    cluster_id uuid not null references duplicate_cluster on delete cascade,
    own bigint not null,
    primary key (subject_uid, position)
);
comment on table shared_group is 'The first groups that each body, with all below it, shares with others, at the last count; rewritten whole.';
comment on column shared_group.subject_uid is 'The body.';
comment on column shared_group.position is 'The greatest money first, then the most members.';
comment on column shared_group.cluster_id is 'The group.';
comment on column shared_group.own is 'How many of the bodies that hold its members are this one or below it.';
create index shared_group_by_group on shared_group (cluster_id);

create table past_shared_group (
    picture_id integer not null default read_picture() references past_picture on delete cascade,
    subject_uid uuid not null,
    position integer not null,
    cluster_id uuid not null references duplicate_cluster on delete cascade,
    own bigint not null,
    primary key (picture_id, subject_uid, position)
);
comment on table past_shared_group is 'shared_group of another time.';
comment on column past_shared_group.picture_id is 'The picture it belongs to.';
comment on column past_shared_group.subject_uid is 'The body.';
comment on column past_shared_group.position is 'The greatest money first, then the most members.';
comment on column past_shared_group.cluster_id is 'The group.';
comment on column past_shared_group.own is 'How many of the bodies that hold its members are this one or below it.';
create index past_shared_group_by_group on past_shared_group (cluster_id);
create view as_of.shared_group as
    select subject_uid, position, cluster_id, own from past_shared_group where picture_id = read_picture();

-- It was never counted: count anew.
delete from past_picture;
delete from recount;
