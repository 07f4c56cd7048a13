// The predicates of the asset filters: constant SQL, the value bound.
#include "reports/asset_filter.h"

namespace cadastre::reports {

using Takes = Filter::Takes;

Filter subjectFilter() {
    return {"subject", Takes::code, "holder.uid in (select subjects_below({value}))"};
}

std::vector<Filter> assetFilters() {
    return {
        {"class", Takes::code, "asset.class = {value}"},
        {"stage", Takes::code, "(asset.stage = {value} or {value} = 'unknown' and asset.stage is null)"},
        {"alive", Takes::boolean,
         "coalesce((select stage.alive from stage where stage.code = asset.stage), true) = {value}"},
        subjectFilter(),
        {"function", Takes::code,
         "asset.uid in (select performed.uid from {asset_functions} performed"
         " where performed.classifier = split_part({value}, ':', 1) and performed.function_code = any(array("
         "select functions_below(split_part({value}, ':', 1),"
         " substr({value}, length(split_part({value}, ':', 1)) + 2)))))"},
        {"holder", Takes::code,
         "holder.uid = (select owner.uid from {subjects} owner where owner.code = {value})"},
        // What covers a function: performs it, one below it, or the branch above it as a whole.
        {"covers", Takes::code,
         "asset.uid in (select performed.uid from {asset_functions} performed"
         " where performed.classifier = split_part({value}, ':', 1) and (performed.function_code in ("
         "select functions_below(split_part({value}, ':', 1),"
         " substr({value}, length(split_part({value}, ':', 1)) + 2))) or performed.function_code in ("
         "select above.counts_for from function_counted_for above"
         " where above.classifier || ':' || above.code = {value})))"},
        {"unmarked", Takes::code,
         "asset.class = 'information_system'"
         " and coalesce((select stage.alive from stage where stage.code = asset.stage), true)"
         " and not exists (select from {asset_functions} performed where performed.uid = asset.uid"
         " and performed.classifier = {value})"},
        {"operating", Takes::boolean,
         "coalesce((select stage.operating from stage where stage.code = asset.stage), false) = {value}"},
        {"coming", Takes::boolean,
         "coalesce(asset.stage in ('planned', 'creating', 'trial'), false) = {value}"},
        {"holder_key", Takes::text, "asset.holder_key = {value}"},
        {"uid", Takes::code, "asset.uid::text = lower({value})"},
        {"text", Takes::text,
         "(asset.name || ' ' || coalesce(asset.short_name, '') || ' ' || asset.holder_key) ilike {like}"},
        {"search", Takes::text,
         "asset.uid in (select found.uid from asset_search found"
         " where found.words @@ asset_query({value}) or found.fragments like fragment_pattern({value}))"},
        {"missing", Takes::code,
         "case when {value} = 'functions'"
         " then not exists (select from {asset_functions} performed where performed.uid = asset.uid)"
         " else not asset.content ? {value} end"},
        {"stated", Takes::code, "asset.content ? {value}"},
        {"mark", Takes::code, "asset.content->>'mark' = {value}"},
        {"category", Takes::code, "asset.content->>'category' = {value}"},
        {"platform_use", Takes::code, "asset.content->>'platform_use' = {value}"},
        {"platform_by", Takes::date,
         "(asset.content->>'platform_use' = 'yes' or (asset.content->>'platform_planned_on')::date <= "
         "{value})"},
        {"online", Takes::boolean,
         "(coalesce(asset.content->>'digitised_stage', '') in ('3', '4')) = {value}"},
        {"digitised_stage", Takes::code, "asset.content->>'digitised_stage' = {value}"},
        {"domestic", Takes::boolean, "(asset.content->>'domestic')::boolean = {value}"},
        {"sensitivity", Takes::code, "asset.sensitivity = {value}"},
        {"currency", Takes::code, "asset.currency = {value}"},
        {"submission", Takes::code, "asset.submission_id::text = lower({value})"},
        {"finding", Takes::code,
         "exists (select from finding where finding.uid = asset.uid and finding.state = 'open'"
         " and finding.rule = {value})"},
        {"level", Takes::code,
         "(select coalesce(owner.government_level, 'unknown') from {subjects} owner where owner.uid = "
         "holder.uid)"
         " = {value}"},
        {"present", Takes::boolean,
         "exists (select from evidence where evidence.asset_uid = asset.uid) = {value}"},
        {"reliable", Takes::boolean,
         "(not exists (select from {findings} found where found.uid = asset.uid and found.state = 'open'"
         " and found.severity in ('error', 'blocking'))) = {value}"},
        {"cost", Takes::code, "cost_band(asset.yearly_cost, asset.currency) = {value}"},
        {"stale", Takes::boolean,
         "coalesce(coalesce((select stage.alive from stage where stage.code = asset.stage), true)"
         " and coalesce(asset.last_confirmed_on, asset.recorded_at::date) < {day} - (select value::integer"
         " from setting where setting.name = 'confirmation_period' and setting.valid_from <= {day}"
         " order by setting.valid_from desc limit 1), false) = {value}"},
        {"complete", Takes::boolean,
         "(not exists (select from {findings} found where found.uid = asset.uid and found.state = 'open'"
         " and found.rule = 'owed-field-missing')) = {value}"},
    };
}

}  // namespace cadastre::reports
