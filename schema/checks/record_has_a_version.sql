-- Nothing is registered of which nothing was ever said.
select uid, kind, holder_key from record
where not exists (select from record_version version where version.uid = record.uid)
