-- The ground: code lists, the field dictionary, submissions, records and their bitemporal versions.
-- A version is keyed (uid, valid from, recorded at) and ends where the next begins, so that overlap
-- can't be written down; an end is itself a version; rows of history are only ever added.

create extension if not exists pg_trgm with schema public;

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception using errcode = 'CD001', constraint = 'append_only',
        message = format('%s is append-only: rows of history are never changed or removed', tg_table_name);
end $$;
comment on function refuse_change() is 'Keeps a table append-only.';

create table code (
    code_list text not null,
    code text not null,
    position integer not null,
    name_en text not null,
    name_ru text not null,
    valid_from date not null default '-infinity',
    valid_to date,
    primary key (code_list, code)
);
comment on table code is 'Plain code lists: what a coded field may say. Codes with a meaning to the database have tables of their own.';
comment on column code.code_list is 'Name of the list, as in field.code_list.';
comment on column code.code is 'The code as stored and exchanged.';
comment on column code.position is 'Order in which the codes are offered.';
comment on column code.name_en is 'Name in English.';
comment on column code.name_ru is 'Name in Russian.';
comment on column code.valid_from is 'First day on which the code may be used.';
comment on column code.valid_to is 'Last day on which it may be used; null: still in use.';

create table currency (
    code text primary key check (code ~ '^[A-Z]{3}$'),
    name_en text not null,
    name_ru text not null,
    minor_digits integer not null check (minor_digits between 0 and 4)
);
comment on table currency is 'ISO 4217 currencies.';
comment on column currency.code is 'ISO 4217 alphabetic code.';
comment on column currency.name_en is 'Name in English.';
comment on column currency.name_ru is 'Name in Russian.';
comment on column currency.minor_digits is 'Decimal digits of the minor unit: amounts are integers of it.';

create table record_kind (
    code text primary key,
    position integer not null,
    name_en text not null,
    name_ru text not null,
    held boolean not null
);
comment on table record_kind is 'Kinds of records that are registered.';
comment on column record_kind.code is 'Code, as in packages.';
comment on column record_kind.position is 'Order in which an import writes them: what is referred to comes first.';
comment on column record_kind.name_en is 'Name in English.';
comment on column record_kind.name_ru is 'Name in Russian.';
comment on column record_kind.held is 'Whether a record of this kind belongs to a subject.';

create table asset_class (
    code text primary key,
    position integer not null,
    name_en text not null,
    name_ru text not null
);
comment on table asset_class is 'Classes of IT assets in the expanded sense.';
comment on column asset_class.code is 'Code, as in packages.';
comment on column asset_class.position is 'Order of presentation.';
comment on column asset_class.name_en is 'Name in English.';
comment on column asset_class.name_ru is 'Name in Russian.';

create table stage (
    code text primary key,
    position integer not null,
    name_en text not null,
    name_ru text not null,
    operating boolean not null,
    alive boolean not null
);
comment on table stage is 'Stages of the life cycle.';
comment on column stage.code is 'Code, as in packages.';
comment on column stage.position is 'Order in the life of an asset.';
comment on column stage.name_en is 'Name in English.';
comment on column stage.name_ru is 'Name in Russian.';
comment on column stage.operating is 'In use by somebody: what operation owes is owed here.';
comment on column stage.alive is 'Not ended: still counts among what the state has or will have.';

create table stage_transition (
    stage_before text not null,
    stage_after text not null references stage,
    by_correction boolean not null,
    primary key (stage_before, stage_after, by_correction)
);
comment on table stage_transition is 'Steps that the life cycle allows; every other needs a correcting event.';
comment on column stage_transition.stage_before is 'Stage before the event; none opens the history.';
comment on column stage_transition.stage_after is 'Stage after the event.';
comment on column stage_transition.by_correction is 'Allowed only to a correcting or first-recorded event.';

create table event_kind (
    code text primary key,
    position integer not null,
    name_en text not null,
    name_ru text not null,
    stage_after text references stage
);
comment on table event_kind is 'Kinds of events in the life of a record.';
comment on column event_kind.code is 'Code, as in packages.';
comment on column event_kind.position is 'Order of presentation, and of events of one day.';
comment on column event_kind.name_en is 'Name in English.';
comment on column event_kind.name_ru is 'Name in Russian.';
comment on column event_kind.stage_after is 'Stage that the event leads to, where it says one by itself.';

create table relation_kind (
    code text primary key,
    position integer not null,
    name_en text not null,
    name_ru text not null,
    opposite_en text not null,
    opposite_ru text not null,
    reciprocal boolean not null
);
comment on table relation_kind is 'Kinds of relations between assets, each with its opposite.';
comment on column relation_kind.code is 'Code, as in packages.';
comment on column relation_kind.position is 'Order of presentation.';
comment on column relation_kind.name_en is 'Name in English.';
comment on column relation_kind.name_ru is 'Name in Russian.';
comment on column relation_kind.opposite_en is 'Name of the opposite direction in English.';
comment on column relation_kind.opposite_ru is 'Name of the opposite direction in Russian.';
comment on column relation_kind.reciprocal is 'Both ends have to state it.';

create table field (
    record_kind text not null references record_kind,
    class text not null,
    code text not null,
    position integer not null,
    type text not null check (type in ('text', 'long_text', 'date', 'integer', 'decimal', 'boolean', 'money', 'code', 'reference', 'url')),
    maximum_length integer,
    code_list text,
    section text,
    name_en text not null,
    name_ru text not null,
    primary key (record_kind, class, code)
);
comment on table field is 'The field dictionary: what a record of a kind and class may say.';
comment on column field.record_kind is 'Kind of record.';
comment on column field.class is 'Asset class; empty: every class, or no classes in this kind.';
comment on column field.code is 'Field code: element name, CSV column and key in content.';
comment on column field.position is 'Order in forms and templates.';
comment on column field.type is 'How the value is read and checked.';
comment on column field.maximum_length is 'Characters above which the value is a finding.';
comment on column field.code_list is 'Code list of a code, record kind of a reference.';
comment on column field.section is 'Section of the passport.';
comment on column field.name_en is 'Name in English.';
comment on column field.name_ru is 'Name in Russian.';

create table owed_field (
    class text not null references asset_class,
    stage text not null references stage,
    field text not null,
    weight integer not null check (weight > 0),
    valid_from date not null default '-infinity',
    valid_to date,
    primary key (class, stage, field)
);
comment on table owed_field is 'What is owed at a class and stage, with its weight in completeness.';
comment on column owed_field.class is 'Asset class.';
comment on column owed_field.stage is 'Life-cycle stage.';
comment on column owed_field.field is 'Field code; functions stands for the mapped functions.';
comment on column owed_field.weight is 'Weight in the completeness share.';
comment on column owed_field.valid_from is 'First day on which it is owed.';
comment on column owed_field.valid_to is 'Last day on which it is owed; null: still.';

create table placeholder (
    field text not null,
    value text not null check (value = lower(value)),
    primary key (field, value)
);
comment on table placeholder is 'Values that say nothing, by kind of field: they never count as stated and never match.';
comment on column placeholder.field is 'Field code; empty: every text field of an asset''s identity.';
comment on column placeholder.value is 'The value, lower case.';

create table setting (
    name text not null,
    valid_from date not null default '-infinity',
    value text not null,
    unit text not null,
    note_en text not null,
    note_ru text not null,
    primary key (name, valid_from)
);
comment on table setting is 'What the law sets and changes: thresholds and periods, with their validity.';
comment on column setting.name is 'Name of the setting.';
comment on column setting.valid_from is 'First day on which the value holds.';
comment on column setting.value is 'The value.';
comment on column setting.unit is 'Its unit.';
comment on column setting.note_en is 'What it decides, in English.';
comment on column setting.note_ru is 'What it decides, in Russian.';

create table classifier (
    code text primary key,
    name text not null,
    name_ru text,
    classifier_kind text not null check (classifier_kind in ('specific', 'typical', 'foreign')),
    source text,
    uid uuid unique
);
comment on table classifier is 'Trees of functions: ours (specific and typical activities) and foreign ones, side by side.';
comment on column classifier.code is 'Code of the classifier.';
comment on column classifier.name is 'Name.';
comment on column classifier.name_ru is 'Name in Russian.';
comment on column classifier.classifier_kind is 'Specific activities, typical activities, or a foreign tree that has no crosswalk.';
comment on column classifier.source is 'Where it comes from.';
comment on column classifier.uid is 'Its record when it came by an import; null when it ships with the program.';

create table function_code (
    classifier text not null references classifier,
    code text not null,
    parent text,
    name text not null,
    name_ru text,
    note text,
    uid uuid unique,
    primary key (classifier, code)
);
comment on table function_code is 'Functions of the classifiers.';
comment on column function_code.classifier is 'Tree it belongs to.';
comment on column function_code.code is 'Code in the tree.';
comment on column function_code.parent is 'Superior code in the same tree.';
comment on column function_code.name is 'Name.';
comment on column function_code.name_ru is 'Name in Russian.';
comment on column function_code.note is 'Explanatory note.';
comment on column function_code.uid is 'Its record when it came by an import; null when it ships with the program.';

create table product_release (
    product text not null,
    cycle text not null,
    support_ends_on date,
    ended boolean,
    submission_id uuid,
    primary key (product, cycle)
);
comment on table product_release is 'Support periods of product releases, as their vendors publish them.';
comment on column product_release.product is 'Product, lower case.';
comment on column product_release.cycle is 'Release cycle.';
comment on column product_release.support_ends_on is 'Last day of support; null: no date published.';
comment on column product_release.ended is 'Said to have ended, or not, where no date is published.';
comment on column product_release.submission_id is 'The import that brought it.';

create table submission (
    submission_id uuid primary key,
    kind text not null check (kind in ('import', 'undo', 'decision', 'reallocation')),
    actor text not null check (actor <> ''),
    subject_code text,
    reason text,
    received_at timestamptz not null default now(),
    source_name text,
    map_name text,
    complete boolean not null default false,
    read_count bigint not null default 0 check (read_count >= 0),
    accepted_count bigint not null default 0,
    unchanged_count bigint not null default 0,
    rejected_count bigint not null default 0,
    ignored_count bigint not null default 0,
    verdict jsonb not null default '{}',
    undoes uuid unique references submission,
    check (read_count = accepted_count + unchanged_count + rejected_count),
    check ((kind = 'undo') = (undoes is not null))
);
comment on table submission is 'What came in at once, from whom: every version, event and link names the submission that made it.';
comment on column submission.submission_id is 'Identifier, ordered by time.';
comment on column submission.kind is 'What kind of submission.';
comment on column submission.actor is 'Who sent it; unverified until there are accounts.';
comment on column submission.subject_code is 'Subject for which it was sent, as stated.';
comment on column submission.reason is 'Why, in the actor''s words.';
comment on column submission.received_at is 'When it was registered.';
comment on column submission.source_name is 'Name of the file or folder.';
comment on column submission.map_name is 'Column map that read it.';
comment on column submission.complete is 'Said to hold everything the subject has.';
comment on column submission.read_count is 'Source records read.';
comment on column submission.accepted_count is 'Source records that changed the register.';
comment on column submission.unchanged_count is 'Source records that said nothing new.';
comment on column submission.rejected_count is 'Source records refused.';
comment on column submission.ignored_count is 'Source records that the map names as rows to pass over, among the unchanged.';
comment on column submission.verdict is 'The answer that went back.';
comment on column submission.undoes is 'For an undo: what it undid.';
create trigger submission_append_only before update or delete or truncate on submission
    execute function refuse_change();

create table submission_file (
    submission_id uuid not null references submission,
    position integer not null,
    name text not null,
    sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    size_bytes bigint not null check (size_bytes >= 0),
    primary key (submission_id, position)
);
comment on table submission_file is 'Files of a submission.';
comment on column submission_file.submission_id is 'The submission.';
comment on column submission_file.position is 'Order in which they were read.';
comment on column submission_file.name is 'File name without folders.';
comment on column submission_file.sha256 is 'SHA-256 of the bytes.';
comment on column submission_file.size_bytes is 'Size in bytes.';
create trigger submission_file_append_only before update or delete or truncate on submission_file
    execute function refuse_change();

create table record (
    uid uuid primary key,
    kind text not null references record_kind,
    holder_uid uuid references record,
    holder_key text not null check (length(holder_key) between 1 and 1000),
    submission_id uuid not null,
    ended boolean not null default false,
    constraint holder_key_is_unique unique nulls not distinct (holder_uid, kind, holder_key)
);
comment on table record is 'Identity of everything registered: who calls it by which key.';
comment on column record.uid is 'Identifier for life; a transfer between holders keeps it.';
comment on column record.kind is 'Kind of record.';
comment on column record.holder_uid is 'Subject that holds it; null for kinds that nobody holds.';
comment on column record.holder_key is 'The holder''s own key.';
comment on column record.submission_id is 'The submission that brought it first.';
comment on column record.ended is 'Its newest version is an end: nothing refers to it any more.';
create index record_by_key on record (kind, holder_key);

create table record_version (
    uid uuid not null references record,
    valid_from date not null,
    recorded_at timestamptz not null default transaction_timestamp(),
    submission_id uuid not null references submission,
    kind text not null,
    class text,
    holder_uid uuid,
    stage text,
    name text,
    ended boolean not null default false,
    content jsonb not null,
    content_hash uuid not null,
    primary key (uid, valid_from, recorded_at)
);
comment on table record_version is 'States of records in both times; only ever added to.';
comment on column record_version.uid is 'The record.';
comment on column record_version.valid_from is 'From this day the state was true; it ends where the next begins.';
comment on column record_version.recorded_at is 'When the register came to know it.';
comment on column record_version.submission_id is 'The submission that said so.';
comment on column record_version.kind is 'Kind of record.';
comment on column record_version.class is 'Asset class.';
comment on column record_version.holder_uid is 'Subject that held it in this state.';
comment on column record_version.stage is 'Life-cycle stage.';
comment on column record_version.name is 'Name, for lists as of a date.';
comment on column record_version.ended is 'The record is not there from this day on.';
comment on column record_version.content is 'Everything stated, by field code; unknown and withheld hold what was said not to be said; functions and relations as stated.';
comment on column record_version.content_hash is 'MD5 of the content''s text, for telling whether anything changed.';
create index record_version_by_submission on record_version (submission_id);
create trigger record_version_append_only before update or delete or truncate on record_version
    execute function refuse_change();

create view code_in_use as
    select code_list, code, name_en, name_ru from code
    union all select 'asset_class', code, name_en, name_ru from asset_class
    union all select 'stage', code, name_en, name_ru from stage
    union all select 'event_kind', code, name_en, name_ru from event_kind
    union all select 'relation_kind', code, name_en, name_ru from relation_kind
    union all select 'record_kind', code, name_en, name_ru from record_kind
    union all select 'currency', code, name_en, name_ru from currency;
comment on view code_in_use is 'Every code list in one place, for checking coded fields.';
