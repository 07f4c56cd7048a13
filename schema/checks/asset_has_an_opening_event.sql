-- Every history opens with one event, be it only "first recorded, earlier history unknown".
select asset.uid, asset.holder_key from asset
where not exists (select from event where event.uid = asset.uid and event.stage_before = 'none')
