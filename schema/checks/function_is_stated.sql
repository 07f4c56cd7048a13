-- The functions beside an asset are those that its content states.
select asset.uid, asset.holder_key, taken.functions, jsonb_array_length(asset.content->'functions') as stated
from asset
left join (select uid, count(*) as functions from asset_function group by uid) taken using (uid)
where coalesce(taken.functions, 0)
    <> (select count(distinct (value->>'classifier', value->>'code')) from jsonb_array_elements(asset.content->'functions'))
