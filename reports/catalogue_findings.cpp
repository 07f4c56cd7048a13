// The reports of what is wrong and what is twice: findings, duplicates.
#include "reports/asset_filter.h"
#include "reports/catalogue_parts.h"

namespace cadastre::reports {

using enum ColumnType;
using Takes = Filter::Takes;

Report findingsReport() {
    return {
        .name = "findings",
        .source = Report::Source::query,
        .history = History::known,
        .columns =
            {
                {"finding", text, "finding.finding_id"},
                {"cluster", text,
                 "(select found.cluster_id from finding found where found.finding_id = finding.finding_id)"},
                {"rule", text, "finding.rule"},
                {"rule_name", text, "rule.{name}"},
                {"severity", text, "finding.severity"},
                {"state", text, "finding.state"},
                {"kind", text, "record.kind"},
                {"uid", text, "finding.uid"},
                {"holder", text, "holder.code"},
                {"holder_key", text, "record.holder_key"},
                {"name", text,
                 "(select version.name from record_version version where version.uid = finding.uid"
                 " and version.recorded_at <= {known}"
                 " order by version.valid_from desc, version.recorded_at desc limit 1)"},
                {"field", text, "nullif(finding.field, '')"},
                {"value", text, "finding.value"},
                {"detail", text, "nullif(finding.detail, '')"},
                {"due_on", date, "finding.due_on"},
                {"currency", text, "finding.currency"},
                {"money_low", money, "major(finding.money_low, currency.minor_digits)"},
                {"money_high", money, "major(finding.money_high, currency.minor_digits)"},
                {"first_found_at", date, "instant(finding.first_found_at)"},
                {"last_found_at", date, "instant(finding.last_found_at)"},
            },
        .filters =
            {
                subjectFilter(),
                {"rule", Takes::code, "finding.rule = {value}"},
                {"severity", Takes::code, "finding.severity = {value}"},
                {"state", Takes::code, "finding.state = {value}"},
                {"kind", Takes::code, "record.kind = {value}"},
                {"field", Takes::code, "finding.field = {value}"},
                {"uid", Takes::code, "finding.uid::text = lower({value})"},
                {"finding", Takes::code, "finding.finding_id::text = lower({value})"},
            },
        .with = "",
        .from =
            "from {findings} finding join rule on rule.code = finding.rule"
            " join record on record.uid = finding.uid"
            " left join subject holder on holder.uid = coalesce(finding.owner_uid, record.holder_uid, "
            "record.uid)"
            " left join currency on currency.code = finding.currency where {filters}",
        .order = "rule.position, finding.finding_id",
        .key = {{"finding.finding_id", "uuid"}},
        .countedBy = "rule",
        .moneyOnceBy = "coalesce(cluster, finding)",
    };
}

Report duplicatesReport() {
    return {
        .name = "duplicates",
        .source = Report::Source::query,
        .history = History::none,
        .columns =
            {
                {"cluster", text, "cluster.cluster_id"},
                {"kind", text, "cluster.kind"},
                {"uid", text, "member.uid"},
                {"holder", text, "holder.code"},
                {"holder_key", text, "record.holder_key"},
                {"score", number, "round(member.score::numeric, 4)"},
                {"money_low", money, "major(cluster.money_low, currency.minor_digits)"},
                {"money_high", money, "major(cluster.money_high, currency.minor_digits)"},
                {"currency", text, "cluster.currency"},
                {"status", text, "cluster.state"},
            },
        .filters =
            {
                {"subject", Takes::code,
                 "exists (select from duplicate_member other join record held on held.uid = other.uid"
                 " where other.cluster_id = cluster.cluster_id and held.holder_uid in"
                 " (select subjects_below({value})))"},
                {"kind", Takes::code, "cluster.kind = {value}"},
                {"status", Takes::code, "cluster.state = {value}"},
                {"cluster", Takes::code, "cluster.cluster_id::text = lower({value})"},
                {"uid", Takes::code,
                 "exists (select from duplicate_member other where other.cluster_id = cluster.cluster_id"
                 " and other.uid::text = lower({value}))"},
            },
        .with = "",
        .from =
            "from duplicate_cluster cluster join duplicate_member member on member.cluster_id = "
            "cluster.cluster_id"
            " join record on record.uid = member.uid left join subject holder on holder.uid = "
            "record.holder_uid"
            " left join currency on currency.code = cluster.currency"
            " where cluster.state <> 'superseded' and {filters}",
        .order = "cluster.kind, cluster.cluster_id, member.uid",
        .key = {{"cluster.cluster_id", "uuid"}, {"member.uid", "uuid"}},
        .countedBy = "kind",
        .moneyOnceBy = "cluster",
    };
}

}  // namespace cadastre::reports
