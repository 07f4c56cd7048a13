-- What pages ask on each visit, in the time of a look at an index: whether a body holds any programme or project, and
-- whether anything was counted anew.

create index programme_by_holder on programme (holder_uid);
create index project_by_holder on project (holder_uid);

-- As in 0063, of the tables by name: the view of statistics that was asked before reads the whole catalogue first.
create or replace function register_state() returns text language sql volatile as $$
    select concat_ws(' ', current_date,
        (select submission_id from submission order by submission_id desc limit 1),
        (select run_id || '/' || finished_at from duplicate_run order by run_id desc limit 1),
        (select max(entry_id) from finding_entry),
        (select string_agg(relid::oid || ':' || pg_stat_get_tuples_inserted(relid) || ':'
                           || pg_stat_get_tuples_updated(relid) || ':' || pg_stat_get_tuples_deleted(relid), ' ' order by relid)
         from unnest(array['cadastre.subject', 'cadastre.asset', 'cadastre.nil_return', 'cadastre.programme',
                           'cadastre.project', 'cadastre.cost_line', 'cadastre.indicator', 'cadastre.indicator_link',
                           'cadastre.finding', 'cadastre.duplicate_cluster', 'cadastre.mandate',
                           'cadastre.asset_function']::regclass[]) counted(relid)))
$$;
