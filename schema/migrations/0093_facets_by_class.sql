-- A list of one class reads of the kept combinations those of that class: beside it ten bodies and sixty functions are
-- counted within it, and reading all of theirs took longer than the list.

drop index asset_facet_count_by_scope;
create index asset_facet_count_by_scope on asset_facet_count (scope_kind, scope, class, stage);
