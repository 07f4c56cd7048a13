// The SQL of an asset's history, documents, evidence and money.
#include "reports/passport_trail_store.h"

#include <nlohmann/json.hpp>

namespace cadastre::reports {

namespace {

constexpr Query versionsOfAsset{
    "passport.versions",
    "select version.valid_from, version.recorded_at, version.ended, submission.submission_id,"
    " submission.kind, submission.actor, coalesce(submission.source_name, ''),"
    " coalesce(holder.short_name, holder.name, ''), version.content"
    " from record_version version join submission using (submission_id)"
    " left join subject holder on holder.uid = version.holder_uid"
    " where version.uid = $1::uuid order by version.recorded_at desc, version.valid_from desc limit 200"};

constexpr Query eventsOfAsset{
    "passport.events",
    "select event.event_kind, coalesce(event.stage_before, ''), coalesce(event.stage_after, ''),"
    " coalesce(event.happened_on::text, ''), coalesce(event.note, ''), event.recorded_at,"
    " coalesce(coalesce(event.document_uid, case when event.document_stated is not null"
    "  then document_named(event.uid, event.document_stated) end)::text, ''),"
    " coalesce(event.document_stated, ''), submission.actor, coalesce(submission.source_name, '')"
    " from event join submission using (submission_id)"
    " where event.uid = $1::uuid order by event.event_id desc limit 200"};

// Those that speak of the asset and those its events rest on, as far as the register knew them then.
constexpr Query documentsOfAsset{
    "passport.documents",
    "select document.uid, document.title, coalesce(document.document_kind, ''),"
    " coalesce(document.document_number, ''), coalesce(document.dated_on::text, ''),"
    " coalesce(document.file_name, '')"
    " from document join record using (uid) join submission using (submission_id)"
    " where document.uid in (select about.uid from document about where about.asset_uid = $1::uuid"
    "  union select event.document_uid from event where event.uid = $1::uuid and event.document_uid is not "
    "null"
    "  union select document_named(event.uid, event.document_stated) from event"
    "   where event.uid = $1::uuid and event.document_uid is null and event.document_stated is not null)"
    " and submission.received_at <= read_moment()"
    " order by document.dated_on desc nulls last, document.uid limit 200"};

constexpr Query evidenceOfAsset{
    "passport.evidence",
    "select evidence.source, evidence.evidence_kind, evidence.value,"
    " coalesce(evidence.observed_on::text, ''), coalesce(evidence.place, '')"
    " from evidence join record using (uid) join submission using (submission_id)"
    " where evidence.asset_uid = $1::uuid and submission.received_at <= read_moment()"
    " order by evidence.observed_on desc nulls last, evidence.uid limit 200"};

constexpr Query yearsOfAsset{
    "passport.years",
    "select year, coalesce(currency, ''), sum(planned)::bigint, sum(contracted)::bigint,"
    " sum(paid)::bigint, count(*) from cost_line"
    " where uid = any(money_naming($1::uuid)) and asset_uid = $1::uuid"
    " group by year, currency order by currency, year limit 200"};

// What names the asset is looked up first: as of another day nothing but uids narrows these tables (0073).
// Contracts are kept in their newest state alone: those that came in later are left out.
constexpr Query moneyOwnersOfAsset{
    "passport.money_owners",
    "(select 'programme', uid, name, holder_key, coalesce(currency, ''), development_cost"
    " from programme where uid = any(money_naming($1::uuid)) and asset_uid = $1::uuid order by uid limit 50)"
    " union all (select 'project', uid, name, holder_key, coalesce(currency, ''), planned_cost"
    " from project where uid = any(money_naming($1::uuid)) and asset_uid = $1::uuid order by uid limit 50)"
    " union all (select 'contract', contract.uid,"
    "  coalesce(contract.name, contract.contract_number, contract.holder_key),"
    "  coalesce(contract.supplier, ''), coalesce(contract.currency, ''), contract.amount"
    " from contract join record using (uid) join submission using (submission_id)"
    " where contract.asset_uid = $1::uuid and submission.received_at <= read_moment()"
    " order by contract.signed_on desc nulls last, contract.uid limit 100)"};

void readDocuments(Transaction& transaction, const std::string& uid, PassportTrail& trail) {
    for (const Row row : transaction.run(documentsOfAsset, uid)) {
        trail.documents.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                                   row.get<std::string>(3), row.get<std::string>(4),
                                   row.get<std::string>(5)});
    }
    for (const Row row : transaction.run(evidenceOfAsset, uid)) {
        trail.evidence.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                                  row.get<std::string>(3), row.get<std::string>(4)});
    }
}

void readMoney(Transaction& transaction, const std::string& uid, PassportTrail& trail) {
    using Amount = std::optional<std::int64_t>;
    for (const Row row : transaction.run(yearsOfAsset, uid)) {
        trail.years.push_back({row.get<Amount>(0), row.get<std::string>(1), row.get<Amount>(2),
                               row.get<Amount>(3), row.get<Amount>(4), row.get<std::int64_t>(5)});
    }
    for (const Row row : transaction.run(moneyOwnersOfAsset, uid)) {
        trail.moneyOwners.push_back({row.get<std::string>(0), row.get<std::string>(1),
                                     row.get<std::string>(2), row.get<std::string>(3),
                                     row.get<std::string>(4), row.get<Amount>(5)});
    }
}

}  // namespace

std::vector<PassportVersion> passportVersions(Transaction& transaction, const std::string& uid) {
    std::vector<PassportVersion> versions;
    for (const Row row : transaction.run(versionsOfAsset, uid)) {
        versions.push_back({row.get<Date>(0), row.get<Instant>(1), row.get<bool>(2), row.get<std::string>(3),
                            row.get<std::string>(4), row.get<std::string>(5), row.get<std::string>(6),
                            row.get<std::string>(7), nlohmann::json::parse(row.get<std::string>(8))});
    }
    tellDifferences(versions);
    return versions;
}

std::vector<PassportEvent> passportEvents(Transaction& transaction, const std::string& uid) {
    std::vector<PassportEvent> events;
    for (const Row row : transaction.run(eventsOfAsset, uid)) {
        events.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                          row.get<std::string>(3), row.get<std::string>(4), row.get<Instant>(5),
                          row.get<std::string>(6), row.get<std::string>(7), row.get<std::string>(8),
                          row.get<std::string>(9)});
    }
    return events;
}

PassportTrail passportTrail(Transaction& transaction, const std::string& uid) {
    PassportTrail trail{passportVersions(transaction, uid), passportEvents(transaction, uid), {}, {}, {}, {}};
    readDocuments(transaction, uid, trail);
    readMoney(transaction, uid, trail);
    return trail;
}

}  // namespace cadastre::reports
