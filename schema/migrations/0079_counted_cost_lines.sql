-- Where a cost line counts is kept on the line: finding a project's money through the tasks below it, and a programme's
-- through both, read all lines of the register for each page. Two triggers hold what is kept.

-- Filled with the old checks off: nothing of what they hold changes, and they would look at every line by itself.
-- 0080 puts checks of whole sets in their place.
drop trigger approved_lines_add_up_after_entry on cost_line;
drop trigger approved_lines_add_up_after_change on cost_line;
drop trigger approved_lines_add_up_after_removal on cost_line;

alter table cost_line add column counted_project_uid uuid, add column counted_programme_uid uuid;
comment on column cost_line.counted_project_uid is 'Project it counts for: its own, or that of its task. Kept by the database.';
comment on column cost_line.counted_programme_uid is 'Programme it counts for: its own, or that of the project it counts for. Kept by the database.';

-- The owners stand before their lines: foreign keys see to it.
create function keep_counted_owners() returns trigger language plpgsql as $$
begin
    new.counted_project_uid := new.project_uid;
    if new.task_uid is not null then
        new.counted_project_uid := (select task.project_uid from task where task.uid = new.task_uid);
    end if;
    new.counted_programme_uid := new.programme_uid;
    if new.counted_project_uid is not null then
        new.counted_programme_uid := (select project.programme_uid from project where project.uid = new.counted_project_uid);
    end if;
    return new;
end $$;
comment on function keep_counted_owners() is 'Fills what a cost line counts for, whatever was said of it.';

update cost_line set counted_project_uid = owner.project_uid, counted_programme_uid = owner.programme_uid
from cost_line_owner owner
where owner.uid = cost_line.uid and num_nonnulls(owner.project_uid, owner.programme_uid) > 0;

create trigger keep_counted_owners
    before insert or update of programme_uid, project_uid, task_uid, counted_project_uid, counted_programme_uid on cost_line
    for each row execute function keep_counted_owners();

create function lines_follow_their_task() returns trigger language plpgsql as $$
begin
    update cost_line set counted_project_uid = null where task_uid = new.uid;
    return null;
end $$;
comment on function lines_follow_their_task() is 'The lines of a task that moved count for its new project.';
create trigger lines_follow_their_task after update of project_uid on task
    for each row when (new.project_uid is distinct from old.project_uid) execute function lines_follow_their_task();

create function lines_follow_their_project() returns trigger language plpgsql as $$
begin
    update cost_line set counted_programme_uid = null where counted_project_uid = new.uid;
    return null;
end $$;
comment on function lines_follow_their_project() is 'The lines of a project that moved count for its new programme.';
create trigger lines_follow_their_project after update of programme_uid on project
    for each row when (new.programme_uid is distinct from old.programme_uid) execute function lines_follow_their_project();

create index cost_line_by_counted_project on cost_line (counted_project_uid);
create index cost_line_by_counted_programme on cost_line (counted_programme_uid);

-- The same views of one table.
create or replace view cost_line_owner as
    select uid, year, currency, planned, cost_status, task_uid, counted_project_uid as project_uid,
           counted_programme_uid as programme_uid
    from cost_line;
create or replace view cost_line_root as
    select line.uid, coalesce(line.counted_programme_uid, line.counted_project_uid, line.task_uid, line.uid) as root_uid,
           line.year, line.currency, line.planned, line.contracted, line.paid, line.cost_status,
           line.task_uid is not null as of_activity, task.task_status
    from cost_line line left join task on task.uid = line.task_uid;
create or replace view placed_cost_line as
    select uid, holder_uid, currency, year, planned, contracted, paid, forecast, cost_status, task_uid,
           counted_project_uid as project_uid, counted_programme_uid as programme_uid
    from cost_line;

create or replace view untied_money as
    select 'programme' as kind, programme.uid, programme.holder_uid, programme.holder_key, programme.name,
           programme.currency, programme.development_cost as amount
    from programme
    where programme.development_cost > 0
      and not exists (select from indicator where indicator.programme_uid = programme.uid)
      and not exists (select from project join indicator on indicator.project_uid = project.uid
                      where project.programme_uid = programme.uid)
    union all
    select 'cost_line', line.uid, line.holder_uid, line.holder_key, line.name, line.currency,
           coalesce(line.planned, line.forecast, line.contracted, line.paid)
    from cost_line line
    where coalesce(line.planned, line.forecast, line.contracted, line.paid) > 0
      and not exists (select from indicator_link where indicator_link.cost_line_uid = line.uid)
      and not exists (select from indicator where indicator.project_uid = line.counted_project_uid)
      and not exists (select from indicator where indicator.programme_uid = line.counted_programme_uid);
