// The SQL of counting bodies, of now or another time, and of reading what was counted.
#include "reports/subject_count_store.h"

#include <fmt/format.h>

#include <array>

#include "reports/catalogue_parts.h"
#include "reports/picture_store.h"
#include "reports/report_query.h"
#include "reports/subject_store.h"

namespace cadastre::reports {

namespace {

// Rows of subject_uid, measure, item, detail, currency, amount, money_low, money_high.
// What is many is added up by holder first: a body counts for each one above it.
constexpr Query countUnmarked{
    "subject_store.unmarked",
    "select counts_for, 'unmarked', tree, '', '', sum(held.systems)::bigint, null::bigint, null::bigint"
    " from (select holder_uid, classifier.code as tree, count(*) as systems from asset"
    "  left join stage on stage.code = asset.stage cross join classifier"
    "  where class = 'information_system' and coalesce(stage.alive, true) and classifier_kind <> "
    "'foreign'"
    "  and not exists (select from asset_function performed where performed.uid = asset.uid"
    "   and performed.classifier = classifier.code) group by 1, 2) held"
    " join counted_for('') lineage on lineage.uid = held.holder_uid group by 1, 3"};

constexpr std::array countings{
    Query{"subject_store.bodies",
          "select counts_for, 'bodies', '', '', '', count(*), null::bigint, null::bigint from "
          "counted_for('') group by 1"
          " union all select counts_for, 'silent', '', '', '', count(*), null, null"
          " from counted_for('') join silent_subject using (uid) group by 1"},
    Query{
        "subject_store.assets",
        "select counts_for, 'assets', class, stage, '', sum(held.assets)::bigint, null::bigint, null::bigint"
        " from (select holder_uid, class, coalesce(stage, 'unknown') as stage, count(*) as assets from asset"
        "  group by 1, 2, 3) held join counted_for('') lineage on lineage.uid = held.holder_uid group by 1, "
        "3, 4"},
    Query{"subject_store.costs",
          "select counts_for, 'costs', '', '', currency, sum(held.assets)::bigint, sum(cost)::bigint, "
          "sum(cost)::bigint"
          " from (select holder_uid, currency, count(*) as assets, sum(yearly_cost) as cost from asset"
          "  where yearly_cost is not null group by 1, 2) held"
          " join counted_for('') lineage on lineage.uid = held.holder_uid group by 1, 5"},
    Query{"subject_store.findings",
          "select counts_for, case when grouping(late) = 0 then 'overdue' else 'findings' end,"
          " coalesce(rule, ''), coalesce(severity, ''), '', sum(open.findings)::bigint, null::bigint, "
          "null::bigint"
          " from (select owner_uid, rule, severity, coalesce(due_on < read_day(), false) as late, count(*) "
          "as findings"
          "  from finding where state = 'open' group by 1, 2, 3, 4) open"
          " join counted_for('') lineage on lineage.uid = open.owner_uid"
          " group by grouping sets ((counts_for, rule, severity), (counts_for, late))"
          " having grouping(late) = 1 or late"},
    Query{"subject_store.groups",
          "select counts_for, 'groups', kind, '', coalesce(currency, ''), count(*), sum(money_low)::bigint,"
          " sum(money_high)::bigint from (select distinct lineage.counts_for, held.cluster_id"
          "  from (select distinct member.cluster_id, record.holder_uid"
          "   from duplicate_member member join record using (uid) where record.kind = 'asset') held"
          "  join counted_for('') lineage on lineage.uid = held.holder_uid) shared"
          " join duplicate_cluster using (cluster_id) where state in ('candidate', 'confirmed') group by 1, "
          "3, 5"},
    Query{"subject_store.events",
          "select counts_for, 'events', coalesce(to_char(make_date(year, 1, 1), 'YYYY'), 'unknown'), "
          "event_kind, '',"
          " sum(events)::bigint, null::bigint, null::bigint"
          " from (select record.holder_uid, extract(year from happened_on)::integer as year, event_kind,"
          "  count(*) as events from event join record using (uid) where record.kind = 'asset'"
          "  group by 1, 2, 3) happened"
          " join counted_for('') lineage on lineage.uid = happened.holder_uid group by 1, 3, 4"},
};

// Of the body alone, for the page of a rule.
constexpr Query countOwnFindings{
    "subject_store.own_findings",
    "insert into counted_subject select owner_uid, 'own_findings', rule, '', '', count(*), null::bigint, "
    "null::bigint"
    " from finding where state = 'open' and owner_uid is not null group by owner_uid, rule"};

constexpr const char* expiringCounting =
    "select counts_for, 'expiring', what, case when days_left < 0 then 'expired' else 'soon' end, '', "
    "count(*),"
    " null::bigint, null::bigint from ({}) term join counted_for('') lineage on lineage.uid = "
    "term.holder_uid::uuid"
    " where days_left <= 365 group by 1, 3, 4";

// Programmes by how money and results stand together, off the rows of the execution report that were kept
// right before; their money is in major units there.
constexpr Query countStandings{
    "subject_store.standings",
    "insert into counted_subject"
    " select counts_for, 'standings', standing, '', kept.currency, count(*),"
    "  sum(round((cells->>'planned')::numeric * power(10::numeric, coalesce(minor_digits, 0))))::bigint,"
    "  sum(round((cells->>'paid')::numeric * power(10::numeric, coalesce(minor_digits, 0))))::bigint"
    " from kept_execution kept join subject on subject.code = kept.holder"
    " join counted_for('') lineage on lineage.uid = subject.uid"
    " left join currency on currency.code = kept.currency group by 1, 3, 5"};

constexpr Query makeCounts{"subject_store.make",
                           "create temporary table counted_subject (like subject_count) on commit drop"};
constexpr Query analyzeCounts{"subject_store.analyze", "analyze counted_subject"};
// After the first statement what is still there equals what was counted.
constexpr Query dropCounts{"subject_store.drop",
                           "delete from subject_count kept where (kept.measure = 'unmarked') = $1"
                           " and not exists (select from counted_subject counted where counted.subject_uid = "
                           "kept.subject_uid and counted.measure = kept.measure and counted.item = "
                           "kept.item"
                           " and counted.detail = kept.detail and counted.currency = kept.currency"
                           " and row(counted.*) is not distinct from row(kept.*))"};
constexpr Query addCounts{"subject_store.add",
                          "insert into subject_count select * from counted_subject on conflict do nothing"};

constexpr Query endCounts{"subject_store.end", "drop table counted_subject"};

constexpr Query keptCountsOf{
    "subject_store.kept",
    "select * from subject_count where subject_uid = (select uid from subject where code = $1)"
    " order by measure, item, detail, currency"};

constexpr Query keptStandingsOfAll{
    "subject_store.standings_of_all",
    "select * from subject_count where measure = 'standings'"
    " and subject_uid = '00000000-0000-0000-0000-000000000000' order by item, currency"};

constexpr Query keptUnmarked{
    "subject_store.kept_unmarked",
    "select coalesce(sum(amount), 0)::bigint from subject_count where measure = 'unmarked' and item = $2"
    " and subject_uid = coalesce((select uid from subject where code = $1), "
    "'00000000-0000-0000-0000-000000000000')"};

SubjectCount countOf(const Row& row) {
    return {row.get<std::string>(0),
            row.get<std::string>(1),
            row.get<std::string>(2),
            row.get<std::string>(3),
            row.get<std::string>(4),
            row.get<std::int64_t>(5),
            row.get<std::optional<std::int64_t>>(6),
            row.get<std::optional<std::int64_t>>(7)};
}

// Which terms expire, as the report says it, of each holder.
ReportQuery expiringTerms(const Times& times) {
    Report terms = expiringReport();
    terms.columns = {{"holder_uid", ColumnType::text, "term.holder_uid"},
                     {"what", ColumnType::text, "term.what"},
                     {"days_left", ColumnType::number, "term.expires_on - {day}"}};
    ReportRequest request{.report = "expiring", .statesAreThere = true};
    if (!times.asOf.empty()) request.asOf = times.asOf;
    if (!times.knownAt.empty()) request.knownAt = times.knownAt;
    return rowsQuery(terms, request);
}

ReportQuery expiringCounts(const Times& times) {
    ReportQuery query = expiringTerms(times);
    query.sql = fmt::format(fmt::runtime(expiringCounting), query.sql);
    return query;
}

}  // namespace

void keepSubjectCounts(WriteTransaction& transaction, const Times& times, SubjectCounts which) {
    const bool unmarked = which == SubjectCounts::ofSystemsWithoutFunctions;
    const auto add = [&](const Query& counting) {
        const std::string sql = fmt::format("insert into counted_subject {}", counting.sql);
        transaction.runOnce(counting.name, sql);
    };
    transaction.run(makeCounts);
    if (unmarked) {
        add(countUnmarked);
    } else {
        for (const Query& counting : countings)
            add(counting);
        const ReportQuery expiring = expiringCounts(times);
        transaction.runOnce("subject_store.expiring", "insert into counted_subject " + expiring.sql,
                            expiring.parameters);
        transaction.run(countStandings);
        // A rule's page of another time counts them itself.
        if (!times.past()) transaction.run(countOwnFindings);
    }
    transaction.run(analyzeCounts);
    transaction.run(dropCounts, unmarked);
    transaction.run(addCounts);
    transaction.run(endCounts);
}

std::vector<SubjectCount> subjectCounts(Transaction& transaction, const Times& times,
                                        const std::string& code) {
    needPicture(transaction, times, PictureStep::bodies);
    std::vector<SubjectCount> counts;
    for (const Row row : transaction.run(keptCountsOf, code))
        counts.push_back(countOf(row));
    return counts;
}

std::vector<SubjectCount> standingsOfAll(Transaction& transaction, const Times& times) {
    needPicture(transaction, times, PictureStep::bodies);
    std::vector<SubjectCount> counts;
    for (const Row row : transaction.run(keptStandingsOfAll))
        counts.push_back(countOf(row));
    return counts;
}

std::int64_t unmarkedSystems(Transaction& transaction, const Times& times, const std::string& code,
                             const std::string& classifier) {
    needPicture(transaction, times, PictureStep::coverage);
    return transaction.run(keptUnmarked, code, classifier).one().get<std::int64_t>(0);
}

}  // namespace cadastre::reports
