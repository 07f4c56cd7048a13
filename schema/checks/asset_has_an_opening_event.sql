-- Every history opens with one event, be it only "first recorded, earlier history unknown"; where not even the
-- stage is known there is nothing to open it with.
select asset.uid, asset.holder_key from asset
where asset.stage is not null
  and not exists (select from event where event.uid = asset.uid and event.stage_before = 'none')
