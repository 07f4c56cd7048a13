-- The rows of the execution report as of today, kept with the counts: judging every programme by its lines and indicators
-- takes seconds where there are many, and the page of money is opened every morning.

create table kept_execution (
    position integer primary key,
    standing text not null,
    watermelon boolean not null,
    holder text not null,
    currency text not null default '',
    cells jsonb not null
);
comment on table kept_execution is 'The execution report at the last recount; written only by the recount.';
comment on column kept_execution.position is 'Order on the page: rated green with the target missed first, then as the report.';
comment on column kept_execution.standing is 'Standing, as in the report.';
comment on column kept_execution.watermelon is 'Rated green by its owner although a target is missed.';
comment on column kept_execution.holder is 'Code of the subject that holds it.';
comment on column kept_execution.currency is 'Currency of the row; empty: it states none.';
comment on column kept_execution.cells is 'The row of the report, by column; what says nothing is left out.';
create index kept_execution_by_standing on kept_execution (standing, position);
create index kept_execution_by_holder on kept_execution (holder, position);
