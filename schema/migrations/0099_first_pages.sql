-- The first pages of the worklists of groups and of money, which most visits are to, read what the last count kept of them.

comment on table kept_group is 'Groups of more than fifty members and the first two hundred of each kind as of the last count; written only by the recount.';

create index kept_execution_of_picture on kept_execution (coalesce((cells->>'planned')::numeric, 0) desc, position)
    where cells ? 'money_share' and cells ? 'result_share';

-- A function in SQL is planned at each call, one in plpgsql once a session; what they say is what they said (0073, 0082).
create or replace function money_naming(named uuid) returns uuid[] language plpgsql stable as $$
begin
    return array(
        select uid from cadastre.cost_line where asset_uid = named
        union all select uid from cadastre.programme where asset_uid = named
        union all select uid from cadastre.project where asset_uid = named);
end
$$;

create or replace function register_state() returns text language plpgsql volatile as $$
begin
    return concat_ws(' ', current_date,
        (select submission_id from submission order by submission_id desc limit 1),
        (select run_id || '/' || finished_at from duplicate_run order by run_id desc limit 1),
        (select max(entry_id) from finding_entry),
        (select string_agg(relid::oid || ':' || pg_stat_get_tuples_inserted(relid) || ':'
                           || pg_stat_get_tuples_updated(relid) || ':' || pg_stat_get_tuples_deleted(relid), ' ' order by relid)
         from unnest(array['cadastre.subject', 'cadastre.asset', 'cadastre.nil_return', 'cadastre.programme',
                           'cadastre.project', 'cadastre.cost_line', 'cadastre.indicator', 'cadastre.indicator_link',
                           'cadastre.finding', 'cadastre.duplicate_cluster', 'cadastre.mandate',
                           'cadastre.asset_function']::regclass[]) counted(relid)));
end
$$;

-- They were never kept: count anew.
delete from recount;
