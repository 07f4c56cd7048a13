-- The deferred rules of money, checked once a statement instead of once a row: an import of 600,000 cost lines asked each
-- of them for its indicators and its totals. What a statement touched is noted in a row of money_to_check, and the
-- deferred trigger of that row looks at all of it at once, at the latest at commit. The rules are those of 0003.

create table money_to_check (
    check_id bigint generated always as identity primary key,
    lines uuid[] not null,
    owners uuid[] not null
);
comment on table money_to_check is 'What a statement touched and the rules of money look at before commit; empty for everybody else.';
comment on column money_to_check.check_id is 'Identity.';
comment on column money_to_check.lines is 'Cost lines that may have lost their measurable indicator, or were approved.';
comment on column money_to_check.owners is 'Programmes, projects and tasks whose approved totals have to add up.';

create function note_money(touched_lines uuid[], touched_owners uuid[]) returns void language sql as $$
    insert into money_to_check (lines, owners)
    select coalesce(touched_lines, '{}'), array(select distinct owner from unnest(touched_owners) owner where owner is not null)
    where cardinality(touched_lines) > 0 or cardinality(touched_owners) > 0
$$;
comment on function note_money(uuid[], uuid[]) is 'Has the rules of money look at these lines and owners before commit.';

create function money_holds() returns trigger language plpgsql as $$
declare
    untied uuid;
    broken record;
begin
    -- F1: tied by one measurable indicator, as is_tied says of one line.
    select line.uid into untied
    from unnest(new.lines) noted(uid) join cost_line line using (uid)
    where line.cost_status in ('approved', 'committed')
      and not exists (
        select from indicator_link link join indicator on indicator.uid = link.indicator_uid
        where link.cost_line_uid = line.uid and indicator.unit is not null and indicator.direction is not null
          and indicator.baseline is not null and indicator.source is not null
          and exists (select from indicator_value value
                      where value.indicator_uid = indicator.uid and value.target is not null))
    limit 1;
    if found then
        raise exception using errcode = 'CD011', constraint = 'approved_line_has_an_indicator',
            message = format('cost line %s is approved or committed without a measurable indicator (unit, direction, baseline, source, target)', untied);
    end if;
    -- An owner is a programme, a project or a task: a line counts for it in one way.
    with total as materialized (
        select budget_total.* from unnest(new.owners) noted(owner_uid) join budget_total using (owner_uid)),
    counted as (
        select total.owner_uid, total.year, total.currency, sum(line.planned) as planned
        from total
        join lateral (
            select year, currency, planned, cost_status from cost_line where task_uid = total.owner_uid
            union all
            select year, currency, planned, cost_status from cost_line where counted_project_uid = total.owner_uid
            union all
            select year, currency, planned, cost_status from cost_line where counted_programme_uid = total.owner_uid) line
          on line.year = total.year and line.currency = total.currency and line.cost_status in ('approved', 'committed')
        group by total.owner_uid, total.year, total.currency)
    select total.owner_uid, total.year, total.amount, coalesce(counted.planned, 0) as planned into broken
    from total left join counted using (owner_uid, year, currency)
    where coalesce(counted.planned, 0) <> total.amount
    limit 1;
    if found then
        raise exception using errcode = 'CD010', constraint = 'approved_lines_add_up',
            message = format('the approved lines of %s for %s add up to %s, the approved total is %s',
                             broken.owner_uid, broken.year, broken.planned, broken.amount);
    end if;
    delete from money_to_check where check_id = new.check_id;
    return null;
end $$;
comment on function money_holds() is 'Approved lines have a measurable indicator and add up to the approved totals (F1), of all that a statement touched.';
create constraint trigger money_holds after insert on money_to_check
    deferrable initially deferred for each row execute function money_holds();

drop trigger cost_line_has_an_indicator on cost_line;
drop trigger approved_lines_add_up on budget_total;
drop trigger link_still_ties on indicator_link;
drop trigger indicator_still_measures on indicator;
drop trigger target_still_stands on indicator_value;
drop function cost_line_has_an_indicator(), approved_lines_add_up(), link_still_ties(), indicator_still_measures(),
    target_still_stands(), require_indicator(uuid);

create function note_entered_lines() returns trigger language plpgsql as $$
begin
    perform note_money(array_agg(uid), array_agg(task_uid) || array_agg(counted_project_uid) || array_agg(counted_programme_uid))
    from entered where cost_status in ('approved', 'committed');
    return null;
end $$;
create trigger note_entered_lines after insert on cost_line
    referencing new table as entered for each statement execute function note_entered_lines();

-- Also what a line counted for before: it may be missing there now.
create function note_changed_lines() returns trigger language plpgsql as $$
begin
    perform note_money(array_agg(uid) filter (where is_now),
                       array_agg(task_uid) || array_agg(counted_project_uid) || array_agg(counted_programme_uid))
    from (select uid, task_uid, counted_project_uid, counted_programme_uid, cost_status, true as is_now from entered
          union all
          select uid, task_uid, counted_project_uid, counted_programme_uid, cost_status, false from former) line
    where cost_status in ('approved', 'committed');
    return null;
end $$;
create trigger note_changed_lines after update on cost_line
    referencing old table as former new table as entered for each statement execute function note_changed_lines();

create function note_removed_lines() returns trigger language plpgsql as $$
begin
    perform note_money('{}', array_agg(task_uid) || array_agg(counted_project_uid) || array_agg(counted_programme_uid))
    from former where cost_status in ('approved', 'committed');
    return null;
end $$;
create trigger note_removed_lines after delete on cost_line
    referencing old table as former for each statement execute function note_removed_lines();

create function note_totals() returns trigger language plpgsql as $$
begin
    perform note_money('{}', array_agg(owner_uid)) from entered;
    return null;
end $$;
create trigger note_entered_totals after insert on budget_total
    referencing new table as entered for each statement execute function note_totals();
create trigger note_changed_totals after update on budget_total
    referencing new table as entered for each statement execute function note_totals();

create function note_lost_links() returns trigger language plpgsql as $$
begin
    perform note_money(array_agg(cost_line_uid), '{}') from former;
    return null;
end $$;
create trigger note_changed_links after update on indicator_link
    referencing old table as former for each statement execute function note_lost_links();
create trigger note_removed_links after delete on indicator_link
    referencing old table as former for each statement execute function note_lost_links();

-- An indicator that says everything still measures: only one that fell silent can leave a line untied.
create function note_silent_indicators() returns trigger language plpgsql as $$
begin
    perform note_money(array_agg(link.cost_line_uid), '{}')
    from entered join indicator_link link on link.indicator_uid = entered.uid
    where num_nulls(entered.unit, entered.direction, entered.baseline, entered.source) > 0;
    return null;
end $$;
create trigger note_silent_indicators after update on indicator
    referencing new table as entered for each statement execute function note_silent_indicators();

create function note_lost_targets() returns trigger language plpgsql as $$
begin
    perform note_money(array_agg(link.cost_line_uid), '{}')
    from former join indicator_link link using (indicator_uid) where former.target is not null;
    return null;
end $$;
create trigger note_changed_targets after update on indicator_value
    referencing old table as former for each statement execute function note_lost_targets();
create trigger note_removed_targets after delete on indicator_value
    referencing old table as former for each statement execute function note_lost_targets();
