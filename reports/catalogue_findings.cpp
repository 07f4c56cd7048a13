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
                {"sentence", text,
                 "(select found.arguments::text from finding found where found.finding_id = "
                 "finding.finding_id)",
                 nullptr, true},
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
                {"older", Takes::number,
                 "finding.first_found_at <= {known} - make_interval(days => least({value}, 36500)::integer)"},
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
        .moneyOnceBy = "case when cluster is null then finding else uid end",
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
                {"money_low", money, "major(cluster.money_low, currency.minor_digits)",
                 "case when cluster.kind in ('object', 'functional', 'planned') and cluster.state <> "
                 "'dismissed'"
                 " then major(member.money_low, own_currency.minor_digits) end"},
                {"money_high", money, "major(cluster.money_high, currency.minor_digits)",
                 "case when cluster.kind in ('object', 'functional', 'planned') and cluster.state <> "
                 "'dismissed'"
                 " then major(member.money_high, own_currency.minor_digits) end"},
                {"currency", text, "cluster.currency", "member.currency"},
                {"status", text, "cluster.state"},
                // What follows is for people; programs rely on the ten before it.
                {"group_label", text, "nullif(labelled.phrase, '')"},
                {"name", text, "asset.name"},
                {"holder_name", text, "holder.name"},
                {"role", text, "member.role"},
                {"own_money_low", money, "major(member.money_low, own_currency.minor_digits)", ""},
                {"own_money_high", money, "major(member.money_high, own_currency.minor_digits)", ""},
                {"own_currency", text, "member.currency"},
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
                {"currency", Takes::code, "cluster.currency = {value}"},
                {"dismissed", Takes::boolean, "(cluster.state = 'dismissed') = {value}"},
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
            " left join asset on asset.uid = member.uid"
            // A group's label stands in its explanation, which is long: it is read once a group where the
            // planner remembers it, and of large groups it is kept apart.
            " left join lateral (select coalesce((select kept.phrase from kept_group kept"
            " where kept.cluster_id = group_of.cluster_id and kept.member_hash = group_of.member_hash),"
            " group_of.explanation #>> array['sentence', 'arguments', 'phrase']) as phrase"
            " from duplicate_cluster group_of where group_of.cluster_id = cluster.cluster_id) labelled on "
            "true"
            " left join currency on currency.code = cluster.currency"
            " left join currency own_currency on own_currency.code = member.currency"
            " where cluster.state <> 'superseded' and {filters}",
        .order = "cluster.kind, cluster.cluster_id, member.uid",
        .key = {{"cluster.cluster_id", "uuid"}, {"member.uid", "uuid"}},
        .countedBy = "kind",
        .moneyOnceBy = "uid",
    };
}

Report overlapReport() {
    return {
        .name = "overlap",
        .source = Report::Source::query,
        .history = History::none,
        .columns =
            {
                {"tree", text, "cell.tree"},
                {"code", text, "cell.code"},
                {"name", text,
                 "case when cell.tree = 'holder' then (select name from subject where code = cell.code)"
                 " else (select code.{function_name} from function_code code"
                 " where code.classifier = cell.tree and code.code = cell.code) end"},
                {"systems", number, "cell.systems"},
                {"unknown_costs", number, "cell.unknown_costs"},
                {"currency", text, "cell.currency"},
                {"money_low", money, "major(cell.money_low, currency.minor_digits)"},
                {"money_high", money, "major(cell.money_high, currency.minor_digits)"},
            },
        .filters =
            {
                {"subject", Takes::code, "{value} is not null"},
                {"tree", Takes::code, "cell.tree = {value}"},
                {"code", Takes::code, "cell.code = {value}"},
                {"currency", Takes::code, "cell.currency = {value}"},
            },
        // A system that performs several functions of one tree is shared out between them, the remainder of
        // the division to the first, so that the rows of every tree add up to the same whole.
        .with =
            "with narrowed as materialized (select system.*, holder.code as holder_code"
            " from system_in_overlap system join record on record.uid = system.uid"
            " join subject holder on holder.uid = record.holder_uid where {subtree}),"
            " placed as (select 'holder' as tree, holder_code as code, narrowed.*, 1 as codes, 1 as place "
            "from narrowed"
            " union all select tree.code, mapped.function_code, narrowed.*,"
            " greatest(count(mapped.function_code) over same, 1),"
            " row_number() over (partition by narrowed.uid, tree.code order by mapped.function_code)"
            " from narrowed cross join classifier tree"
            " left join asset_function mapped on mapped.uid = narrowed.uid and mapped.classifier = tree.code"
            " where exists (select from asset_function used where used.classifier = tree.code)"
            " window same as (partition by narrowed.uid, tree.code)),"
            " cell as (select tree, code, currency, count(*) as systems,"
            " count(*) filter (where currency is null) as unknown_costs,"
            " sum(money_low / codes + case when place = 1 then money_low % codes else 0 end)::bigint as "
            "money_low,"
            " sum(money_high / codes + case when place = 1 then money_high % codes else 0 end)::bigint as "
            "money_high"
            " from placed group by tree, code, currency)",
        .from = "from cell left join currency on currency.code = cell.currency where {filters}",
        .order = "cell.tree, cell.money_high desc nulls last, cell.code nulls last, cell.currency",
        .key = {{"cell.tree", "text"},
                {"coalesce(cell.code, '')", "text"},
                {"coalesce(cell.currency, '')", "text"}},
        .countedBy = "tree",
    };
}

}  // namespace cadastre::reports
