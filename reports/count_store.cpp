// The SQL of counting.
#include "reports/count_store.h"

#include <array>

#include "reports/asset_facet_store.h"
#include "reports/coverage_store.h"
#include "reports/money_store.h"
#include "reports/newest_event_store.h"
#include "reports/page_words.h"
#include "reports/picture_store.h"
#include "reports/shared_group_store.h"
#include "reports/subject_count_store.h"
#include "reports/untied_store.h"

namespace cadastre::reports {

namespace {

constexpr Query lockRecount{"count_store.lock", "select pg_advisory_xact_lock(hashtext('cadastre.recount'))"};
constexpr Query needsRecount{
    "count_store.needs_recount",
    "select not exists (select from recount where state_counted = register_state())"};
constexpr Query forgetAll{"count_store.forget_all", "delete from register_count"};
constexpr Query forget{"count_store.forget", "delete from register_count where measure = any($1::text[])"};
// The state is read first: what changes meanwhile leads to another recount, never to a missed one.
constexpr Query mark{"count_store.mark",
                     "insert into recount (counted_at, state_counted) values (now(), register_state())"
                     " on conflict (only_one) do update set counted_at = excluded.counted_at,"
                     " state_counted = excluded.state_counted"};

// One way to count: rows of measure, item, currency, amount, money_low, money_high, over the typed tables by
// their plain names, so that the same statement counts another time (reports/page_store.h, readAt).
constexpr std::array countings{
    Query{"count_store.subjects",
          "select 'subjects', '', '', count(*), null::bigint, null::bigint from subject"
          " union all select 'silent_subjects', '', '', count(*), null, null from silent_subject"},
    Query{"count_store.assets",
          "select case when grouping(class) = 0 then 'assets_by_class' when grouping(stage) = 0"
          " then 'assets_by_stage' else 'assets' end,"
          " case when grouping(class) = 0 then class when grouping(stage) = 0 then coalesce(stage, 'unknown')"
          " else '' end, '', count(*), null::bigint, null::bigint"
          " from asset group by grouping sets ((), (class), (stage))"},
    Query{"count_store.levels",
          "select 'assets_by_level', coalesce(holder.government_level, 'unknown'), '', "
          "sum(held.assets)::bigint,"
          " null::bigint, null::bigint"
          " from (select holder_uid, count(*) as assets from asset group by 1) held"
          " join subject holder on holder.uid = held.holder_uid group by 2"},
    // The three verdicts of a record: something outside the register confirms it; no grave finding is open;
    // nothing it owes is missing.
    Query{"count_store.verdicts",
          "select verdict.name, '', '', verdict.amount, null::bigint, null::bigint from"
          " (select (select count(*) from asset where exists"
          "   (select from evidence where evidence.asset_uid = asset.uid)) as present,"
          "  (select count(distinct found.uid) from finding found join asset on asset.uid = found.uid"
          "   where found.state = 'open' and found.severity in ('error', 'blocking')) as doubtful,"
          "  (select count(distinct found.uid) from finding found join asset on asset.uid = found.uid"
          "   where found.state = 'open' and found.rule = 'owed-field-missing') as incomplete) counted"
          " cross join lateral (values ('present', counted.present), ('doubtful', counted.doubtful),"
          " ('incomplete', counted.incomplete)) verdict(name, amount)"},
    Query{"count_store.findings",
          "select case when grouping(severity) = 0 then 'findings_by_severity' when grouping(rule) = 0"
          " then 'findings_by_rule' else 'findings' end, coalesce(severity, rule, ''), '', count(*), "
          "null::bigint,"
          " null::bigint from finding where state = 'open' group by grouping sets ((), (severity), (rule))"},
    Query{
        "count_store.duplicates",
        "select 'duplicates', kind, '', count(*), null::bigint, null::bigint from duplicate_cluster"
        " where state in ('candidate', 'confirmed') group by kind"
        " union all select 'duplicates_priced', kind, currency, count(*), sum(money_low)::bigint,"
        " sum(money_high)::bigint from"
        // Groups of a kind share systems: each of them once.
        " (select cluster.kind, member.currency, max(member.money_low) as money_low,"
        "  max(member.money_high) as money_high"
        "  from duplicate_cluster cluster join duplicate_member member using (cluster_id)"
        "  where state in ('candidate', 'confirmed') and member.currency is not null"
        "  group by cluster.kind, member.uid, member.currency) once group by kind, currency"
        " union all select 'duplicates_unknown_costs', kind, '', count(distinct member.uid), null, null"
        " from duplicate_cluster cluster join duplicate_member member using (cluster_id)"
        " where state in ('candidate', 'confirmed') and kind in ('object', 'functional', 'planned', 'family')"
        " and role <> 'existing' and member.currency is null group by kind"},
    // Each system once, whatever groups it stands in.
    Query{"count_store.systems_in_overlap",
          "select 'systems_in_overlap', '', coalesce(currency, ''), count(*),"
          " case when currency is not null then coalesce(sum(money_low), 0) end::bigint,"
          " case when currency is not null then coalesce(sum(money_high), 0) end::bigint"
          " from system_in_overlap group by currency"},
};

constexpr Query keptMoneyUntied{
    "count_store.untied",
    "select 'untied', kind, currency, count(*), sum(amount)::bigint, sum(amount)::bigint from kept_untied"
    " group by kind, currency"};
constexpr Query keptPairs{
    "count_store.pairs",
    "select 'coverage', state, '', count(*), null::bigint, null::bigint from coverage_cell"
    " group by state"};
constexpr Query keptStandings{
    "count_store.standings",
    "select 'execution', standing, '', count(*), null::bigint, null::bigint from kept_execution"
    " group by standing"
    // Those whose money is judged in parts, or in several currencies, have several rows.
    " union all select 'money_owners', '', '', count(distinct cells->>'uid'), null, null from "
    "kept_execution"};
// Groups have no history, so that there are none of another time.
constexpr Query forgetGroups{"count_store.forget_groups", "delete from kept_group"};
constexpr Query keepGroups{
    "count_store.keep_groups",
    "insert into kept_group (cluster_id, member_hash, members, holders, examples, phrase)"
    " select cluster.cluster_id, cluster.member_hash, count(*), count(distinct asset.holder_uid),"
    " (array_agg(asset.name order by member.score desc, member.uid))[1:2],"
    " coalesce(cluster.explanation #>> '{sentence,arguments,phrase}', '')"
    " from (select cluster_id from duplicate_member group by 1 having count(*) > 50"
    "  union select cluster_id from (select cluster_id, row_number() over (partition by kind order by"
    "    duplicate_place(kind, money_high, unknown_costs) desc, cluster_id desc) as place from "
    "duplicate_cluster"
    "   where state in ('candidate', 'confirmed')) placed where place <= 200) shown"
    " join duplicate_cluster cluster using (cluster_id) join duplicate_member member using (cluster_id)"
    " join asset on asset.uid = member.uid where cluster.state in ('candidate', 'confirmed')"
    " group by cluster.cluster_id"};
constexpr Query readMark{"count_store.read_mark",
                         "select counted_at, state_counted = register_state() from recount"};
constexpr Query readCounts{"count_store.read",
                           "select measure, item, currency, amount, money_low, money_high from register_count"
                           " order by measure, item, currency"};
constexpr Query keep{"count_store.keep",
                     "insert into register_count (measure, item, currency, amount, money_low, money_high)"
                     " values ($1, $2, $3, $4, $5, $6)"};

// What each step writes beside what it keeps apart.
std::vector<std::string> measuresOf(PictureStep step) {
    switch (step) {
        case PictureStep::assets:
            return {"subjects",
                    "silent_subjects",
                    "assets",
                    "assets_by_class",
                    "assets_by_stage",
                    "assets_by_level",
                    "present",
                    "doubtful",
                    "incomplete",
                    "findings",
                    "findings_by_severity",
                    "findings_by_rule",
                    "duplicates",
                    "duplicates_priced",
                    "duplicates_unknown_costs",
                    "systems_in_overlap"};
        case PictureStep::coverage:
            return {"coverage"};
        case PictureStep::money:
            return {"execution", "money_owners", "untied"};
        case PictureStep::bodies:
            break;
    }
    return {};
}

Count countFrom(const Row& row) {
    return {row.get<std::string>(0),
            row.get<std::string>(1),
            row.get<std::string>(2),
            row.get<std::int64_t>(3),
            row.get<std::optional<std::int64_t>>(4),
            row.get<std::optional<std::int64_t>>(5)};
}

}  // namespace

std::int64_t Counts::amount(const std::string& measure, const std::string& item) const {
    for (const Count& count : counts) {
        if (count.measure == measure && count.item == item) return count.amount;
    }
    return 0;
}

Counts keptCounts(Transaction& transaction, const Times& times) {
    needPicture(transaction, times, PictureStep::assets);
    Counts kept;
    if (const auto state = transaction.run(readMark).oneOrNone()) {
        kept.countedAt = state->get<Instant>(0);
        kept.upToDate = state->get<bool>(1);
    }
    for (const Row row : transaction.run(readCounts))
        kept.counts.push_back(countFrom(row));
    return kept;
}

void addCountMark(Transaction& transaction, const Reader& reader, nlohmann::json& data) {
    const auto state = transaction.run(readMark).oneOrNone();
    data["uncounted"] = !state.has_value();
    if (!state) return;
    data["counted_at"] = written(state->get<Instant>(0), reader.language);
    data["recounting"] = !state->get<bool>(1);
}

void countStep(WriteTransaction& transaction, const Times& times, PictureStep step) {
    std::vector<Count> counts;
    const auto count = [&](const Query& counting) {
        for (const Row row : transaction.run(counting))
            counts.push_back(countFrom(row));
    };
    switch (step) {
        case PictureStep::assets:
            for (const Query& counting : countings)
                count(counting);
            break;
        case PictureStep::coverage:
            keepCoverage(transaction, times);
            keepSubjectCounts(transaction, times, SubjectCounts::ofSystemsWithoutFunctions);
            count(keptPairs);
            break;
        case PictureStep::money:
            keepExecution(transaction, times);
            keepUntied(transaction);
            count(keptStandings);
            count(keptMoneyUntied);
            break;
        case PictureStep::bodies:
            keepSubjectCounts(transaction, times, SubjectCounts::others);
            keepSharedGroups(transaction);
            keepNewestEvents(transaction);
            break;
    }
    transaction.run(forget, measuresOf(step));
    for (const Count& each : counts)
        transaction.run(keep, each.measure, each.item, each.currency, each.amount, each.moneyLow,
                        each.moneyHigh);
}

void recount(WriteTransaction& transaction) {
    transaction.run(lockRecount);
    transaction.run(mark);
    transaction.run(forgetGroups);
    transaction.run(keepGroups);
    transaction.run(forgetAll);
    for (const PictureStep step : allPictureSteps)
        countStep(transaction, {}, step);
    keepFacets(transaction);
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
