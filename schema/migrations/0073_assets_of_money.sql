-- The passport of an asset names the programmes, projects, contracts and documents that speak of it; without these
-- indexes each passport would read those tables whole.

create index programme_by_asset on programme (asset_uid) where asset_uid is not null;
create index project_by_asset on project (asset_uid) where asset_uid is not null;
create index contract_by_asset on contract (asset_uid) where asset_uid is not null;
create index document_by_asset on document (asset_uid) where asset_uid is not null;

-- As of another day the typed tables are views over all states, which a uid narrows and nothing else does: these uids
-- are looked up in the newest state first.
create function money_naming(named uuid) returns uuid[] language sql stable as $$
    select array(
        select uid from cadastre.cost_line where asset_uid = named
        union all select uid from cadastre.programme where asset_uid = named
        union all select uid from cadastre.project where asset_uid = named)
$$;
comment on function money_naming(uuid) is 'Cost lines, programmes and projects that name the asset in their newest state.';
