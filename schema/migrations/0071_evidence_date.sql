-- The evidence of a decision names its document: the number, and now the day it was made out on.

alter table duplicate_decision add column evidence_dated_on date,
    add constraint evidence_is_dated check (evidence_dated_on is null
        or (evidence is not null and evidence_dated_on <= (decided_at at time zone 'UTC')::date + 1));
comment on column duplicate_decision.evidence_dated_on is 'Date of the document that the decision rests on.';
