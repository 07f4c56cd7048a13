-- A search over a register in which little changed finds nearly all groups as they stand. It tells them by a digest of
-- everything it would write of them, and leaves them alone: writing a million members anew took longer than finding them.

alter table duplicate_cluster add column digest uuid;
comment on column duplicate_cluster.digest is 'Digest of what the search found of the group, with the versions of its members: '
    'while it finds the same it writes nothing; null: to be written anew by the next search.';
comment on column duplicate_cluster.run_id is 'Run that wrote it as it stands: that found it first, or found it changed.';
comment on column duplicate_cluster.compared_hash is 'MD5 of what is compared of its members: class, name, short name, purpose, function codes.';
