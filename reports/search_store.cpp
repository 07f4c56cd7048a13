// The SQL of catching up.
#include "reports/search_store.h"

#include <fmt/format.h>

namespace cadastre::reports {

namespace {

// Above this many new assets, and more than the search already holds, it is built anew without its indexes.
constexpr std::int64_t worthRebuilding = 50'000;
constexpr int batch = 5000;

constexpr Query tryLock{"search_store.try_lock",
                        "select pg_try_advisory_xact_lock(hashtext('cadastre.search_catch_up'))"};

constexpr Query lag{"search_store.lag",
                    "select coalesce(sum(coalesce(progress.total - progress.done, "
                    "submission.accepted_count)), 0)::bigint, count(*)"
                    " from submission left join search_progress progress using (submission_id)"
                    " where progress.finished_at is null"};

// Each new submission gets its row with the number of assets it touched; one that touched none is done at
// once.
constexpr Query takeUp{
    "search_store.take_up",
    "insert into search_progress (submission_id, total, finished_at)"
    " select submission_id, touched, case when touched = 0 then now() end from ("
    " select submission.submission_id, (select count(distinct uid) from record_version version"
    "  where version.submission_id = submission.submission_id and version.kind = 'asset') as touched"
    " from submission where not exists (select from search_progress progress"
    "  where progress.submission_id = submission.submission_id)) fresh"};

constexpr Query waiting{
    "search_store.waiting",
    "select coalesce(sum(total - done), 0)::bigint from search_progress where finished_at is null"};
constexpr Query held{"search_store.held", "select count(*) from (select from asset_search limit $1) counted"};

constexpr Query next{"search_store.next",
                     "select submission_id, coalesce(last_uid, '00000000-0000-0000-0000-000000000000')"
                     " from search_progress where finished_at is null order by submission_id limit 1"};

constexpr Query stepOfSubmission{
    "search_store.step",
    "with touched as materialized (select distinct uid from record_version"
    "  where submission_id = $1::uuid and kind = 'asset' and uid > $2::uuid order by uid limit $3),"
    " gone as (delete from asset_search where uid in (select uid from touched)"
    "  and not exists (select from asset where asset.uid = asset_search.uid)),"
    // What comes behind all others opens a span where the last one is full; else it stands with its
    // neighbour.
    " edge as materialized (select uid, span + ((select count(*) from asset_search same"
    "   where same.span = newest.span) >= 2048)::integer as span"
    "  from asset_search newest order by uid desc limit 1),"
    " found as (insert into asset_search (uid, span, words, fragments)"
    "  select asset.uid, coalesce(case when asset.uid > edge.uid then edge.span else (select before.span"
    "    from asset_search before where before.uid < asset.uid order by before.uid desc limit 1) end, 0),"
    "   asset_words(name, short_name, purpose, holder_key, content),"
    "   asset_fragments(name, short_name, holder_key, register_number, content)"
    "  from asset left join edge on true where asset.uid in (select uid from touched)"
    "  on conflict (uid) do update set words = excluded.words, fragments = excluded.fragments)"
    " update search_progress set done = done + (select count(*) from touched),"
    "  last_uid = coalesce((select uid from touched order by uid desc limit 1), last_uid),"
    "  finished_at = case when (select count(*) from touched) < $3 then now() end"
    " where submission_id = $1::uuid"
    " returning finished_at is not null, (select count(*) from touched)"};

constexpr Query finishAll{
    "search_store.finish_all",
    "update search_progress set finished_at = now(), done = total where finished_at is null"};

constexpr Query flushWords{"search_store.flush_words",
                           "select gin_clean_pending_list('asset_search_by_word')"};
constexpr Query flushFragments{"search_store.flush_fragments",
                               "select gin_clean_pending_list('asset_search_by_fragment')"};

// The new table is filled and indexed beside the old one, which goes on answering; the exchange takes a
// moment.
constexpr const char* rebuildSearch =
    "set local maintenance_work_mem = '256MB';"
    "create table asset_search_next (like asset_search including all excluding indexes);"
    "insert into asset_search_next (uid, span, words, fragments)"
    " select uid, ((row_number() over (order by uid) - 1) / 2048)::integer,"
    "  asset_words(name, short_name, purpose, holder_key, content),"
    "  asset_fragments(name, short_name, holder_key, register_number, content) from asset order by uid;"
    "alter table asset_search_next add constraint asset_search_next_pkey primary key (uid);"
    "create index asset_search_next_by_word on asset_search_next using gin (span, words)"
    " with (gin_pending_list_limit = 16384);"
    "create index asset_search_next_by_fragment on asset_search_next using gin (span, fragments gin_trgm_ops)"
    " with (gin_pending_list_limit = 16384);"
    "analyze asset_search_next;"
    "drop table asset_search;"
    "alter table asset_search_next rename to asset_search;"
    "alter index asset_search_next_pkey rename to asset_search_pkey;"
    "alter index asset_search_next_by_word rename to asset_search_by_word;"
    "alter index asset_search_next_by_fragment rename to asset_search_by_fragment;"
    "comment on table asset_search is 'What assets are found by. No foreign key: rows follow the register a "
    "little later,"
    " and every question joins asset.'";

std::int64_t countOf(Transaction& transaction, const Query& query) {
    return transaction.run(query).one().get<std::int64_t>(0);
}

bool isWorthRebuilding(WriteTransaction& transaction, std::int64_t waitingAssets) {
    if (waitingAssets < worthRebuilding) return false;
    return transaction.run(held, waitingAssets).one().get<std::int64_t>(0) < waitingAssets;
}

struct Step {
    bool worked = false;
    std::int64_t assets = 0;
};

Step step(Database& database) {
    WriteTransaction transaction(database, {.actor = "cadastre", .reason = "search"},
                                 Isolation::ReadCommitted);
    if (!transaction.run(tryLock).one().get<bool>(0)) return {};
    transaction.run(takeUp);
    const std::int64_t waitingAssets = countOf(transaction, waiting);
    Step done{waitingAssets > 0, waitingAssets};
    if (isWorthRebuilding(transaction, waitingAssets)) {
        transaction.connection().script("search_store.rebuild", rebuildSearch);
        transaction.run(finishAll);
    } else if (const auto submission = transaction.run(next).oneOrNone()) {
        const Row row = transaction
                            .run(stepOfSubmission, submission->get<std::string>(0),
                                 submission->get<std::string>(1), batch)
                            .one();
        done = {true, row.get<std::int64_t>(1)};
        if (countOf(transaction, waiting) == 0) {
            transaction.run(flushWords);
            transaction.run(flushFragments);
        }
    }
    transaction.commit();
    return done;
}

}  // namespace

SearchLag searchLag(Transaction& transaction) {
    const Row row = transaction.run(lag).one();
    return {row.get<std::int64_t>(0), row.get<std::int64_t>(1)};
}

bool catchUpStep(Database& database) {
    return step(database).worked;
}

std::int64_t catchUpSearch(Database& database, const std::function<void(const SearchLag&)>& progress) {
    std::int64_t assets = 0;
    for (Step done = step(database); done.worked; done = step(database)) {
        assets += done.assets;
        if (progress) {
            ReadTransaction transaction(database);
            progress(searchLag(transaction));
        }
    }
    return assets;
}

}  // namespace cadastre::reports
