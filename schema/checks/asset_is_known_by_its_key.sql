-- An asset and its record have the same holder and the same key.
select asset.uid, asset.holder_key, record.holder_key as record_key, asset.holder_uid, record.holder_uid as record_holder
from asset join record using (uid)
where record.kind <> 'asset' or (asset.holder_uid, asset.holder_key) is distinct from (record.holder_uid, record.holder_key)
