-- What people say about groups of duplicates: who does not belong, where a group falls apart, that it is one
-- function and not one thing, that it is confirmed or dismissed. Each word is kept with the fields it was said
-- about, holds over later searches, and lapses by itself when one of those fields is materially another.

create function compared_text(stated text) returns text language sql immutable parallel safe as $$
    select btrim(regexp_replace(translate(lower(normalize(coalesce(stated, ''), nfkc)), 'ё', 'е'), '[^[:alnum:]]+', ' ', 'g'))
$$;
comment on function compared_text(text) is 'A compared field without what makes no material difference: case, punctuation, blanks, ё for е.';

create function compared_fields(asset_uid uuid) returns jsonb language sql stable as $$
    select jsonb_strip_nulls(jsonb_build_object('class', class, 'name', name, 'short_name', short_name, 'purpose', purpose,
        'functions', (select string_agg(classifier || ':' || function_code, ', ' order by classifier, function_code)
                      from asset_function where asset_function.uid = asset.uid)))
    from asset where uid = asset_uid
$$;
comment on function compared_fields(uuid) is 'What the duplicate search compares of an asset, as it stands now; null: it is no longer registered.';

create function material_changes(was jsonb, now jsonb) returns jsonb language sql immutable parallel safe as $$
    select coalesce(jsonb_agg(jsonb_build_object('field', field, 'was', was->>field, 'is', now->>field) order by position), '[]')
    from unnest(array['class', 'name', 'short_name', 'purpose', 'functions']) with ordinality compared(field, position)
    where compared_text(was->>field) <> compared_text(now->>field)
$$;
comment on function material_changes(jsonb, jsonb) is 'The compared fields that are materially another, with what they were and what they are.';

alter table duplicate_cluster add column split_from uuid references duplicate_cluster,
    add column overlap_low integer, add column overlap_high integer;
comment on column duplicate_cluster.split_from is 'The group that a person split this one off from.';
comment on column duplicate_cluster.overlap_low is 'Overlap by which the low end of the money was reckoned, in thousandths.';
comment on column duplicate_cluster.overlap_high is 'Overlap by which the high end was reckoned, in thousandths.';
alter table duplicate_member add column allocation integer not null default 1000 check (allocation between 0 and 1000);
comment on column duplicate_member.allocation is 'Share of its cost that serves what the group shares, in thousandths.';

create table duplicate_decision (
    decision_id uuid primary key default time_ordered_uuid(),
    cluster_id uuid not null references duplicate_cluster,
    decision text not null check (decision in ('drop', 'split', 'same_function', 'confirm', 'dismiss', 'dispute', 'reopen')),
    question text not null default 'identity' check (question in ('identity', 'function')),
    reason text not null check (btrim(reason) <> ''),
    evidence text check (btrim(evidence) <> ''),
    document_sha256 text references document_content,
    document_name text,
    actor text not null check (btrim(actor) <> ''),
    disposition_id uuid references disposition,
    model_version text,
    submission_id uuid not null references submission,
    decided_at timestamptz not null default transaction_timestamp(),
    constraint decision_has_evidence
        check (disposition_id is not null or evidence is not null or document_sha256 is not null)
);
comment on table duplicate_decision is 'What people said about groups of duplicates; only ever added to.';
comment on column duplicate_decision.decision_id is 'Identifier, ordered by time.';
comment on column duplicate_decision.cluster_id is 'The group it was said about.';
comment on column duplicate_decision.decision is 'Members dropped, group split, same function in different systems, confirmed, dismissed, disputed, or all former words taken back.';
comment on column duplicate_decision.question is 'Whether it was about being one thing or about doing one work.';
comment on column duplicate_decision.reason is 'Why.';
comment on column duplicate_decision.evidence is 'What it rests on: the number of a document, or an address.';
comment on column duplicate_decision.document_sha256 is 'Attached evidence.';
comment on column duplicate_decision.document_name is 'File name of the evidence.';
comment on column duplicate_decision.actor is 'Who; unverified until there are accounts.';
comment on column duplicate_decision.disposition_id is 'The disposition that carried it, which has rules of evidence of its own.';
comment on column duplicate_decision.model_version is 'Engine that had put the group together.';
comment on column duplicate_decision.submission_id is 'The submission that carried it.';
comment on column duplicate_decision.decided_at is 'When.';
create index duplicate_decision_by_cluster on duplicate_decision (cluster_id);
create trigger duplicate_decision_append_only before update or delete or truncate on duplicate_decision
    execute function refuse_change();

create table duplicate_decision_member (
    decision_id uuid not null references duplicate_decision,
    uid uuid not null references record,
    side integer not null default 0 check (side >= 0),
    compared jsonb not null,
    primary key (decision_id, uid)
);
comment on table duplicate_decision_member is 'The members a decision was about, with the compared fields as they stood then; only ever added to.';
comment on column duplicate_decision_member.decision_id is 'The decision.';
comment on column duplicate_decision_member.uid is 'The asset.';
comment on column duplicate_decision_member.side is 'Members on different sides are kept apart by later searches.';
comment on column duplicate_decision_member.compared is 'The compared fields on which the decision rests.';
create index duplicate_decision_member_by_record on duplicate_decision_member (uid);
create trigger duplicate_decision_member_append_only before update or delete or truncate on duplicate_decision_member
    execute function refuse_change();

create table duplicate_lapse (
    decision_id uuid not null,
    uid uuid not null,
    changes jsonb not null,
    run_id uuid references duplicate_run,
    taken_back_by uuid references duplicate_decision,
    noticed_at timestamptz not null default transaction_timestamp(),
    primary key (decision_id, uid),
    foreign key (decision_id, uid) references duplicate_decision_member,
    constraint lapse_has_a_cause check ((run_id is null) <> (taken_back_by is null))
);
comment on table duplicate_lapse is 'Decisions that no longer hold for a member, with what became another since; only ever added to.';
comment on column duplicate_lapse.decision_id is 'The decision.';
comment on column duplicate_lapse.uid is 'The member.';
comment on column duplicate_lapse.changes is 'Fields that are materially another: [{"field", "was", "is"}]; "expires_on" where a justification ran out.';
comment on column duplicate_lapse.run_id is 'The search that noticed.';
comment on column duplicate_lapse.taken_back_by is 'The decision by which a person took it back.';
comment on column duplicate_lapse.noticed_at is 'When.';
create trigger duplicate_lapse_append_only before update or delete or truncate on duplicate_lapse
    execute function refuse_change();

-- What the database itself knows better than whoever writes a decision, it writes itself.
create function complete_duplicate_decision() returns trigger language plpgsql as $$
begin
    select run.model_version into new.model_version
    from duplicate_cluster join duplicate_run run using (run_id) where cluster_id = new.cluster_id;
    return new;
end $$;
comment on function complete_duplicate_decision() is 'Writes the engine''s version into a decision.';
create trigger complete_duplicate_decision before insert on duplicate_decision
    for each row execute function complete_duplicate_decision();

create function complete_duplicate_decision_member() returns trigger language plpgsql as $$
begin
    if not exists (select from duplicate_member join duplicate_decision using (cluster_id)
                   where decision_id = new.decision_id and duplicate_member.uid = new.uid) then
        raise exception using errcode = 'CD001', constraint = 'decision_names_members',
            message = format('%s is no member of the group that the decision is about', new.uid);
    end if;
    new.compared := coalesce(compared_fields(new.uid), '{}');
    return new;
end $$;
comment on function complete_duplicate_decision_member() is 'Takes only members of the group, and writes down the compared fields as they stand.';
create trigger complete_duplicate_decision_member before insert on duplicate_decision_member
    for each row execute function complete_duplicate_decision_member();

create function check_duplicate_decision() returns trigger language plpgsql as $$
begin
    if (select count(distinct side) from duplicate_decision_member where decision_id = new.decision_id)
       < (case when new.decision in ('drop', 'split', 'same_function') then 2 else 1 end) then
        raise exception using errcode = 'CD001', constraint = 'decision_takes_sides',
            message = 'a decision that takes a group apart says who stands on which side';
    end if;
    if new.decision in ('drop', 'split') and exists (
        select from duplicate_decision_member one join duplicate_decision_member other using (decision_id)
        join duplicate_member here on here.uid = one.uid
        join duplicate_member there on there.uid = other.uid and there.cluster_id = here.cluster_id
        where one.decision_id = new.decision_id and one.side < other.side and here.cluster_id = new.cluster_id) then
        raise exception using errcode = 'CD001', constraint = 'decision_is_applied',
            message = 'a decision that takes a group apart is kept together with the group as it leaves it';
    end if;
    return null;
end $$;
comment on function check_duplicate_decision() is 'Holds at commit that a decision to take a group apart names sides and was done.';
create constraint trigger check_duplicate_decision after insert on duplicate_decision
    deferrable initially deferred for each row execute function check_duplicate_decision();

create view standing_duplicate_decision as
    select decision.* from duplicate_decision decision
    where not exists (select from duplicate_lapse lapse where lapse.decision_id = decision.decision_id);
comment on view standing_duplicate_decision is 'Decisions that hold for all their members.';

create view standing_duplicate_side as
    select member.decision_id, member.uid, member.side, member.compared, decision.question
    from duplicate_decision_member member join duplicate_decision decision using (decision_id)
    where decision.decision in ('drop', 'split', 'same_function')
      and not exists (select from duplicate_lapse lapse
                      where lapse.decision_id = member.decision_id and lapse.uid = member.uid);
comment on view standing_duplicate_side is 'Who is kept apart from whom: members on different sides of one decision.';

create function decided_state(group_id uuid) returns text language sql stable as $$
    select case decision when 'confirm' then 'confirmed' when 'dismiss' then 'dismissed' else 'candidate' end
    from (select decision, decision_id from duplicate_decision
          where cluster_id = group_id and decision in ('confirm', 'dismiss', 'dispute', 'reopen')
          order by decided_at desc, decision_id desc limit 1) latest
    where not exists (select from duplicate_lapse lapse where lapse.decision_id = latest.decision_id)
$$;
comment on function decided_state(uuid) is 'The state in which the last word of people leaves a group; null: nobody spoke, or it no longer holds.';

-- Answers given before decisions were kept rest on the fields as they stand today: nothing older is known.
insert into duplicate_decision (cluster_id, decision, question, reason, actor, disposition_id, submission_id, decided_at)
select finding.cluster_id, case state_after(disposition.disposition) when 'confirmed' then 'confirm'
                           when 'dismissed' then 'dismiss' else 'dispute' end,
       case when finding.rule in ('duplicate-object') then 'identity' else 'function' end,
       reason, disposition.actor, disposition_id, disposition.submission_id, decided_at
from disposition join finding using (finding_id)
where finding.cluster_id is not null and disposition.disposition <> 'mended'
  and exists (select from duplicate_member where duplicate_member.cluster_id = finding.cluster_id);
insert into duplicate_decision_member (decision_id, uid, compared)
select decision_id, uid, '{}' from duplicate_decision join duplicate_member using (cluster_id);
