-- What running instances follow the register by, so that a record is compared with everything registered the
-- moment it is saved. A row a submission, not a row a record: an import of a million assets is one change.

create table register_change (
    sequence bigint generated always as identity primary key,
    submission_id uuid not null references submission,
    transaction_id xid8 not null default pg_current_xact_id()
);
comment on table register_change is 'Submissions with the transaction that brought each. A follower keeps the snapshot it has read '
    '(pg_current_snapshot) and asks next for the transactions which that snapshot did not see: unlike a time or a sequence this '
    'can''t pass over a transaction that began earlier and committed later.';
comment on column register_change.sequence is 'Order in which they were written, which is not the order of commits.';
comment on column register_change.submission_id is 'The submission; its versions tell the records.';
comment on column register_change.transaction_id is 'The transaction that wrote it.';
create index register_change_by_transaction on register_change (transaction_id);

create function note_register_change() returns trigger language plpgsql as $$
declare newest bigint;
begin
    with noted as (
        insert into register_change (submission_id) select submission_id from added returning sequence)
    select max(sequence) into newest from noted;
    perform pg_notify('cadastre_register_change', newest::text);
    return null;
end $$;
comment on function note_register_change is 'Notes submissions and tells whoever listens on cadastre_register_change, at the commit.';
create trigger note_register_change after insert on submission
    referencing new table as added for each statement execute function note_register_change();

alter table duplicate_run add column weights jsonb;
comment on column duplicate_run.weights is 'What the search learnt: bits of each feature and level, threshold, false alarms; null: an '
    'experiment, or a search before these were kept.';

create function tell_new_weights() returns trigger language plpgsql as $$
begin
    perform pg_notify('cadastre_register_change', 'weights');
    return null;
end $$;
comment on function tell_new_weights is 'Tells whoever listens on cadastre_register_change that a search has learnt new weights.';
create trigger tell_new_weights after update of weights on duplicate_run
    for each statement execute function tell_new_weights();
