// The SQL of the passport.
#include "reports/passport_store.h"

#include <algorithm>
#include <regex>

namespace cadastre::reports {

namespace {

constexpr Query findNumber{"passport.number",
                           "select asset.uid::text from asset where asset.register_number = $1"};

constexpr Query findAsset{"passport.asset",
                          "select asset.uid, asset.register_number, asset.class, coalesce(asset.stage, ''), "
                          "holder.code, holder.name,"
                          " asset.holder_key, asset.name, coalesce(asset.short_name, ''), asset.sensitivity, "
                          "coalesce(asset.currency, ''),"
                          " asset.valid_from, asset.recorded_at, asset.content"
                          " from asset join subject holder on holder.uid = asset.holder_uid"
                          " where asset.uid = $1::uuid"};

constexpr Query fieldsOfClass{
    "passport.fields",
    "select field.code, field.type, coalesce(field.code_list, ''), coalesce(field.section, ''), "
    "field.name_en, field.name_ru,"
    " exists (select from owed_field owed where owed.class = $1 and owed.stage = $2 and owed.field = "
    "field.code"
    "  and read_day() between owed.valid_from and coalesce(owed.valid_to, 'infinity'))"
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

// Who holds the other end is told where that end is registered.
constexpr Query relationsOfAsset{
    "passport.relations",
    "(select relation.relation_kind, true, concat_ws('/', nullif(relation.other_subject, ''),"
    "  relation.other_key), coalesce(other.name, ''), other.register_number,"
    "  coalesce(holder.short_name, holder.name, ''), coalesce(other.stage, '')"
    " from relation left join asset other on other.uid = relation.other_uid"
    " left join subject holder on holder.uid = other.holder_uid"
    " where relation.uid = $1::uuid order by 1, 3 limit 200)"
    " union all"
    " (select relation.relation_kind, false, holder.code || '/' || other.holder_key, other.name,"
    "  other.register_number, coalesce(holder.short_name, holder.name), coalesce(other.stage, '')"
    " from relations_to($1::uuid) relation join asset other on other.uid = relation.uid"
    " join subject holder on holder.uid = other.holder_uid order by 1, 3 limit 200)"};

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

// The uid of what is asked for by either; nothing where it can be neither or is nobody's number.
std::optional<std::string> uidOf(Transaction& transaction, const std::string& numberOrUid) {
    static const std::regex uid("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    static const std::regex number("[0-9]{1,18}");
    if (std::regex_match(numberOrUid, uid)) return numberOrUid;
    if (!std::regex_match(numberOrUid, number)) return std::nullopt;
    const auto row = transaction.run(findNumber, std::stoll(numberOrUid)).oneOrNone();
    if (!row) return std::nullopt;
    return row->get<std::string>(0);
}

}  // namespace

std::optional<PassportAsset> passportAsset(Transaction& transaction, const std::string& numberOrUid) {
    const auto uid = uidOf(transaction, numberOrUid);
    if (!uid) return std::nullopt;
    const auto row = transaction.run(findAsset, *uid).oneOrNone();
    if (!row) return std::nullopt;
    return PassportAsset{row->get<std::string>(0),  row->get<std::int64_t>(1),
                         row->get<std::string>(2),  row->get<std::string>(3),
                         row->get<std::string>(4),  row->get<std::string>(5),
                         row->get<std::string>(6),  row->get<std::string>(7),
                         row->get<std::string>(8),  row->get<std::string>(9),
                         row->get<std::string>(10), row->get<Date>(11),
                         row->get<Instant>(12),     nlohmann::json::parse(row->get<std::string>(13))};
}

std::vector<PassportField> passportFields(Transaction& transaction, const std::string& assetClass,
                                          const std::string& stage) {
    std::vector<PassportField> fields;
    for (const Row row : transaction.run(fieldsOfClass, assetClass, stage)) {
        fields.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                          row.get<std::string>(3), row.get<std::string>(4), row.get<std::string>(5),
                          row.get<bool>(6)});
    }
    return fields;
}

namespace {

void readStated(Transaction& transaction, Passport& passport) {
    const PassportAsset& asset = passport.asset;
    passport.fields = passportFields(transaction, asset.assetClass, asset.stage);
    for (const Row row : transaction.run(functionsOfAsset, asset.uid)) {
        passport.functions.push_back({row.get<std::string>(0), row.get<std::string>(1),
                                      row.get<std::string>(2), row.get<std::string>(3),
                                      row.get<std::string>(4), row.get<std::string>(5),
                                      row.get<std::string>(6)});
    }
    for (const Row row : transaction.run(relationsOfAsset, asset.uid)) {
        passport.relations.push_back({row.get<std::string>(0), row.get<bool>(1), row.get<std::string>(2),
                                      row.get<std::string>(3), row.get<std::optional<std::int64_t>>(4),
                                      row.get<std::string>(5), row.get<std::string>(6)});
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
    auto asset = passportAsset(transaction, numberOrUid);
    if (!asset) return std::nullopt;
    Passport passport{std::move(*asset), {}, {}, {}, {}, {}, {}};
    readStated(transaction, passport);
    readFindings(transaction, passport);
    passport.trail = passportTrail(transaction, passport.asset.uid);
    return passport;
}

}  // namespace cadastre::reports
