-- Every asset says what its newest version says, and none stands there after its end.
select asset.uid, asset.holder_key, asset.valid_from, newest.valid_from as version_valid_from, newest.ended
from asset
left join (select distinct on (uid) uid, valid_from, recorded_at, ended, content from record_version
           where kind = 'asset' order by uid, valid_from desc, recorded_at desc) newest using (uid)
where newest.uid is null or newest.ended
   or (asset.valid_from, asset.recorded_at, asset.content) is distinct from (newest.valid_from, newest.recorded_at, newest.content)
