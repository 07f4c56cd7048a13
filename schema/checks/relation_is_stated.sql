-- The relations of an asset are those that its content states, and none leads to what is no asset.
select relation.uid, relation.relation_kind, relation.other_subject, relation.other_key
from relation join asset using (uid)
left join record other on other.uid = relation.other_uid
where (relation.other_uid is not null and other.kind is distinct from 'asset')
   or not exists (select from jsonb_array_elements(asset.content->'relations') stated
                  where stated.value->>'kind' = relation.relation_kind and stated.value->>'key' = relation.other_key)
