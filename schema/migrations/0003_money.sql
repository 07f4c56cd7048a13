-- Money against results: programmes, projects, tasks, cost lines, indicators and the rules of money.
-- Amounts are integers in minor units of the row's currency. F1 and F2 are the money rules of the field:
-- no approved or committed line without a measurable indicator, no reallocation without indicator deltas.

create table programme (
    uid uuid primary key references record,
    holder_uid uuid not null references subject,
    holder_key text not null,
    name text not null,
    asset_uid uuid references record,
    starts_on date,
    ends_on date,
    self_rating text,
    currency text references currency,
    development_cost bigint,
    content jsonb not null,
    check (currency is not null or development_cost is null)
);
comment on table programme is 'Programmes and investments.';
comment on column programme.uid is 'Its record.';
comment on column programme.holder_uid is 'Who runs it.';
comment on column programme.holder_key is 'The holder''s own key.';
comment on column programme.name is 'Name.';
comment on column programme.asset_uid is 'Asset it pays for.';
comment on column programme.starts_on is 'Planned start.';
comment on column programme.ends_on is 'Planned end.';
comment on column programme.self_rating is 'Self-rating.';
comment on column programme.currency is 'Currency of its amounts.';
comment on column programme.development_cost is 'Development spending stated, minor units.';
comment on column programme.content is 'Everything stated.';

create table project (
    uid uuid primary key references record,
    holder_uid uuid not null references subject,
    holder_key text not null,
    name text not null,
    programme_uid uuid references programme,
    asset_uid uuid references record,
    starts_on date,
    ends_on date,
    project_stage text,
    self_rating text,
    currency text references currency,
    planned_cost bigint,
    whole_life_cost bigint,
    content jsonb not null,
    check (currency is not null or (planned_cost is null and whole_life_cost is null))
);
comment on table project is 'Projects.';
comment on column project.uid is 'Its record.';
comment on column project.holder_uid is 'Who runs it.';
comment on column project.holder_key is 'The holder''s own key.';
comment on column project.name is 'Name.';
comment on column project.programme_uid is 'Programme it belongs to; null: none, or leads nowhere.';
comment on column project.asset_uid is 'Asset it builds or changes.';
comment on column project.starts_on is 'Planned start.';
comment on column project.ends_on is 'Planned end.';
comment on column project.project_stage is 'Stage.';
comment on column project.self_rating is 'Self-rating.';
comment on column project.currency is 'Currency of its amounts.';
comment on column project.planned_cost is 'Planned cost stated, minor units.';
comment on column project.whole_life_cost is 'Whole-life cost stated, minor units.';
comment on column project.content is 'Everything stated.';
create index project_by_programme on project (programme_uid);

create table task (
    uid uuid primary key references record,
    holder_uid uuid not null references subject,
    holder_key text not null,
    name text not null,
    project_uid uuid references project,
    task_status text,
    planned_start_on date,
    planned_days integer,
    content jsonb not null
);
comment on table task is 'Tasks and activities of projects.';
comment on column task.uid is 'Its record.';
comment on column task.holder_uid is 'Who does it.';
comment on column task.holder_key is 'The holder''s own key.';
comment on column task.name is 'Name.';
comment on column task.project_uid is 'Project it belongs to.';
comment on column task.task_status is 'Status.';
comment on column task.planned_start_on is 'Planned start.';
comment on column task.planned_days is 'Planned duration in days.';
comment on column task.content is 'Everything stated.';
create index task_by_project on task (project_uid);

create table cost_line (
    uid uuid primary key references record,
    holder_uid uuid not null references subject,
    holder_key text not null,
    name text,
    programme_uid uuid references programme,
    project_uid uuid references project,
    task_uid uuid references task,
    asset_uid uuid references record,
    year integer check (year between 1900 and 2200),
    budget_chapter text,
    budget_section text,
    budget_article text,
    budget_kind text,
    financing_source text,
    spending_kind text,
    acquisition text,
    domestic boolean,
    currency text references currency,
    planned bigint,
    limit_amount bigint,
    contracted bigint,
    paid bigint,
    forecast bigint,
    cost_status text not null check (cost_status in ('recorded', 'draft', 'approved', 'committed')),
    content jsonb not null,
    check (currency is not null or num_nonnulls(planned, limit_amount, contracted, paid, forecast) = 0),
    constraint one_owner check (num_nonnulls(programme_uid, project_uid, task_uid) <= 1),
    constraint approved_line_is_complete check (cost_status not in ('approved', 'committed')
        or (planned is not null and year is not null and num_nonnulls(programme_uid, project_uid, task_uid) = 1))
);
comment on table cost_line is 'Cost lines.';
comment on column cost_line.uid is 'Its record.';
comment on column cost_line.holder_uid is 'Whose money.';
comment on column cost_line.holder_key is 'The holder''s own key.';
comment on column cost_line.name is 'What for.';
comment on column cost_line.programme_uid is 'Programme it hangs on directly.';
comment on column cost_line.project_uid is 'Project it hangs on directly.';
comment on column cost_line.task_uid is 'Task it hangs on directly.';
comment on column cost_line.asset_uid is 'Asset it pays for.';
comment on column cost_line.year is 'Budget year; null: not stated.';
comment on column cost_line.budget_chapter is 'Budget code: chapter.';
comment on column cost_line.budget_section is 'Budget code: section.';
comment on column cost_line.budget_article is 'Budget code: article.';
comment on column cost_line.budget_kind is 'Budget code: kind of expenditure.';
comment on column cost_line.financing_source is 'Source of financing.';
comment on column cost_line.spending_kind is 'Run or change.';
comment on column cost_line.acquisition is 'Bought or leased.';
comment on column cost_line.domestic is 'Domestic.';
comment on column cost_line.currency is 'Currency; null only where every amount is withheld or unknown.';
comment on column cost_line.planned is 'Plan, minor units; null: unknown.';
comment on column cost_line.limit_amount is 'Limit, minor units.';
comment on column cost_line.contracted is 'Contracted, minor units.';
comment on column cost_line.paid is 'Paid, minor units.';
comment on column cost_line.forecast is 'Forecast, minor units.';
comment on column cost_line.cost_status is 'Recorded fact, draft, approved, committed.';
comment on column cost_line.content is 'Everything stated.';
create index cost_line_by_programme on cost_line (programme_uid);
create index cost_line_by_project on cost_line (project_uid);
create index cost_line_by_task on cost_line (task_uid);
create index cost_line_by_asset on cost_line (asset_uid);

create table indicator (
    uid uuid primary key references record,
    holder_uid uuid not null references subject,
    holder_key text not null,
    name text not null,
    programme_uid uuid references programme,
    project_uid uuid references project,
    asset_uid uuid references record,
    unit text,
    direction text check (direction in ('increase', 'decrease', 'maintain')),
    method text,
    source text,
    baseline numeric,
    baseline_on date,
    verdict text check (verdict in ('met', 'not_met')),
    content jsonb not null
);
comment on table indicator is 'Indicators of results.';
comment on column indicator.uid is 'Its record.';
comment on column indicator.holder_uid is 'Whose result.';
comment on column indicator.holder_key is 'The holder''s own key.';
comment on column indicator.name is 'Name.';
comment on column indicator.programme_uid is 'Programme it judges.';
comment on column indicator.project_uid is 'Project it judges.';
comment on column indicator.asset_uid is 'Asset it judges.';
comment on column indicator.unit is 'Unit.';
comment on column indicator.direction is 'Which way is better.';
comment on column indicator.method is 'How it is computed.';
comment on column indicator.source is 'Where the data come from.';
comment on column indicator.baseline is 'Value before.';
comment on column indicator.baseline_on is 'When it was measured.';
comment on column indicator.verdict is 'Pass or fail where nothing else is known.';
comment on column indicator.content is 'Everything stated.';
create index indicator_by_programme on indicator (programme_uid);
create index indicator_by_project on indicator (project_uid);

create table indicator_value (
    uid uuid primary key references record,
    indicator_uid uuid not null references indicator,
    period text not null,
    period_ends_on date not null,
    target numeric,
    actual numeric,
    verdict text check (verdict in ('met', 'not_met')),
    evidence_uid uuid references record,
    unique (indicator_uid, period)
);
comment on table indicator_value is 'Targets and actuals by period.';
comment on column indicator_value.uid is 'Its record.';
comment on column indicator_value.indicator_uid is 'The indicator.';
comment on column indicator_value.period is 'Period, e.g. 2027 or 2027-Q2.';
comment on column indicator_value.period_ends_on is 'Last day of the period.';
comment on column indicator_value.target is 'Target; null: none stated.';
comment on column indicator_value.actual is 'Actual; null: not known.';
comment on column indicator_value.verdict is 'Pass or fail where nothing else is known.';
comment on column indicator_value.evidence_uid is 'Source document of the actual.';

create table indicator_link (
    uid uuid primary key references record,
    cost_line_uid uuid not null references cost_line,
    indicator_uid uuid not null references indicator,
    weight numeric not null default 1 check (weight > 0),
    unique (cost_line_uid, indicator_uid)
);
comment on table indicator_link is 'Which cost lines are spent for which indicators.';
comment on column indicator_link.uid is 'Its record.';
comment on column indicator_link.cost_line_uid is 'The money.';
comment on column indicator_link.indicator_uid is 'The result.';
comment on column indicator_link.weight is 'Weight of the indicator for this line.';
create index indicator_link_by_indicator on indicator_link (indicator_uid);

create table contract (
    uid uuid primary key references record,
    holder_uid uuid not null references subject,
    holder_key text not null,
    name text,
    contract_number text,
    supplier text,
    programme_uid uuid references programme,
    asset_uid uuid references record,
    cost_line_uid uuid references cost_line,
    signed_on date,
    ends_on date,
    currency text references currency,
    amount bigint,
    check (currency is not null or amount is null)
);
comment on table contract is 'Contracts.';
comment on column contract.uid is 'Its record.';
comment on column contract.holder_uid is 'Who contracted.';
comment on column contract.holder_key is 'The holder''s own key.';
comment on column contract.name is 'Subject matter.';
comment on column contract.contract_number is 'Number.';
comment on column contract.supplier is 'Supplier.';
comment on column contract.programme_uid is 'Programme that pays.';
comment on column contract.asset_uid is 'Asset it concerns.';
comment on column contract.cost_line_uid is 'Line that covers it.';
comment on column contract.signed_on is 'Signed.';
comment on column contract.ends_on is 'Ends.';
comment on column contract.currency is 'Currency.';
comment on column contract.amount is 'Amount, minor units.';

create table budget_total (
    owner_uid uuid not null references record,
    year integer not null,
    currency text not null references currency,
    amount bigint not null check (amount >= 0),
    submission_id uuid not null references submission,
    primary key (owner_uid, year, currency)
);
comment on table budget_total is 'Approved totals that the approved lines have to add up to.';
comment on column budget_total.owner_uid is 'Programme, project or task.';
comment on column budget_total.year is 'Budget year.';
comment on column budget_total.currency is 'Currency.';
comment on column budget_total.amount is 'Approved total of the plan, minor units.';
comment on column budget_total.submission_id is 'The submission that approved it.';

create view cost_line_owner as
    select line.uid, line.year, line.currency, line.planned, line.cost_status, line.task_uid,
           coalesce(line.project_uid, task.project_uid) as project_uid,
           coalesce(line.programme_uid, direct.programme_uid, above.programme_uid) as programme_uid
    from cost_line line
    left join task on task.uid = line.task_uid
    left join project direct on direct.uid = line.project_uid
    left join project above on above.uid = task.project_uid;
comment on view cost_line_owner is 'Each cost line with the task, project and programme it counts for.';

create function approved_lines_add_up() returns trigger language plpgsql as $$
declare
    touched uuid[];
    broken record;
begin
    -- Only the totals that the row counts for: a deferred trigger runs once a row.
    if tg_table_name = 'budget_total' then
        touched := array[coalesce(new.owner_uid, old.owner_uid)];
    else
        select array[task_uid, project_uid, programme_uid] into touched
        from cost_line_owner where uid = coalesce(new.uid, old.uid);
        if tg_op <> 'INSERT' then
            touched := touched || array[old.task_uid, old.project_uid, old.programme_uid];
        end if;
    end if;
    -- A line counts for its task, that task's project and that project's programme; each found by an index, since a
    -- programme may have thousands of lines and each of them asks.
    select total.owner_uid, total.year, total.amount, lines.planned into broken
    from budget_total total
    cross join lateral (
        select coalesce(sum(line.planned), 0) as planned
        from (
            select cost_line.* from cost_line where task_uid = total.owner_uid
            union all select cost_line.* from cost_line where project_uid = total.owner_uid
            union all select cost_line.* from cost_line where programme_uid = total.owner_uid
            union all select cost_line.* from task join cost_line on cost_line.task_uid = task.uid
                      where task.project_uid = total.owner_uid
            union all select cost_line.* from project join cost_line on cost_line.project_uid = project.uid
                      where project.programme_uid = total.owner_uid
            union all select cost_line.* from project join task on task.project_uid = project.uid
                      join cost_line on cost_line.task_uid = task.uid
                      where project.programme_uid = total.owner_uid
        ) line
        where line.year = total.year and line.currency = total.currency
          and line.cost_status in ('approved', 'committed')) lines
    where total.owner_uid = any(touched) and lines.planned <> total.amount
    limit 1;
    if found then
        raise exception using errcode = 'CD010', constraint = 'approved_lines_add_up',
            message = format('the approved lines of %s for %s add up to %s, the approved total is %s',
                             broken.owner_uid, broken.year, broken.planned, broken.amount);
    end if;
    return null;
end $$;
create constraint trigger approved_lines_add_up after insert or update or delete on budget_total
    deferrable initially deferred for each row execute function approved_lines_add_up();
create constraint trigger approved_lines_add_up_after_entry after insert on cost_line
    deferrable initially deferred for each row when (new.cost_status in ('approved', 'committed'))
    execute function approved_lines_add_up();
create constraint trigger approved_lines_add_up_after_change after update on cost_line
    deferrable initially deferred for each row
    when (new.cost_status in ('approved', 'committed') or old.cost_status in ('approved', 'committed'))
    execute function approved_lines_add_up();
create constraint trigger approved_lines_add_up_after_removal after delete on cost_line
    deferrable initially deferred for each row when (old.cost_status in ('approved', 'committed'))
    execute function approved_lines_add_up();

-- F1: a measurable indicator has a unit, a direction, a baseline, a source and at least one target.
create function is_tied(line uuid) returns boolean language sql stable as $$
    select exists (
        select from indicator_link link join indicator on indicator.uid = link.indicator_uid
        where link.cost_line_uid = line and indicator.unit is not null and indicator.direction is not null
          and indicator.baseline is not null and indicator.source is not null
          and exists (select from indicator_value value
                      where value.indicator_uid = indicator.uid and value.target is not null))
$$;
comment on function is_tied(uuid) is 'Whether a cost line has a measurable indicator (money rule F1).';

create function require_indicator(line uuid) returns void language plpgsql as $$
begin
    if exists (select from cost_line where uid = line and cost_status in ('approved', 'committed'))
       and not is_tied(line) then
        raise exception using errcode = 'CD011', constraint = 'approved_line_has_an_indicator',
            message = format('cost line %s is approved or committed without a measurable indicator (unit, direction, baseline, source, target)', line);
    end if;
end $$;

create function cost_line_has_an_indicator() returns trigger language plpgsql as $$
begin
    perform require_indicator(new.uid);
    return null;
end $$;
create constraint trigger cost_line_has_an_indicator after insert or update of cost_status on cost_line
    deferrable initially deferred for each row when (new.cost_status in ('approved', 'committed'))
    execute function cost_line_has_an_indicator();

create function link_still_ties() returns trigger language plpgsql as $$
begin
    perform require_indicator(old.cost_line_uid);
    return null;
end $$;
create constraint trigger link_still_ties after update or delete on indicator_link
    deferrable initially deferred for each row execute function link_still_ties();

create function indicator_still_measures() returns trigger language plpgsql as $$
begin
    perform require_indicator(cost_line_uid) from indicator_link where indicator_uid = old.uid;
    return null;
end $$;
create constraint trigger indicator_still_measures after update on indicator
    deferrable initially deferred for each row execute function indicator_still_measures();

create function target_still_stands() returns trigger language plpgsql as $$
begin
    perform require_indicator(cost_line_uid) from indicator_link where indicator_uid = old.indicator_uid;
    return null;
end $$;
create constraint trigger target_still_stands after update or delete on indicator_value
    deferrable initially deferred for each row execute function target_still_stands();

-- Undoing an import takes back what it brought, approvals too: only while a submission of kind undo is at work (it
-- says so in cadastre.undo) and only for records that the undone import brought.
create function is_being_undone(record_uid uuid) returns boolean language sql stable as $$
    select exists (
        select from submission undo join record_version brought on brought.submission_id = undo.undoes
        where undo.submission_id = nullif(current_setting('cadastre.undo', true), '')::uuid
          and brought.uid = record_uid)
$$;
comment on function is_being_undone(uuid) is 'Whether this transaction undoes the import that brought a state of the record.';

-- F2: moving money is one change request that carries money moves and indicator deltas together.
create table change_request (
    change_request_id uuid primary key,
    submission_id uuid not null references submission,
    reason text not null check (reason <> ''),
    zero_change_reason text,
    zero_change_reviewer text,
    applied_at timestamptz,
    check ((zero_change_reason is null) = (zero_change_reviewer is null))
);
comment on table change_request is 'Reallocations: money moves and indicator deltas, applied together or not at all.';
comment on column change_request.change_request_id is 'Identifier.';
comment on column change_request.submission_id is 'Who signed it, when and why.';
comment on column change_request.reason is 'Why the money moves.';
comment on column change_request.zero_change_reason is 'Why no indicator changes, where none does.';
comment on column change_request.zero_change_reviewer is 'Who reviewed that reason.';
comment on column change_request.applied_at is 'When it was applied; null: not yet.';

create table money_move (
    change_request_id uuid not null references change_request,
    position integer not null,
    from_line_uid uuid references cost_line,
    to_line_uid uuid references cost_line,
    amount bigint not null check (amount > 0),
    primary key (change_request_id, position),
    check (from_line_uid is distinct from to_line_uid)
);
comment on table money_move is 'Money moves of a change request.';
comment on column money_move.change_request_id is 'The request.';
comment on column money_move.position is 'Order.';
comment on column money_move.from_line_uid is 'Line that gives; null: new money.';
comment on column money_move.to_line_uid is 'Line that receives; null: money returned.';
comment on column money_move.amount is 'Minor units.';

create table indicator_delta (
    change_request_id uuid not null references change_request,
    indicator_value_uid uuid not null references indicator_value,
    target_before numeric not null,
    target_after numeric not null,
    primary key (change_request_id, indicator_value_uid)
);
comment on table indicator_delta is 'Indicator deltas of a change request.';
comment on column indicator_delta.change_request_id is 'The request.';
comment on column indicator_delta.indicator_value_uid is 'Whose target changes.';
comment on column indicator_delta.target_before is 'Target before.';
comment on column indicator_delta.target_after is 'Target after.';

create function reallocation_carries_indicators() returns trigger language plpgsql as $$
declare
    request uuid := nullif(current_setting('cadastre.change_request', true), '')::uuid;
    moved bigint;
begin
    if is_being_undone(new.uid) then return new; end if;
    if request is null then
        raise exception using errcode = 'CD012', constraint = 'reallocation_carries_indicators',
            message = format('the plan of cost line %s is approved: it changes only by a change request that carries indicator deltas', new.uid);
    end if;
    if new.currency <> old.currency then
        raise exception using errcode = 'CD012', constraint = 'reallocation_carries_indicators',
            message = format('cost line %s is approved: its currency cannot change', new.uid);
    end if;
    select coalesce(sum(amount) filter (where to_line_uid = new.uid), 0)
         - coalesce(sum(amount) filter (where from_line_uid = new.uid), 0)
      into moved from money_move where change_request_id = request;
    if new.planned - old.planned is distinct from moved then
        raise exception using errcode = 'CD012', constraint = 'reallocation_carries_indicators',
            message = format('cost line %s changes by %s, but the change request moves %s', new.uid, new.planned - old.planned, moved);
    end if;
    if not exists (select from indicator_delta delta join change_request using (change_request_id)
                   where change_request_id = request
                     and (delta.target_before <> delta.target_after or zero_change_reason is not null)) then
        raise exception using errcode = 'CD012', constraint = 'reallocation_carries_indicators',
            message = 'the change request moves money without an indicator delta; a zero change needs a reviewed reason';
    end if;
    return new;
end $$;
create trigger reallocation_carries_indicators before update on cost_line
    for each row when (old.cost_status in ('approved', 'committed')
        and (new.planned is distinct from old.planned or new.currency is distinct from old.currency))
    execute function reallocation_carries_indicators();

create function approval_is_not_taken_back() returns trigger language plpgsql as $$
begin
    if is_being_undone(old.uid) then return coalesce(new, old); end if;
    raise exception using errcode = 'CD013', constraint = 'approval_is_not_taken_back',
        message = format('cost line %s was approved: it stays approved or becomes committed; money moves by a change request', old.uid);
end $$;
create trigger approval_is_not_taken_back before update of cost_status on cost_line
    for each row when (old.cost_status in ('approved', 'committed') and new.cost_status not in ('approved', 'committed'))
    execute function approval_is_not_taken_back();
create trigger approved_line_is_not_removed before delete on cost_line
    for each row when (old.cost_status in ('approved', 'committed'))
    execute function approval_is_not_taken_back();

-- F3: baselines are immutable; every re-baseline is an entry in the ledger.
create table rebaseline (
    indicator_uid uuid not null references indicator,
    position integer not null check (position > 0),
    baseline_before numeric not null,
    baseline_after numeric not null,
    reason text not null check (reason <> ''),
    submission_id uuid not null references submission,
    recorded_at timestamptz not null default transaction_timestamp(),
    primary key (indicator_uid, position)
);
comment on table rebaseline is 'The ledger of re-baselines.';
comment on column rebaseline.indicator_uid is 'The indicator.';
comment on column rebaseline.position is 'First, second, …';
comment on column rebaseline.baseline_before is 'Baseline before.';
comment on column rebaseline.baseline_after is 'Baseline after.';
comment on column rebaseline.reason is 'Why.';
comment on column rebaseline.submission_id is 'Who.';
comment on column rebaseline.recorded_at is 'When.';
create trigger rebaseline_append_only before update or delete or truncate on rebaseline
    execute function refuse_change();

create function baseline_moves_only_by_ledger() returns trigger language plpgsql as $$
begin
    if is_being_undone(new.uid) then return new; end if;
    if not exists (select from rebaseline where indicator_uid = new.uid and recorded_at = transaction_timestamp()
                   and baseline_before = old.baseline and baseline_after = new.baseline) then
        raise exception using errcode = 'CD014', constraint = 'baseline_moves_only_by_ledger',
            message = format('the baseline of indicator %s is immutable; enter a re-baseline with its reason', new.uid);
    end if;
    return new;
end $$;
create trigger baseline_moves_only_by_ledger before update of baseline on indicator
    for each row when (old.baseline is not null and new.baseline is distinct from old.baseline)
    execute function baseline_moves_only_by_ledger();

-- F4: a target can't be made easier after its period ended.
create function target_stands_after_its_period() returns trigger language plpgsql as $$
declare better text;
begin
    if is_being_undone(new.uid) then return new; end if;
    select direction into better from indicator where uid = new.indicator_uid;
    if new.target is null or (better = 'decrease' and new.target > old.target)
       or (better is distinct from 'decrease' and new.target < old.target) then
        raise exception using errcode = 'CD015', constraint = 'target_stands_after_its_period',
            message = format('the period %s of the indicator has ended: its target cannot be made easier', old.period);
    end if;
    return new;
end $$;
create trigger target_stands_after_its_period before update of target on indicator_value
    for each row when (old.target is not null and new.target is distinct from old.target and old.period_ends_on < current_date)
    execute function target_stands_after_its_period();
