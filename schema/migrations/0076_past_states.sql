-- Past states in the time of a page at a million assets: each record's state is looked up in its own versions, so that a
-- uid, a walk in the order of uids and the records of one holder cost what they touch, not what there is.

create index record_by_kind on record (kind, uid);
comment on index record_by_kind is 'Walks in the order of uids, also through what exists no longer.';
create index record_version_by_holder on record_version (holder_uid, kind, uid);
comment on index record_version_by_holder is 'Whoever ever belonged to a holder: candidates for a past day.';
create index record_version_by_relation on record_version using gin ((content->'relations') jsonb_path_ops)
    where kind = 'asset' and content ? 'relations';
comment on index record_version_by_relation is 'Whoever ever stated a relation to a key.';
create index event_by_day on event (happened_on desc, event_id desc) where happened_on is not null;
comment on index event_by_day is 'The newest events, whose ever they are.';

-- The uid is the record's, not the version's, so that conditions on it reach both.
create or replace function version_at(wanted text, as_of date, known_at timestamptz)
    returns setof record_version language sql stable as $$
    select record.uid, state.valid_from, state.recorded_at, state.submission_id, record.kind, state.class,
           state.holder_uid, state.stage, state.name, state.ended, state.content, state.content_hash
    from cadastre.record cross join lateral (
        select * from cadastre.record_version version
        where version.uid = record.uid and version.valid_from <= as_of and version.recorded_at <= known_at
        order by version.valid_from desc, version.recorded_at desc limit 1) state
    where record.kind = wanted and not state.ended
$$;

create function relations_to(target uuid)
    returns table (uid uuid, relation_kind text, other_subject text, other_key text) language sql stable as $$
    select uid, relation_kind, other_subject, other_key from cadastre.relation where other_uid = target
$$;
comment on function relations_to(uuid) is 'The relations that lead to an asset.';

-- A register that is restored finds the one of before still there: the schema of past states stands beside the register.
-- Every key is stated with the relation: who ever named the target's key is looked at as it was then.
create or replace function as_of.relations_to(target uuid)
    returns table (uid uuid, relation_kind text, other_subject text, other_key text) language sql stable as $$
    with named as materialized (
        select distinct version.uid from cadastre.record, cadastre.record_version version
        where record.uid = target and version.kind = 'asset' and version.content ? 'relations'
          and version.content->'relations' @> jsonb_build_array(jsonb_build_object('key', record.holder_key)))
    select relation.uid, relation.relation_kind, relation.other_subject, relation.other_key
    from named join as_of.relation relation on relation.uid = named.uid
    where relation.other_uid = target
$$;
comment on function as_of.relations_to(uuid) is 'The relations that lead to an asset, as of read_day() as known at read_moment().';

-- A driver of walks: every asset there ever was, in the order of uids; whether it was one then, its state says.
create view asset_ever as select uid from asset;
comment on view asset_ever is 'Assets by uid to walk along: today those there are.';
create view as_of.asset_ever as select uid from cadastre.record where kind = 'asset';
comment on view as_of.asset_ever is 'Assets by uid to walk along: also those that came or went since.';
