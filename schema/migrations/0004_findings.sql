-- What is wrong and what is twice: rules, findings, duplicate clusters and what people decided about them.

create table rule (
    code text primary key check (code ~ '^[a-z][a-z0-9-]*$'),
    position integer not null,
    applies text not null check (applies in ('reading', 'register', 'duplicates', 'round')),
    severity text not null check (severity in ('blocking', 'error', 'warning', 'notice')),
    record_kinds text[] not null,
    classes text[] not null default '{}',
    stages text[] not null default '{}',
    fields text[] not null default '{}',
    active boolean not null default true,
    name_en text not null,
    name_ru text not null,
    why_en text not null,
    why_ru text not null,
    remedy_en text not null,
    remedy_ru text not null
);
comment on table rule is 'Rules as data: what is checked, how grave it is and how to mend it.';
comment on column rule.code is 'Stable code, as in verdicts.';
comment on column rule.position is 'Order of presentation.';
comment on column rule.applies is 'Where it is applied: to a file while reading, over the register, by the duplicate search, to a round.';
comment on column rule.severity is 'How grave a hit is; blocking hits keep a record out.';
comment on column rule.record_kinds is 'Record kinds it looks at.';
comment on column rule.classes is 'Asset classes it looks at; empty: all.';
comment on column rule.stages is 'Stages at which it looks; empty: all.';
comment on column rule.fields is 'Fields it names.';
comment on column rule.active is 'Whether it is applied.';
comment on column rule.name_en is 'Name in English.';
comment on column rule.name_ru is 'Name in Russian.';
comment on column rule.why_en is 'Why it matters, in English.';
comment on column rule.why_ru is 'Why it matters, in Russian.';
comment on column rule.remedy_en is 'How to mend a hit, in English.';
comment on column rule.remedy_ru is 'How to mend a hit, in Russian.';

create table duplicate_run (
    run_id uuid primary key,
    started_at timestamptz not null,
    finished_at timestamptz,
    model_version text not null,
    options jsonb not null,
    compared_count bigint not null default 0,
    threshold double precision,
    counts jsonb not null default '{}'
);
comment on table duplicate_run is 'Runs of the duplicate search.';
comment on column duplicate_run.run_id is 'Identifier, ordered by time.';
comment on column duplicate_run.started_at is 'When it started.';
comment on column duplicate_run.finished_at is 'When it finished; null: it did not.';
comment on column duplicate_run.model_version is 'Version of the engine and its parameters.';
comment on column duplicate_run.options is 'What was asked: scope, withheld relations, hidden fields.';
comment on column duplicate_run.compared_count is 'Assets compared.';
comment on column duplicate_run.threshold is 'Score from which pairs were accepted.';
comment on column duplicate_run.counts is 'Clusters by kind.';

create table duplicate_cluster (
    cluster_id uuid primary key,
    kind text not null check (kind in ('object', 'functional', 'planned', 'reuse', 'family', 'misclassified')),
    run_id uuid not null references duplicate_run,
    first_found_at timestamptz not null default transaction_timestamp(),
    state text not null check (state in ('candidate', 'confirmed', 'dismissed', 'superseded')),
    score double precision not null check (score between 0 and 1),
    money_low bigint,
    money_high bigint,
    currency text references currency,
    unknown_costs integer not null default 0 check (unknown_costs >= 0),
    explanation jsonb not null,
    member_hash uuid not null,
    compared_hash uuid not null,
    check (money_low <= money_high),
    check ((money_low is null) = (currency is null) and (money_low is null) = (money_high is null))
);
comment on table duplicate_cluster is 'Groups of assets that are candidates for being twice.';
comment on column duplicate_cluster.cluster_id is 'Identifier; the same members found again keep it.';
comment on column duplicate_cluster.kind is 'Kind of finding.';
comment on column duplicate_cluster.run_id is 'Run that found it last.';
comment on column duplicate_cluster.first_found_at is 'When it was found first.';
comment on column duplicate_cluster.state is 'Candidate until the owners have answered; superseded when the search no longer finds it.';
comment on column duplicate_cluster.score is 'Score of the group.';
comment on column duplicate_cluster.money_low is 'Money in overlap, low end, minor units; null: no cost is known.';
comment on column duplicate_cluster.money_high is 'Money in overlap, high end, minor units.';
comment on column duplicate_cluster.currency is 'Currency of the range.';
comment on column duplicate_cluster.unknown_costs is 'Members whose cost nobody knows.';
comment on column duplicate_cluster.explanation is 'Why, as structured parts that add up to the score.';
comment on column duplicate_cluster.member_hash is 'MD5 of kind and members, for finding it again.';
comment on column duplicate_cluster.compared_hash is 'MD5 of the compared fields, for reopening a dismissal.';
create unique index one_live_cluster on duplicate_cluster (member_hash) where state <> 'superseded';

create table duplicate_member (
    cluster_id uuid not null references duplicate_cluster on delete cascade,
    uid uuid not null references record,
    score double precision not null check (score between 0 and 1),
    role text not null default 'member' check (role in ('member', 'solution', 'planned', 'existing')),
    primary key (cluster_id, uid)
);
comment on table duplicate_member is 'Members of the groups.';
comment on column duplicate_member.cluster_id is 'The group.';
comment on column duplicate_member.uid is 'The asset.';
comment on column duplicate_member.score is 'How well it fits the group.';
comment on column duplicate_member.role is 'Its part in the group.';
create index duplicate_member_by_record on duplicate_member (uid);

create table finding (
    finding_id uuid primary key,
    rule text not null references rule,
    uid uuid not null references record,
    field text not null default '',
    detail text not null default '',
    severity text not null check (severity in ('blocking', 'error', 'warning', 'notice')),
    value text,
    arguments jsonb not null default '{}',
    state text not null check (state in ('open', 'closed', 'dismissed')),
    version_valid_from date not null,
    version_recorded_at timestamptz not null,
    owner_uid uuid references record,
    due_on date,
    money_low bigint,
    money_high bigint,
    currency text references currency,
    cluster_id uuid references duplicate_cluster,
    first_found_at timestamptz not null default transaction_timestamp(),
    last_found_at timestamptz not null default transaction_timestamp(),
    submission_id uuid references submission,
    unique (uid, rule, field, detail)
);
comment on table finding is 'Hits of rules, with what became of them.';
comment on column finding.finding_id is 'Identifier.';
comment on column finding.rule is 'The rule.';
comment on column finding.uid is 'The record it stands against.';
comment on column finding.field is 'Field, where one is at fault.';
comment on column finding.detail is 'What tells it from other hits of the rule on the same field.';
comment on column finding.severity is 'How grave.';
comment on column finding.value is 'What stands there.';
comment on column finding.arguments is 'For the message.';
comment on column finding.state is 'Open; closed because it no longer hits; dismissed by a disposition.';
comment on column finding.version_valid_from is 'Version of the record that was hit: its valid from…';
comment on column finding.version_recorded_at is '…and when that was recorded.';
comment on column finding.owner_uid is 'Subject that has to answer.';
comment on column finding.due_on is 'By when.';
comment on column finding.money_low is 'Money at stake, low end, minor units.';
comment on column finding.money_high is 'Money at stake, high end, minor units.';
comment on column finding.currency is 'Currency of the money.';
comment on column finding.cluster_id is 'Group, for findings of duplicates.';
comment on column finding.first_found_at is 'When it was found first.';
comment on column finding.last_found_at is 'When it was seen last.';
comment on column finding.submission_id is 'Submission whose check found it first; null: found by a run over the register.';
create index finding_by_rule on finding (rule, state);
create index finding_by_owner on finding (owner_uid, state);

create table finding_entry (
    entry_id bigint generated always as identity primary key,
    finding_id uuid not null references finding,
    state text not null,
    actor text not null,
    note text,
    recorded_at timestamptz not null default transaction_timestamp()
);
comment on table finding_entry is 'What happened to findings; only ever added to.';
comment on column finding_entry.entry_id is 'Order.';
comment on column finding_entry.finding_id is 'The finding.';
comment on column finding_entry.state is 'State entered.';
comment on column finding_entry.actor is 'Who; cadastre for the program itself.';
comment on column finding_entry.note is 'Why.';
comment on column finding_entry.recorded_at is 'When.';
create index finding_entry_by_finding on finding_entry (finding_id);
create trigger finding_entry_append_only before update or delete or truncate on finding_entry
    execute function refuse_change();

create table disposition (
    disposition_id uuid primary key,
    finding_id uuid not null references finding,
    disposition text not null check (disposition in ('merge', 'consolidate', 'migrate', 'retire', 'coordinate', 'justified', 'reclassify', 'false', 'disputed', 'mended')),
    reason text not null check (reason <> ''),
    plan text,
    due_on date,
    expires_on date,
    document_sha256 text references document_content,
    document_name text,
    actor text not null check (actor <> ''),
    approver text,
    model_version text,
    compared_hash uuid,
    submission_id uuid not null references submission,
    decided_at timestamptz not null default transaction_timestamp(),
    constraint approver_is_another check (approver is null or approver <> actor),
    constraint consolidation_has_a_plan check (disposition not in ('consolidate', 'migrate') or (plan is not null and due_on is not null)),
    constraint justification_has_evidence check (disposition <> 'justified' or (document_sha256 is not null and approver is not null and expires_on is not null))
);
comment on table disposition is 'What people decided about findings; only ever added to.';
comment on column disposition.disposition_id is 'Identifier.';
comment on column disposition.finding_id is 'The finding.';
comment on column disposition.disposition is 'What was decided.';
comment on column disposition.reason is 'Why.';
comment on column disposition.plan is 'Target and plan, for consolidation and migration.';
comment on column disposition.due_on is 'By when the plan is done.';
comment on column disposition.expires_on is 'Until when a justification holds.';
comment on column disposition.document_sha256 is 'Attached evidence.';
comment on column disposition.document_name is 'File name of the evidence.';
comment on column disposition.actor is 'Who decided.';
comment on column disposition.approver is 'Who approved; never the actor.';
comment on column disposition.model_version is 'Engine that produced the finding.';
comment on column disposition.compared_hash is 'Compared fields at the time; a material change reopens the finding.';
comment on column disposition.submission_id is 'The submission that carried it.';
comment on column disposition.decided_at is 'When.';
create index disposition_by_finding on disposition (finding_id);
create trigger disposition_append_only before update or delete or truncate on disposition
    execute function refuse_change();
