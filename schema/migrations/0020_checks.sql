-- What the rules lean on: identifiers in the order of time, and whose money a cost line is.

create function time_ordered_uuid() returns uuid language sql volatile as $$
    select (lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
            || substr(replace(gen_random_uuid()::text, '-', ''), 14))::uuid
$$;
comment on function time_ordered_uuid() is 'A new UUID of version 7 (RFC 9562): milliseconds since 1970, then random bits.';

create view cost_line_root as
    select line.uid, coalesce(owner.programme_uid, owner.project_uid, owner.task_uid, line.uid) as root_uid,
           line.year, line.currency, line.planned, line.contracted, line.paid, line.cost_status,
           line.task_uid is not null as of_activity, task.task_status
    from cost_line line join cost_line_owner owner on owner.uid = line.uid
    left join task on task.uid = line.task_uid;
comment on view cost_line_root is 'Each cost line with the uppermost thing it pays for: programme, else project, else task, else itself.';

create view indicator_root as
    select indicator.uid as indicator_uid, coalesce(indicator.programme_uid, project.programme_uid, project.uid) as root_uid
    from indicator left join project on project.uid = indicator.project_uid
    where coalesce(indicator.programme_uid, project.programme_uid, project.uid) is not null
    union
    select link.indicator_uid, line.root_uid
    from indicator_link link join cost_line_root line on line.uid = link.cost_line_uid;
comment on view indicator_root is 'The indicators that judge each programme (or project, task, line without one): named by them or linked to their money.';

create view asset_verdict as
    select asset.uid,
           case when exists (select from evidence where evidence.asset_uid = asset.uid)
                  or exists (select from event where event.uid = asset.uid and event.document_uid is not null)
                then 'shown' else 'stated' end as present,
           case when bool_or(finding.severity = 'error') then 'refuted'
                when bool_or(finding.rule not in ('owed-field-missing', 'function-unmapped')) then 'doubtful'
                else 'undisputed' end as reliable,
           coalesce(min((finding.arguments->>'share')::integer) filter (where finding.rule = 'owed-field-missing'),
                    100) as complete
    from asset left join finding on finding.uid = asset.uid and finding.state = 'open'
    group by asset.uid;
comment on view asset_verdict is 'Three verdicts on each asset: present (shown by evidence or a document, or only stated), reliable (by its open findings), complete (percent of what is owed, by weight).';

comment on column finding.last_found_at is 'When it was found, or found changed, last.';
comment on table finding_entry is 'What happened to findings after they were opened; only ever added to. The opening stands in the finding.';
