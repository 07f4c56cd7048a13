// The shares that the law asks for. Each row names its numerator and denominator and the filters that list
// what they count, so that anybody can trace a share to its records.
#include "reports/asset_filter.h"
#include "reports/catalogue_parts.h"

namespace cadastre::reports {

using enum ColumnType;
using Takes = Filter::Takes;

Report sharesReport() {
    return {
        .name = "shares",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"share", text, "share.name"},
                {"year", number, "share.year"},
                {"unit", text, "share.unit"},
                {"currency", text, "share.currency"},
                {"numerator", number, "share.numerator"},
                {"denominator", number, "share.denominator"},
                {"percent", number, "round(100 * share.numerator / nullif(share.denominator, 0), 2)"},
                {"unknown", number, "share.unknown"},
                {"numerator_is", text, "share.numerator_is"},
                {"denominator_is", text, "share.denominator_is"},
            },
        .filters =
            {
                {"share", Takes::code, "share.name = {value}"},
                {"year", Takes::number, "share.year = {value}"},
                {"currency", Takes::code, "share.currency = {value}"},
                {"subject", Takes::code, "{value} is not null"},
            },
        .with =
            "with system as ("
            " select asset.content->>'platform_use' as platform_use,"
            " (asset.content->>'platform_planned_on')::date as planned_on"
            " from {assets} asset join {subjects} holder on holder.uid = asset.holder_uid"
            " left join stage on stage.code = asset.stage"
            " where asset.class = 'information_system' and asset.content->>'mark' = 'state'"
            " and coalesce(stage.alive, true) and {subtree}),"
            " service as (select asset.content->>'digitised_stage' as digitised_stage"
            " from {assets} asset join {subjects} holder on holder.uid = asset.holder_uid"
            " left join stage on stage.code = asset.stage"
            " where asset.class = 'service' and coalesce(stage.alive, true) and {subtree}),"
            " procured as (select line.year, line.currency, line.domestic,"
            " major(line.planned, currency.minor_digits) as planned"
            " from {cost_lines} line join {subjects} holder on holder.uid = line.holder_uid"
            " join currency on currency.code = line.currency"
            " left join {assets} asset on asset.uid = line.asset_uid"
            " where line.acquisition in ('bought', 'leased')"
            " and coalesce(asset.class, 'software') = 'software' and {subtree}),"
            " share as ("
            " select 'platform' as name, extract(year from {day})::integer as year, 'systems' as unit,"
            " null as currency, (count(*) filter (where platform_use = 'yes'))::numeric as numerator,"
            " count(*)::numeric as denominator, (count(*) filter (where platform_use is null))::numeric as "
            "unknown,"
            " 'assets class=information_system mark=state alive=true platform_use=yes' as numerator_is,"
            " 'assets class=information_system mark=state alive=true' as denominator_is from system"
            " union all"
            " select 'platform_planned', horizon.year, 'systems', null,"
            " count(*) filter (where platform_use = 'yes' or extract(year from planned_on) <= horizon.year),"
            " count(*), count(*) filter (where platform_use is null),"
            " 'assets class=information_system mark=state alive=true platform_by=' || horizon.year || "
            "'-12-31',"
            " 'assets class=information_system mark=state alive=true'"
            " from system cross join (select distinct extract(year from planned_on)::integer as year"
            " from system where planned_on is not null) horizon group by horizon.year"
            " union all"
            " select 'services_online', extract(year from {day})::integer, 'services', null,"
            " count(*) filter (where digitised_stage in ('3', '4')), count(*),"
            " count(*) filter (where digitised_stage is null),"
            " 'assets class=service alive=true online=true', 'assets class=service alive=true' from service"
            " union all"
            " select 'domestic_software', year, 'money', currency,"
            " coalesce(sum(planned) filter (where domestic), 0), sum(planned),"
            " coalesce(sum(planned) filter (where domestic is null), 0),"
            " 'cost-lines year=' || year || ' currency=' || currency || ' software=true domestic=true',"
            " 'cost-lines year=' || year || ' currency=' || currency || ' software=true'"
            " from procured where planned is not null and year is not null group by year, currency)",
        .from = "from share where share.denominator > 0 and {filters}",
        .order = "share.name, share.year, share.currency",
        .countedBy = "share",
    };
}

}  // namespace cadastre::reports
