// The SQL of counting.
#include "reports/count_store.h"

namespace cadastre::reports {

namespace {

constexpr Query lockRecount{"count_store.lock", "select pg_advisory_xact_lock(hashtext('cadastre.recount'))"};
constexpr Query needsRecount{
    "count_store.needs_recount",
    "select not exists (select from recount where state_counted = register_state())"};
constexpr Query forget{"count_store.forget", "delete from register_count"};
// The state is read first: what changes meanwhile leads to another recount, never to a missed one.
constexpr Query mark{"count_store.mark",
                     "insert into recount (counted_at, state_counted) values (now(), register_state())"
                     " on conflict (only_one) do update set counted_at = excluded.counted_at,"
                     " state_counted = excluded.state_counted"};

constexpr Query countSubjects{"count_store.subjects",
                              "insert into register_count (measure, amount)"
                              " select 'subjects', count(*) from subject"
                              " union all select 'silent_subjects', count(*) from silent_subject"};

constexpr Query countAssets{
    "count_store.assets",
    "insert into register_count (measure, item, amount)"
    " select case when grouping(class) = 0 then 'assets_by_class' when grouping(stage) = 0 then "
    "'assets_by_stage'"
    " when grouping(holder_uid) = 0 then 'assets_by_holder' else 'assets' end,"
    " case when grouping(class) = 0 then class when grouping(stage) = 0 then coalesce(stage, 'unknown')"
    " else coalesce(holder_uid::text, '') end, count(*)"
    " from asset group by grouping sets ((), (class), (stage), (holder_uid))"};

constexpr Query countFindings{
    "count_store.findings",
    "insert into register_count (measure, item, amount)"
    " select case when grouping(severity) = 0 then 'findings_by_severity' when grouping(rule) = 0 then "
    "'findings_by_rule'"
    " else 'findings' end, coalesce(severity, rule, ''), count(*)"
    " from finding where state = 'open' group by grouping sets ((), (severity), (rule))"};

constexpr Query countDuplicates{
    "count_store.duplicates",
    "insert into register_count (measure, item, currency, amount, money_low, money_high)"
    " select 'duplicates', kind, '', count(*), null, null from duplicate_cluster"
    " where state in ('candidate', 'confirmed') group by kind"
    " union all select 'duplicates_priced', kind, currency, count(*), sum(money_low), sum(money_high)"
    " from duplicate_cluster where state in ('candidate', 'confirmed') and currency is not null"
    " group by kind, currency"
    " union all select 'duplicates_unknown_costs', kind, '', sum(unknown_costs), null, null from "
    "duplicate_cluster"
    " where state in ('candidate', 'confirmed') group by kind having sum(unknown_costs) > 0"};

constexpr Query countUntied{
    "count_store.untied",
    "insert into register_count (measure, item, currency, amount, money_low, money_high)"
    " select 'untied', kind, currency, count(*), sum(amount), sum(amount) from untied_money group by kind, "
    "currency"
    " union all select 'programmes_with_development_money', '', '', count(*), null, null from programme"
    " where development_cost > 0"};

constexpr Query readMark{"count_store.read_mark",
                         "select counted_at, state_counted = register_state() from recount"};
constexpr Query readCounts{"count_store.read",
                           "select measure, item, currency, amount, money_low, money_high from register_count"
                           " where measure <> 'assets_by_holder' order by measure, item, currency"};

}  // namespace

std::int64_t Counts::amount(const std::string& measure, const std::string& item) const {
    for (const Count& count : counts) {
        if (count.measure == measure && count.item == item) return count.amount;
    }
    return 0;
}

Counts keptCounts(Transaction& transaction) {
    Counts kept;
    if (const auto state = transaction.run(readMark).oneOrNone()) {
        kept.countedAt = state->get<Instant>(0);
        kept.upToDate = state->get<bool>(1);
    }
    for (const Row row : transaction.run(readCounts)) {
        kept.counts.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                               row.get<std::int64_t>(3), row.get<std::optional<std::int64_t>>(4),
                               row.get<std::optional<std::int64_t>>(5)});
    }
    return kept;
}

void recount(WriteTransaction& transaction) {
    transaction.run(lockRecount);
    transaction.run(mark);
    transaction.run(forget);
    for (const Query& count : {countSubjects, countAssets, countFindings, countDuplicates, countUntied})
        transaction.run(count);
}

bool recountWhenChanged(Database& database) {
    {
        ReadTransaction transaction(database);
        if (!transaction.run(needsRecount).one().get<bool>(0)) return false;
    }
    // Repeatable by being one statement after another under one snapshot would be dearer than it is worth:
    // each count is true of a moment within the recount, and a change during it leads to the next one.
    WriteTransaction transaction(database, {.actor = "cadastre", .reason = "recount"},
                                 Isolation::ReadCommitted);
    recount(transaction);
    transaction.commit();
    return true;
}

}  // namespace cadastre::reports
