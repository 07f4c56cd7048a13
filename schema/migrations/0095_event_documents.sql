-- An event names the document it rests on: as it was stated, and resolved where that document is registered.

alter table event add column document_stated text check (btrim(document_stated) <> '');
comment on column event.document_stated is 'Document it rests on, as stated: key, or SUBJECT/key; null: none was named.';

create function document_named(asset uuid, stated text) returns uuid language sql stable as $$
    select named.uid
    from cadastre.record own
    join cadastre.record named on named.kind = 'document' and not named.ended
        and named.holder_key = cadastre.stated_reference_key(stated)
        and named.holder_uid = case cadastre.stated_reference_subject(stated) when '' then own.holder_uid else (
            select holder.uid from cadastre.record holder
            where holder.kind = 'subject' and holder.holder_uid is null
              and holder.holder_key = cadastre.stated_reference_subject(stated)) end
    where own.uid = asset
    limit 1
$$;
comment on function document_named(uuid, text) is 'The registered document that a reference of an asset''s event means; null: none yet.';

create or replace view as_of.event as
    select * from event where recorded_at <= read_moment() and (happened_on is null or happened_on <= read_day());
