// The reports of what is wrong, twice, missing or late: findings, duplicates, coverage, discipline.
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

Report coverageReport() {
    return {
        .name = "coverage",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"holder", text, "holder.code"},
                {"holder_name", text, "holder.name"},
                {"classifier", text, "cell.classifier"},
                {"function", text, "cell.function_code"},
                {"function_name", text,
                 "(select code.{function_name} from function_code code"
                 " where code.classifier = cell.classifier and code.code = cell.function_code)"},
                {"state", text, "cell.state"},
                {"systems", number, "cell.operating"},
                {"planned_systems", number, "cell.planned"},
                {"projects", number, "cell.projects"},
                {"statutory_basis", text, "cell.statutory_basis"},
                {"currency", text, "cell.currency"},
                {"planned_cost", money, "major(cell.planned_cost, currency.minor_digits)"},
            },
        .filters =
            {
                subjectFilter(),
                {"classifier", Takes::code, "cell.classifier = {value}"},
                {"function", Takes::code,
                 "cell.function_code in (select functions_below(cell.classifier, {value}))"},
                {"state", Takes::code, "cell.state = {value}"},
            },
        // Pairs of subject and function: what the law charges the subject with, and every typical activity
        // that has no finer one below it. A system covers a pair when it performs that function, one below
        // it, or the branch above it as a whole.
        .with =
            "with recursive body as (select * from {subjects} subject"
            " where dissolved_on is null or dissolved_on > {day}),"
            " lineage(classifier, code, ancestor) as ("
            " select classifier, code, code from function_code"
            " union select lineage.classifier, lineage.code, above.parent from lineage"
            " join function_code above on above.classifier = lineage.classifier and above.code = "
            "lineage.ancestor"
            " where above.parent is not null),"
            " kin as (select classifier, code, ancestor as other from lineage"
            " union select classifier, ancestor, code from lineage),"
            " duty as ("
            " select holder_uid, classifier, function_code, min(statutory_basis) as statutory_basis from ("
            " select mandate.holder_uid, mandate.classifier, mandate.function_code, mandate.statutory_basis"
            " from {mandates} mandate join body on body.uid = mandate.holder_uid"
            " union all"
            " select body.uid, leaf.classifier, leaf.code, null from body cross join function_code leaf"
            " join classifier on classifier.code = leaf.classifier and classifier.classifier_kind = 'typical'"
            " where not exists (select from function_code finer where finer.classifier = leaf.classifier"
            " and finer.parent = leaf.code)) charged group by 1, 2, 3),"
            " performed as materialized ("
            " select asset.holder_uid, function.classifier, function.function_code, asset.uid,"
            " coalesce(stage.operating, false) as operating,"
            " asset.stage in ('planned', 'creating', 'trial') as planned,"
            " asset.content @> '{\"relations\": [{\"kind\": \"part_of\"}]}' as part,"
            " coalesce((asset.content->>'functions_declared_not_digitised')::boolean, false) as justified,"
            " asset.currency, asset.planned_development_cost"
            " from {asset_functions} function join {assets} asset on asset.uid = function.uid"
            " join classifier on classifier.code = function.classifier and classifier_kind <> 'foreign'"
            " left join stage on stage.code = asset.stage"
            " where coalesce(stage.alive, true)),"
            " serving as ("
            " select duty.holder_uid, duty.classifier, duty.function_code, performed.uid,"
            " bool_or(performed.operating) as operating, bool_or(performed.planned) as planned,"
            " bool_or(performed.part) as part, bool_or(performed.justified) as justified,"
            " min(performed.currency) as currency, min(performed.planned_development_cost) as cost"
            " from performed join kin on kin.classifier = performed.classifier and kin.other = "
            "performed.function_code"
            " join duty on duty.holder_uid = performed.holder_uid and duty.classifier = kin.classifier"
            " and duty.function_code = kin.code group by 1, 2, 3, 4),"
            " building as (select asset_uid, count(*) as projects from {projects} project group by 1),"
            " counted as ("
            " select holder_uid, classifier, function_code, count(*) filter (where operating) as operating,"
            " count(*) filter (where operating and not part) as whole,"
            " count(*) filter (where planned) as planned, bool_or(justified) as justified,"
            " sum(coalesce(building.projects, 0)) as projects,"
            " case when count(distinct currency) filter (where planned) = 1"
            " then min(currency) filter (where planned and cost is not null) end as currency,"
            " case when count(distinct currency) filter (where planned) = 1"
            " then sum(cost) filter (where planned)::bigint end as planned_cost"
            " from serving left join building on building.asset_uid = serving.uid group by 1, 2, 3),"
            " cell as ("
            " select duty.holder_uid, duty.classifier, duty.function_code, duty.statutory_basis,"
            " coalesce(counted.operating, 0) as operating, coalesce(counted.planned, 0) as planned,"
            " coalesce(counted.projects, 0) as projects, counted.currency, counted.planned_cost,"
            " case when counted.whole > 1 then 'over_covered' when counted.operating > 0 then 'covered'"
            " when counted.planned > 0 then 'planned' when counted.justified then 'justified'"
            " else 'not_covered' end as state"
            " from duty left join counted using (holder_uid, classifier, function_code)"
            " union all"
            " select performed.holder_uid, performed.classifier, performed.function_code, null,"
            " count(distinct performed.uid) filter (where performed.operating),"
            " count(distinct performed.uid) filter (where performed.planned), 0, null, null, "
            "'not_its_mandate'"
            " from performed where not exists (select from duty join kin on kin.classifier = duty.classifier"
            " and kin.code = duty.function_code where duty.holder_uid = performed.holder_uid"
            " and duty.classifier = performed.classifier and kin.other = performed.function_code)"
            " group by 1, 2, 3)",
        .from =
            "from cell join {subjects} holder on holder.uid = cell.holder_uid"
            " left join currency on currency.code = cell.currency where {filters}",
        .order = "holder.code, cell.classifier, cell.function_code",
        .key = {{"holder.code", "text"}, {"cell.classifier", "text"}, {"cell.function_code", "text"}},
        .countedBy = "state",
        .outsideDenominator = "not_its_mandate",
        .saysTotals = true,
    };
}

}  // namespace cadastre::reports
