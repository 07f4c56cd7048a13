// The SQL of the passport.
#include "reports/passport_store.h"

#include <algorithm>
#include <regex>

namespace cadastre::reports {

namespace {

constexpr Query findAsset{"passport.asset",
                          "select asset.uid, asset.register_number, asset.class, coalesce(asset.stage, ''), "
                          "holder.code, holder.name,"
                          " asset.holder_key, asset.name, coalesce(asset.short_name, ''), asset.sensitivity, "
                          "coalesce(asset.currency, ''),"
                          " asset.valid_from, asset.recorded_at, asset.content"
                          " from asset join subject holder on holder.uid = asset.holder_uid"
                          " where asset.uid = $1::uuid or asset.register_number = $2::bigint"};

constexpr Query fieldsOfClass{
    "passport.fields",
    "select field.code, field.type, coalesce(field.code_list, ''), coalesce(field.section, ''), "
    "field.name_en, field.name_ru,"
    " exists (select from owed_field owed where owed.class = $1 and owed.stage = $2 and owed.field = "
    "field.code"
    "  and current_date between owed.valid_from and coalesce(owed.valid_to, 'infinity'))"
    " from field where field.record_kind = 'asset' and field.class in ('', $1) order by field.position"};

constexpr Query functionsOfAsset{
    "passport.functions",
    "select coalesce(classifier.name, stated.classifier), coalesce(classifier.name_ru, ''), "
    "stated.classifier,"
    " stated.function_code, coalesce(code.name, ''), coalesce(code.name_ru, ''), "
    "coalesce(stated.share::text, '')"
    " from asset_function stated left join classifier on classifier.code = stated.classifier"
    " left join function_code code on code.classifier = stated.classifier and code.code = "
    "stated.function_code"
    " where stated.uid = $1::uuid order by 3, 4 limit 200"};

constexpr Query relationsOfAsset{"passport.relations",
                                 "(select relation.relation_kind, true, concat_ws('/', "
                                 "nullif(relation.other_subject, ''), relation.other_key),"
                                 " coalesce(other.name, ''), other.register_number"
                                 " from relation left join asset other on other.uid = relation.other_uid"
                                 " where relation.uid = $1::uuid order by 1, 3 limit 200)"
                                 " union all"
                                 " (select relation.relation_kind, false, subject.code || '/' || "
                                 "other.holder_key, other.name, other.register_number"
                                 " from relation join asset other on other.uid = relation.uid join subject "
                                 "on subject.uid = other.holder_uid"
                                 " where relation.other_uid = $1::uuid order by 1, 3 limit 200)"};

constexpr Query eventsOfAsset{
    "passport.events",
    "select event_kind, coalesce(stage_before, ''), coalesce(stage_after, ''), coalesce(happened_on::text, "
    "''),"
    " coalesce(note, ''), recorded_at from event where uid = $1::uuid order by event_id desc limit 200"};

// What changed is told by comparing each version with the one before it in the order of recording.
constexpr Query versionsOfAsset{
    "passport.versions",
    "select version.valid_from, version.recorded_at, version.ended, submission.actor, "
    "coalesce(submission.source_name, ''),"
    " case when before.content is null then '{}'::text[] else array("
    "  select key from (select key, value from jsonb_each(version.content) union all"
    "   select key, null::jsonb from jsonb_object_keys(before.content) key where not version.content ? key) "
    "field(key, value)"
    "  where before.content->key is distinct from value order by key) end,"
    " case when before.content is null then '[]'::jsonb else coalesce(("
    "  select jsonb_agg(jsonb_build_array(key, before.content->key, version.content->key) order by key)"
    "  from (select jsonb_object_keys(version.content) union select jsonb_object_keys(before.content)) "
    "field(key)"
    "  where before.content->key is distinct from version.content->key), '[]') end,"
    " coalesce(before.content->>'currency', ''), coalesce(version.content->>'currency', '')"
    " from (select *, lag(content) over (order by recorded_at, valid_from) as former from record_version"
    "  where uid = $1::uuid) version"
    " cross join lateral (select version.former as content) before"
    " join submission using (submission_id) order by version.recorded_at desc, version.valid_from desc limit "
    "200"};

constexpr Query findingsOfAsset{
    "passport.findings",
    "select finding.rule, finding.severity, finding.field, finding.arguments, rule.remedy_en, rule.remedy_ru,"
    " finding.first_found_at from finding join rule on rule.code = finding.rule"
    " where finding.uid = $1::uuid and finding.state = 'open' order by rule.position, finding.field, "
    "finding.detail limit 200"};

constexpr Query clustersOfAsset{
    "passport.clusters",
    "select cluster.cluster_id, cluster.kind, cluster.state,"
    " (select count(*) from duplicate_member other where other.cluster_id = cluster.cluster_id)"
    " from duplicate_member member join duplicate_cluster cluster using (cluster_id)"
    " where member.uid = $1::uuid and cluster.state in ('candidate', 'confirmed') order by cluster.kind, 1 "
    "limit 50"};

std::optional<PassportAsset> assetOf(Transaction& transaction, const std::string& numberOrUid) {
    static const std::regex uid("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    static const std::regex number("[0-9]{1,18}");
    const bool isUid = std::regex_match(numberOrUid, uid);
    if (!isUid && !std::regex_match(numberOrUid, number)) return std::nullopt;
    const auto wanted = std::optional(numberOrUid);
    const auto row =
        transaction.run(findAsset, isUid ? wanted : std::nullopt, isUid ? std::nullopt : wanted).oneOrNone();
    if (!row) return std::nullopt;
    return PassportAsset{row->get<std::string>(0),  row->get<std::int64_t>(1),
                         row->get<std::string>(2),  row->get<std::string>(3),
                         row->get<std::string>(4),  row->get<std::string>(5),
                         row->get<std::string>(6),  row->get<std::string>(7),
                         row->get<std::string>(8),  row->get<std::string>(9),
                         row->get<std::string>(10), row->get<Date>(11),
                         row->get<Instant>(12),     nlohmann::json::parse(row->get<std::string>(13))};
}

void readStated(Transaction& transaction, Passport& passport) {
    const PassportAsset& asset = passport.asset;
    for (const Row row : transaction.run(fieldsOfClass, asset.assetClass, asset.stage)) {
        passport.fields.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                                   row.get<std::string>(3), row.get<std::string>(4), row.get<std::string>(5),
                                   row.get<bool>(6)});
    }
    for (const Row row : transaction.run(functionsOfAsset, asset.uid)) {
        passport.functions.push_back({row.get<std::string>(0), row.get<std::string>(1),
                                      row.get<std::string>(2), row.get<std::string>(3),
                                      row.get<std::string>(4), row.get<std::string>(5),
                                      row.get<std::string>(6)});
    }
    for (const Row row : transaction.run(relationsOfAsset, asset.uid)) {
        passport.relations.push_back({row.get<std::string>(0), row.get<bool>(1), row.get<std::string>(2),
                                      row.get<std::string>(3), row.get<std::optional<std::int64_t>>(4)});
    }
}

std::vector<PassportDifference> differencesOf(const Row& row) {
    std::vector<PassportDifference> differences;
    for (const auto& difference : nlohmann::json::parse(row.get<std::string>(6))) {
        differences.push_back({difference[0].get<std::string>(), difference[1], difference[2],
                               row.get<std::string>(7), row.get<std::string>(8)});
    }
    return differences;
}

void readHistory(Transaction& transaction, Passport& passport) {
    for (const Row row : transaction.run(eventsOfAsset, passport.asset.uid)) {
        passport.events.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                                   row.get<std::string>(3), row.get<std::string>(4), row.get<Instant>(5)});
    }
    for (const Row row : transaction.run(versionsOfAsset, passport.asset.uid)) {
        passport.versions.push_back({row.get<Date>(0), row.get<Instant>(1), row.get<bool>(2),
                                     row.get<std::string>(3), row.get<std::string>(4),
                                     row.get<std::vector<std::string>>(5), differencesOf(row)});
    }
}

void readFindings(Transaction& transaction, Passport& passport) {
    for (const Row row : transaction.run(findingsOfAsset, passport.asset.uid)) {
        passport.findings.push_back({row.get<std::string>(0), row.get<std::string>(1),
                                     row.get<std::string>(2), row.get<std::string>(3),
                                     row.get<std::string>(4), row.get<std::string>(5), row.get<Instant>(6)});
    }
    for (const Row row : transaction.run(clustersOfAsset, passport.asset.uid)) {
        passport.clusters.push_back({row.get<std::string>(0), row.get<std::string>(1),
                                     row.get<std::string>(2), row.get<std::int64_t>(3)});
    }
}

}  // namespace

std::optional<Passport> passport(Transaction& transaction, const std::string& numberOrUid) {
    auto asset = assetOf(transaction, numberOrUid);
    if (!asset) return std::nullopt;
    Passport passport{std::move(*asset), {}, {}, {}, {}, {}, {}, {}};
    readStated(transaction, passport);
    readHistory(transaction, passport);
    readFindings(transaction, passport);
    return passport;
}

}  // namespace cadastre::reports
