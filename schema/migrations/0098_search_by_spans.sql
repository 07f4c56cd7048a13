-- A page of what is found by words was walked to along the assets, thousands of them for words that one in two hundred holds,
-- or all that hold them were read. Now the search is divided into spans of some two thousand assets, in the order of uids, and
-- both of its indexes lead with the span: what a span holds of the asked words is found in them at once, span after span.

create extension if not exists btree_gin with schema public;

-- Everything is taken up anew, as a rebuild; until then lists say how far the search is behind.
truncate asset_search;
update search_progress set finished_at = null, done = 0, last_uid = null where total > 0;

alter table asset_search add column span integer not null;
comment on column asset_search.span is 'The span of the order of uids that it stands in: what has a greater uid has no smaller span.';

drop index asset_search_by_word, asset_search_by_fragment;
create index asset_search_by_word on asset_search using gin (span, words) with (gin_pending_list_limit = 16384);
create index asset_search_by_fragment on asset_search using gin (span, fragments gin_trgm_ops)
    with (gin_pending_list_limit = 16384);
