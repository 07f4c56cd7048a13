-- Every record whose newest version has not ended stands among the assets.
select newest.uid, newest.valid_from
from (select distinct on (uid) uid, valid_from, ended from record_version
      where kind = 'asset' order by uid, valid_from desc, recorded_at desc) newest
left join asset using (uid)
where not newest.ended and asset.uid is null
