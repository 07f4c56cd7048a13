// The reports of money against results: programmes, projects, cost lines, indicators, execution and the
// shares that the law asks for.
#include "reports/asset_filter.h"
#include "reports/catalogue_parts.h"

namespace cadastre::reports {

using enum ColumnType;
using Takes = Filter::Takes;

Report programmesReport() {
    return {
        .name = "programmes",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"uid", text, "programme.uid"},
                {"holder", text, "holder.code"},
                {"holder_key", text, "programme.holder_key"},
                {"name", text, "programme.name"},
                {"category", text, "programme.content->>'category'"},
                {"starts_on", date, "programme.starts_on"},
                {"ends_on", date, "programme.ends_on"},
                {"self_rating", text, "programme.self_rating"},
                {"rebaselines_stated", number, "programme.content->>'rebaselines_stated'"},
                {"projects", number, "coalesce(made_of.projects, 0)"},
                {"indicators", number, "coalesce(judged.indicators, 0)"},
                {"currency", text, "paying.currency"},
                {"development_cost", money,
                 "case when paying.currency = programme.currency"
                 " then major(programme.development_cost, currency.minor_digits) end"},
                {"cost_lines", number, "coalesce(spent.lines, 0)"},
                {"planned", money, "major(spent.planned, currency.minor_digits)"},
                {"contracted", money, "major(spent.contracted, currency.minor_digits)"},
                {"paid", money, "major(spent.paid, currency.minor_digits)"},
                {"forecast", money, "major(spent.forecast, currency.minor_digits)"},
            },
        .filters =
            {
                subjectFilter(),
                {"holder_key", Takes::text, "programme.holder_key = {value}"},
                {"uid", Takes::code, "programme.uid::text = lower({value})"},
                {"currency", Takes::code, "paying.currency = {value}"},
                {"rating", Takes::code, "programme.self_rating = {value}"},
            },
        .with =
            "with judged as (select coalesce(indicator.programme_uid, project.programme_uid) as "
            "programme_uid,"
            " count(*) as indicators from {indicators} indicator"
            " left join {projects} project on project.uid = indicator.project_uid group by 1),"
            " made_of as (select programme_uid, count(*) as projects from {projects} project group by 1),"
            " spent as (select programme_uid, currency, count(*) as lines, sum(planned)::bigint as planned,"
            " sum(contracted)::bigint as contracted, sum(paid)::bigint as paid,"
            " sum(forecast)::bigint as forecast"
            " from {placed_cost_lines} line where programme_uid is not null group by 1, 2),"
            // A programme has a row for each currency that it is paid in: sums never mix them.
            " paying as (select programme_uid, currency from spent union"
            " select uid, currency from {programmes} programme where development_cost is not null"
            " or uid not in (select programme_uid from spent))",
        .from =
            "from {programmes} programme join {subjects} holder on holder.uid = programme.holder_uid"
            " join paying on paying.programme_uid = programme.uid"
            " left join made_of on made_of.programme_uid = programme.uid"
            " left join judged on judged.programme_uid = programme.uid"
            " left join spent on spent.programme_uid = programme.uid and spent.currency = paying.currency"
            " left join currency on currency.code = paying.currency where {filters}",
        .order = "holder.code, programme.holder_key, paying.currency",
        .key = {{"programme.uid", "uuid"}, {"coalesce(paying.currency, '')", "text"}},
    };
}

Report projectsReport() {
    return {
        .name = "projects",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"uid", text, "project.uid"},
                {"holder", text, "holder.code"},
                {"holder_key", text, "project.holder_key"},
                {"name", text, "project.name"},
                {"programme", text, "programme.holder_key"},
                {"category", text, "project.content->>'category'"},
                {"project_stage", text, "project.project_stage"},
                {"starts_on", date, "project.starts_on"},
                {"ends_on", date, "project.ends_on"},
                {"self_rating", text, "project.self_rating"},
                {"reporting_year", number, "project.content->>'reporting_year'"},
                {"tasks", number, "coalesce(made_of.tasks, 0)"},
                {"indicators", number, "coalesce(judged.indicators, 0)"},
                {"currency", text, "paying.currency"},
                {"planned_cost", money,
                 "case when paying.currency = project.currency"
                 " then major(project.planned_cost, currency.minor_digits) end"},
                {"whole_life_cost", money,
                 "case when paying.currency = project.currency"
                 " then major(project.whole_life_cost, currency.minor_digits) end"},
                {"cost_lines", number, "coalesce(spent.lines, 0)"},
                {"planned", money, "major(spent.planned, currency.minor_digits)"},
                {"contracted", money, "major(spent.contracted, currency.minor_digits)"},
                {"paid", money, "major(spent.paid, currency.minor_digits)"},
                {"forecast", money, "major(spent.forecast, currency.minor_digits)"},
            },
        .filters =
            {
                subjectFilter(),
                {"holder_key", Takes::text, "project.holder_key = {value}"},
                {"programme", Takes::text, "programme.holder_key = {value}"},
                {"uid", Takes::code, "project.uid::text = lower({value})"},
                {"currency", Takes::code, "paying.currency = {value}"},
                {"rating", Takes::code, "project.self_rating = {value}"},
                {"stage", Takes::code, "project.project_stage = {value}"},
            },
        .with =
            "with made_of as (select project_uid, count(*) as tasks from {tasks} task group by 1),"
            " judged as (select project_uid, count(*) as indicators from {indicators} indicator group by 1),"
            " spent as (select project_uid, currency, count(*) as lines, sum(planned)::bigint as planned,"
            " sum(contracted)::bigint as contracted, sum(paid)::bigint as paid,"
            " sum(forecast)::bigint as forecast"
            " from {placed_cost_lines} line where project_uid is not null group by 1, 2),"
            " paying as (select project_uid, currency from spent union"
            " select uid, currency from {projects} project where planned_cost is not null"
            " or whole_life_cost is not null or uid not in (select project_uid from spent))",
        .from =
            "from {projects} project join {subjects} holder on holder.uid = project.holder_uid"
            " join paying on paying.project_uid = project.uid"
            " left join made_of on made_of.project_uid = project.uid"
            " left join judged on judged.project_uid = project.uid"
            " left join spent on spent.project_uid = project.uid and spent.currency = paying.currency"
            " left join {programmes} programme on programme.uid = project.programme_uid"
            " left join currency on currency.code = paying.currency where {filters}",
        .order = "holder.code, project.holder_key, paying.currency",
        .key = {{"project.uid", "uuid"}, {"coalesce(paying.currency, '')", "text"}},
    };
}

Report costLinesReport() {
    return {
        .name = "cost-lines",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"uid", text, "line.uid"},
                {"holder", text, "holder.code"},
                {"holder_key", text, "line.holder_key"},
                {"name", text, "line.name"},
                {"programme", text, "programme.holder_key"},
                {"project", text, "project.holder_key"},
                {"task", text, "task.holder_key"},
                {"year", number, "line.year"},
                {"budget_chapter", text, "line.budget_chapter"},
                {"budget_section", text, "line.budget_section"},
                {"budget_article", text, "line.budget_article"},
                {"budget_kind", text, "line.budget_kind"},
                {"financing_source", text, "line.financing_source"},
                {"spending_kind", text, "line.spending_kind"},
                {"acquisition", text, "line.acquisition"},
                {"domestic", text, "case line.domestic when true then 'true' when false then 'false' end"},
                {"cost_status", text, "line.cost_status"},
                {"indicators", number, "coalesce(tied.links, 0)"},
                {"currency", text, "line.currency"},
                {"planned", money, "major(line.planned, currency.minor_digits)"},
                {"limit_amount", money, "major(line.limit_amount, currency.minor_digits)"},
                {"contracted", money, "major(line.contracted, currency.minor_digits)"},
                {"paid", money, "major(line.paid, currency.minor_digits)"},
                {"forecast", money, "major(line.forecast, currency.minor_digits)"},
            },
        .filters =
            {
                subjectFilter(),
                {"year", Takes::number, "line.year = {value}"},
                {"programme", Takes::text, "programme.holder_key = {value}"},
                {"project", Takes::text, "project.holder_key = {value}"},
                {"status", Takes::code, "line.cost_status = {value}"},
                {"spending_kind", Takes::code, "line.spending_kind = {value}"},
                {"acquisition", Takes::code, "line.acquisition = {value}"},
                {"domestic", Takes::boolean, "line.domestic = {value}"},
                {"software", Takes::boolean,
                 // Bought or leased, and for no asset of another class.
                 "(coalesce(line.acquisition in ('bought', 'leased'), false) and not exists ("
                 "select from {assets} asset where asset.uid = line.asset_uid and asset.class <> "
                 "'software')) = {value}"},
                {"currency", Takes::code, "line.currency = {value}"},
                {"budget_chapter", Takes::text, "line.budget_chapter = {value}"},
                {"asset", Takes::code,
                 "line.asset_uid in (select asset.uid from {assets} asset"
                 " where asset.register_number::text = {value} or asset.uid::text = lower({value}))"},
                {"uid", Takes::code, "line.uid::text = lower({value})"},
            },
        .with =
            "with tied as (select cost_line_uid, count(*) as links from {indicator_links} link group by 1)",
        .from =
            "from {cost_lines} line join {placed_cost_lines} placed on placed.uid = line.uid"
            " join {subjects} holder on holder.uid = line.holder_uid"
            " join currency on currency.code = line.currency"
            " left join {programmes} programme on programme.uid = placed.programme_uid"
            " left join {projects} project on project.uid = placed.project_uid"
            " left join {tasks} task on task.uid = placed.task_uid"
            " left join tied on tied.cost_line_uid = line.uid where {filters}",
        .order = "line.uid",
        .key = {{"line.uid", "uuid"}},
        .countedBy = "cost_status",
    };
}

Report indicatorsReport() {
    return {
        .name = "indicators",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"uid", text, "indicator.uid"},
                {"holder", text, "holder.code"},
                {"holder_key", text, "indicator.holder_key"},
                {"name", text, "indicator.name"},
                {"programme", text, "programme.holder_key"},
                {"project", text, "project.holder_key"},
                {"unit", text, "indicator.unit"},
                {"direction", text, "indicator.direction"},
                {"source", text, "indicator.source"},
                {"first_baseline", number,
                 "coalesce((select moved.baseline_before from rebaseline moved"
                 " where moved.indicator_uid = indicator.uid and moved.recorded_at <= {known}"
                 " order by moved.position limit 1), indicator.baseline)"},
                {"baseline", number, "indicator.baseline"},
                {"baseline_on", date, "indicator.baseline_on"},
                {"rebaselines", number,
                 "(select count(*) from rebaseline moved where moved.indicator_uid = indicator.uid"
                 " and moved.recorded_at <= {known})"},
                {"period", text, "measured.period"},
                {"period_ends_on", date, "measured.period_ends_on"},
                {"target", number, "measured.target"},
                {"actual", number, "measured.actual"},
                {"verdict", text, "coalesce(measured.verdict, indicator.verdict)"},
                {"cost_lines", number, "coalesce(tied.links, 0)"},
            },
        .filters =
            {
                subjectFilter(),
                {"programme", Takes::text, "programme.holder_key = {value}"},
                {"project", Takes::text, "project.holder_key = {value}"},
                {"period", Takes::text, "measured.period = {value}"},
                {"verdict", Takes::code,
                 "coalesce(measured.verdict, indicator.verdict) is not distinct from nullif({value}, "
                 "'unknown')"},
                {"uid", Takes::code, "indicator.uid::text = lower({value})"},
            },
        .with =
            "with tied as (select indicator_uid, count(*) as links from {indicator_links} link group by 1)",
        .from =
            "from {indicators} indicator join {subjects} holder on holder.uid = indicator.holder_uid"
            " left join {indicator_values} measured on measured.indicator_uid = indicator.uid"
            " left join {programmes} programme on programme.uid = indicator.programme_uid"
            " left join {projects} project on project.uid = indicator.project_uid"
            " left join tied on tied.indicator_uid = indicator.uid where {filters}",
        .order = "holder.code, indicator.holder_key, measured.period_ends_on, measured.period",
        .key = {{"indicator.uid", "uuid"},
                {"coalesce(measured.period_ends_on, '-infinity')", "date"},
                {"coalesce(measured.period, '')", "text"}},
        .countedBy = "verdict",
    };
}

Report untiedReport() {
    return {
        .name = "untied",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"kind", text, "money.kind"},
                {"uid", text, "money.uid"},
                {"holder", text, "holder.code"},
                {"holder_name", text, "holder.name"},
                {"holder_key", text, "money.holder_key"},
                {"name", text, "money.name"},
                {"currency", text, "money.currency"},
                {"amount", ColumnType::money, "major(money.amount, currency.minor_digits)"},
            },
        .filters =
            {
                subjectFilter(),
                {"kind", Takes::code, "money.kind = {value}"},
                {"currency", Takes::code, "money.currency = {value}"},
            },
        .with = "",
        .from =
            "from {untied_money} money join {subjects} holder on holder.uid = money.holder_uid"
            " left join currency on currency.code = money.currency where {filters}",
        .order = "money.currency, money.amount desc, money.uid desc",
        .key = {{"money.uid", "uuid"}},
        .countedBy = "kind",
    };
}

}  // namespace cadastre::reports
