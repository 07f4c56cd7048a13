// The execution report as it is asked from the database: money and measurements side by side, not yet judged.
#include "reports/asset_filter.h"
#include "reports/catalogue_parts.h"

namespace cadastre::reports {

using enum ColumnType;
using Takes = Filter::Takes;

namespace {

std::vector<Filter> executionFilters() {
    return {
        subjectFilter(),
        {"kind", Takes::code, "owner.kind = {value}"},
        {"holder_key", Takes::text, "owner.holder_key = {value}"},
        {"currency", Takes::code, "paying.currency = {value}"},
        {"uid", Takes::code, "owner.uid::text = lower({value})"},
        {"self_rating", Takes::code, "owner.self_rating = {value}"},
        // Judged by profiles/money: the rows that don't fit are left out after that.
        {"standing", Takes::code, "{value} is not null"},
        {"rated", Takes::code, "{value} is not null"},
    };
}

}  // namespace

Report executionReport() {
    return {
        .name = "execution",
        .source = Report::Source::execution,
        .history = History::both,
        .columns =
            {
                {"standing", text, nullptr},
                {"kind", text, nullptr},
                {"holder", text, nullptr},
                {"holder_key", text, nullptr},
                {"name", text, nullptr},
                {"self_rating", text, nullptr},
                {"currency", text, nullptr},
                {"stated_cost", money, nullptr},
                {"planned", money, nullptr},
                {"due", money, nullptr},
                {"due_year", number, nullptr},
                {"contracted", money, nullptr},
                {"paid", money, nullptr},
                {"closed_activities", money, nullptr},
                {"all_activities", money, nullptr},
                {"part", text, nullptr},
                {"cost_lines", number, nullptr},
                {"lines_in_all", number, nullptr},
                {"money_share", number, nullptr},
                {"money_share_is", text, nullptr},
                {"indicators", number, nullptr},
                {"measured", number, nullptr},
                {"judged", number, nullptr},
                {"met", number, nullptr},
                {"unknown", number, nullptr},
                {"result_share", number, nullptr},
                {"result_share_unclipped", number, nullptr},
                {"result_share_is", text, nullptr},
                {"result_periods", text, nullptr},
                {"uid", text, nullptr},
            },
        .filters = executionFilters(),
        .with = "",
        .from = "",
        .order = "",
        .countedBy = "standing",
        .saysTotals = true,
    };
}

Report executionRows() {
    return {
        .name = "execution",
        .source = Report::Source::query,
        .history = History::both,
        .columns =
            {
                {"kind", text, "owner.kind"},
                {"holder", text, "holder.code"},
                {"holder_key", text, "owner.holder_key"},
                {"name", text, "owner.name"},
                {"self_rating", text, "owner.self_rating"},
                {"currency", text, "paying.currency"},
                {"minor_digits", number, "currency.minor_digits"},
                {"stated_cost", number,
                 "case when paying.currency = owner.currency and not paying.loose then owner.stated end"},
                {"planned", number, "spent.planned"},
                {"due", number, "spent.due"},
                {"contracted", number, "spent.contracted"},
                {"paid", number, "spent.paid"},
                {"cost_lines", number, "coalesce(spent.lines, 0)"},
                {"closed", number, "spent.closed"},
                {"all_activities", number, "spent.all_activities"},
                {"uid", text, "owner.uid"},
                {"measurements", text, "measured.measurements"},
                {"part", text,
                 "case when paying.loose then 'unlinked' when spent.lines < spent.lines_in_all then 'linked'"
                 " else 'whole' end"},
                {"lines_in_all", number, "coalesce(spent.lines_in_all, 0)"},
                {"due_year", number, "extract(year from {day})::integer"},
            },
        .filters = executionFilters(),
        .with =
            "with line as materialized (select line.*, task.task_status,"
            " coalesce(line.programme_uid, line.project_uid, line.task_uid, line.uid) as owner_uid,"
            " line.uid in (select cost_line_uid from {indicator_links} link) as linked"
            " from {placed_cost_lines} line left join {tasks} task on task.uid = line.task_uid),"
            " project as materialized (select * from {projects} project),"
            " indicator as materialized (select * from {indicators} indicator),"
            " owner as ("
            " select uid, 'programme' as kind, holder_uid, holder_key, name, self_rating, currency,"
            " development_cost as stated, starts_on, ends_on from {programmes} programme"
            " union all select uid, 'project', holder_uid, holder_key, name, self_rating, currency,"
            " coalesce(planned_cost, whole_life_cost), starts_on, ends_on"
            " from project where programme_uid is null"
            " union all select uid, 'task', holder_uid, holder_key, name, null, null, null, null, null"
            " from {tasks} task where project_uid is null"
            " union all select line.uid, 'cost_line', line.holder_uid, record.holder_key, null, null, null,"
            " null, null, null"
            " from line join record on record.uid = line.uid"
            " where num_nonnulls(programme_uid, project_uid, task_uid) = 0),"
            // Where lines are linked to indicators, those that are not are loose: a row of their own.
            " tying as (select distinct owner_uid from line where linked),"
            " spent as (select owner_uid, currency,"
            " not linked and owner_uid in (select owner_uid from tying) as loose,"
            " count(*) as lines, sum(count(*)) over (partition by owner_uid, currency) as lines_in_all,"
            " sum(planned)::bigint as planned,"
            " (sum(planned) filter (where year is null or year <= extract(year from {day})))::bigint as due,"
            " sum(contracted)::bigint as contracted, sum(paid)::bigint as paid,"
            " (sum(planned) filter (where task_status = 'completed'))::bigint as closed,"
            " (sum(planned) filter (where task_uid is not null))::bigint as all_activities"
            " from line group by 1, 2, 3),"
            " paying as (select owner_uid, currency, loose from spent"
            " union select uid, currency, false from owner where stated is not null"
            " union select uid, currency, false from owner where uid not in (select owner_uid from spent)),"
            // An indicator counts for an owner that it names, or whose lines are linked to it.
            " judged as (select owner_uid, indicator_uid, coalesce(sum(weight), 1) as weight from ("
            " select coalesce(indicator.programme_uid, project.programme_uid, project.uid) as owner_uid,"
            " indicator.uid as indicator_uid, null::numeric as weight"
            " from indicator left join project on project.uid = indicator.project_uid"
            " union all select line.owner_uid, link.indicator_uid, link.weight"
            " from {indicator_links} link join line on line.uid = link.cost_line_uid) tie"
            " where owner_uid is not null group by 1, 2),"
            // The period judged is the last that has ended within the life of its owner; where none has, the
            // first that runs (is_result in schema/migrations/0110).
            " latest as (select distinct on (judged.owner_uid, judged.indicator_uid)"
            " judged.owner_uid, judged.indicator_uid, value.target, value.actual, value.verdict, "
            "value.period,"
            " value.period_ends_on <= {day} as ended"
            " from judged join indicator on indicator.uid = judged.indicator_uid"
            " join owner on owner.uid = judged.owner_uid"
            " left join project on project.uid = indicator.project_uid"
            " join {indicator_values} value on value.indicator_uid = judged.indicator_uid"
            " where num_nonnulls(value.target, value.verdict) > 0"
            " and is_result(value.period_ends_on, value.target, indicator.baseline, indicator.baseline_on,"
            " greatest(owner.starts_on, project.starts_on), owner.ends_on)"
            " order by judged.owner_uid, judged.indicator_uid, value.period_ends_on <= {day} desc,"
            " case when value.period_ends_on <= {day} then value.period_ends_on end desc,"
            " value.period_ends_on),"
            " measured as (select judged.owner_uid, jsonb_agg(jsonb_build_array(judged.weight,"
            " indicator.baseline, latest.target, latest.actual, indicator.direction,"
            " coalesce(latest.verdict, indicator.verdict), coalesce(latest.ended, true), latest.period)"
            " order by indicator.uid) as measurements"
            " from judged join indicator on indicator.uid = judged.indicator_uid"
            " left join latest on latest.owner_uid = judged.owner_uid"
            " and latest.indicator_uid = judged.indicator_uid group by 1)",
        .from =
            "from owner join {subjects} holder on holder.uid = owner.holder_uid"
            " join paying on paying.owner_uid = owner.uid"
            " left join spent on spent.owner_uid = owner.uid and spent.currency = paying.currency"
            " and spent.loose = paying.loose"
            " left join measured on measured.owner_uid = owner.uid and not paying.loose"
            " left join currency on currency.code = paying.currency where {filters}",
        .order = "holder.code, owner.holder_key, owner.uid, paying.currency, paying.loose",
    };
}

}  // namespace cadastre::reports
