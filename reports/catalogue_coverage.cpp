// Coverage: functions and the bodies charged with them, each pair with its state and, where more systems than
// one cover it, what the overlap costs. Apart from the other reports because its rows are also kept for the
// map (coverage_store).
#include "reports/asset_filter.h"
#include "reports/catalogue_parts.h"

namespace cadastre::reports {

using enum ColumnType;
using Takes = Filter::Takes;

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
                 "(select coalesce(nullif(code.{function_name}, ''), code.name) from function_code code"
                 " where code.classifier = cell.classifier and code.code = cell.function_code)"},
                {"state", text, "cell.state"},
                {"systems", number, "cell.operating"},
                {"planned_systems", number, "cell.planned"},
                {"projects", number, "cell.projects"},
                {"statutory_basis", text, "cell.statutory_basis"},
                {"currency", text, "cell.currency"},
                {"planned_cost", money, "major(cell.planned_cost, currency.minor_digits)"},
                {"overlap_low", money, "major(cell.overlap_low, currency.minor_digits)"},
                {"overlap_high", money, "major(cell.overlap_high, currency.minor_digits)"},
                {"unknown_costs", number, "cell.unknown_costs"},
            },
        .filters =
            {
                subjectFilter(),
                {"classifier", Takes::code, "cell.classifier = {value}"},
                {"function", Takes::code,
                 "cell.function_code in (select functions_below(cell.classifier, {value}))"},
                {"state", Takes::code,
                 "case when {value} = 'charged' then cell.state <> 'not_its_mandate' else cell.state = "
                 "{value} end"},
                {"holder", Takes::code, "holder.code = {value}"},
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
            " asset.currency, asset.yearly_cost, asset.planned_development_cost"
            " from {asset_functions} function join {assets} asset on asset.uid = function.uid"
            " join classifier on classifier.code = function.classifier and classifier_kind <> 'foreign'"
            " left join stage on stage.code = asset.stage"
            " where coalesce(stage.alive, true)),"
            " serving as ("
            " select duty.holder_uid, duty.classifier, duty.function_code, performed.uid,"
            " bool_or(performed.operating) as operating, bool_or(performed.planned) as planned,"
            " bool_or(performed.part) as part, bool_or(performed.justified) as justified,"
            " min(performed.currency) as currency, min(performed.planned_development_cost) as cost,"
            " min(performed.yearly_cost) as yearly_cost"
            " from performed join kin on kin.classifier = performed.classifier and kin.other = "
            "performed.function_code"
            " join duty on duty.holder_uid = performed.holder_uid and duty.classifier = kin.classifier"
            " and duty.function_code = kin.code group by 1, 2, 3, 4),"
            // What a system costs is shared evenly among the pairs that it covers in a tree.
            " building as (select asset_uid, count(*) as projects from {projects} project group by 1),"
            " weighed as (select serving.*, operating and not part as whole,"
            " (coalesce(yearly_cost, 0) + coalesce(cost, 0)) / count(*) over (partition by uid, "
            "serving.classifier)"
            " as stake,"
            " num_nonnulls(yearly_cost, cost) > 0 as priced, coalesce(building.projects, 0) as projects"
            " from serving"
            " left join building on building.asset_uid = serving.uid),"
            " counted as ("
            " select holder_uid, classifier, function_code, count(*) filter (where operating) as operating,"
            " count(*) filter (where whole) as whole,"
            " count(*) filter (where planned) as planned, bool_or(justified) as justified,"
            " sum(projects) as projects,"
            " count(distinct currency) filter (where priced and (planned or whole)) = 1 as one_currency,"
            " min(currency) filter (where priced and (planned or whole)) as currency,"
            " (sum(cost) filter (where planned))::bigint as planned_cost,"
            " count(*) filter (where whole and not priced) as unknown_costs,"
            " (sum(stake) filter (where whole and priced))::bigint as known,"
            " max(stake) filter (where whole and priced) as dearest,"
            " min(stake) filter (where whole and priced) as cheapest"
            " from weighed group by 1, 2, 3),"
            " cell as ("
            " select duty.holder_uid, duty.classifier, duty.function_code, duty.statutory_basis,"
            " coalesce(counted.operating, 0) as operating, coalesce(counted.planned, 0) as planned,"
            " coalesce(counted.projects, 0) as projects,"
            " case when one_currency then currency end as currency,"
            " case when one_currency then planned_cost end as planned_cost,"
            // One of the systems would stay: low keeps the dearest, high the cheapest; where a cost is not
            // known, that system may be the one that stays, and high keeps none.
            " case when one_currency and whole > 1 then known - dearest end as overlap_low,"
            " case when one_currency and whole > 1 then known - case when unknown_costs = 0 then cheapest "
            "else 0 end"
            " end as overlap_high,"
            " case when whole > 1 then unknown_costs end as unknown_costs,"
            " case when counted.whole > 1 then 'over_covered' when counted.operating > 0 then 'covered'"
            " when counted.planned > 0 then 'planned' when counted.justified then 'justified'"
            " else 'not_covered' end as state"
            " from duty left join counted using (holder_uid, classifier, function_code)"
            " union all"
            " select performed.holder_uid, performed.classifier, performed.function_code, null,"
            " count(distinct performed.uid) filter (where performed.operating),"
            " count(distinct performed.uid) filter (where performed.planned), 0, null, null, null,"
            " null, null, 'not_its_mandate'"
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

Report coverageCells() {
    Report cells = coverageReport();
    cells.columns = {{"holder_uid", text, "cell.holder_uid"},
                     {"classifier", text, "cell.classifier"},
                     {"function_code", text, "cell.function_code"},
                     {"state", text, "cell.state"},
                     {"operating", number, "cell.operating"},
                     {"planned", number, "cell.planned"},
                     {"projects", number, "cell.projects"},
                     {"statutory_basis", text, "coalesce(cell.statutory_basis, '')"},
                     {"currency", text, "coalesce(cell.currency, '')"},
                     {"planned_cost", number, "cell.planned_cost"},
                     {"overlap_low", number, "cell.overlap_low"},
                     {"overlap_high", number, "cell.overlap_high"},
                     {"unknown_costs", number, "coalesce(cell.unknown_costs, 0)"}};
    return cells;
}

}  // namespace cadastre::reports
