-- What two assets are compared by, said once.

create view compared_asset as
    select asset.uid, asset.class,
           case when content ? 'name'
                 and lower(btrim(asset.name)) not in (select value from placeholder where field = 'name')
                then asset.name end as name,
           asset.short_name,
           case when lower(btrim(asset.purpose)) not in (select value from placeholder where field = 'purpose')
                then asset.purpose end as purpose
    from asset where asset.stage is distinct from 'cancelled';
comment on view compared_asset is 'Assets that are compared with each other, by their texts: all but cancelled ones.';
comment on column compared_asset.uid is 'The asset.';
comment on column compared_asset.class is 'Its class: only assets of one class are compared.';
comment on column compared_asset.name is 'Name; null where only a key or a placeholder stands for it.';
comment on column compared_asset.short_name is 'Short name.';
comment on column compared_asset.purpose is 'Purpose; null where a placeholder stands for it.';
