-- The filters of the asset list that are walked in the order of uids (reports/asset_list_store). Classes come one
-- after another in an import, so that a filter of one class finds nothing for long on the way through all assets.

create index asset_by_sensitivity on asset (sensitivity, uid);
create index asset_by_currency on asset (currency, uid) where currency is not null;
create index asset_by_mark on asset ((content->>'mark'), uid) where (content->>'mark') is not null;
create index asset_by_category on asset ((content->>'category'), uid) where (content->>'category') is not null;
create index asset_by_platform_use on asset ((content->>'platform_use'), uid) where (content->>'platform_use') is not null;
create index asset_by_digitised_stage on asset ((content->>'digitised_stage'), uid)
    where (content->>'digitised_stage') is not null;
create index asset_by_domestic on asset ((content->>'domestic'), uid) where (content->>'domestic') is not null;
