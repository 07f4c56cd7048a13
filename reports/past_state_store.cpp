// The SQL of laying out a day.
#include "reports/past_state_store.h"

#include <array>
#include <span>

namespace cadastre::reports {

namespace {

// What was sorted or hashed on disk while a page's share of memory was kept to. A temporary table's buffers
// can be set before the first one is made only.
constexpr Query takeRoom{
    "past_state_store.take_room",
    "select set_config('work_mem', '96MB', false), set_config('temp_buffers', '64MB', false)"};

// The times stand in a row of their own: asked of each record, they would be read out of the settings for
// each.
constexpr std::array assetTables{
    Query{"past_state_store.subjects", "create temporary table subject as select * from as_of.subject"},
    // Long contents are unpacked once; what coverage and expiring terms ask of them is kept.
    Query{"past_state_store.assets",
          "create temporary table asset as"
          " with asked as materialized (select read_day() as day, read_moment() as moment)"
          " select state.uid, state.class, state.holder_uid, state.holder_key,"
          " coalesce(state.name, state.holder_key) as name, state.stage,"
          " said.currency, said.yearly_cost, said.planned_development_cost,"
          " jsonb_strip_nulls(jsonb_build_object('relations', said.relations, 'functions', said.functions,"
          " 'functions_declared_not_digitised', said.functions_declared_not_digitised,"
          " 'attestation_expires_on', said.attestation_expires_on, 'attestation_number', "
          "said.attestation_number,"
          " 'licence_expires_on', said.licence_expires_on,"
          " 'domestic_register_number', said.domestic_register_number,"
          " 'support_ends_on', said.support_ends_on, 'version', said.version,"
          " 'useful_life_ends_on', said.useful_life_ends_on, 'inventory_number', said.inventory_number,"
          " 'product', said.product, 'product_cycle', said.product_cycle)) as content"
          " from asked cross join lateral state_at('asset', asked.day, asked.moment) state"
          " cross join lateral jsonb_to_record(state.content) said(currency text, yearly_cost bigint,"
          " planned_development_cost bigint, relations jsonb, functions jsonb,"
          " functions_declared_not_digitised jsonb, attestation_expires_on jsonb, attestation_number jsonb,"
          " licence_expires_on jsonb, domestic_register_number jsonb, support_ends_on jsonb, version jsonb,"
          " useful_life_ends_on jsonb, inventory_number jsonb, product jsonb, product_cycle jsonb)"},
};

// Those that were open; of what is known now, each finding says so itself.
constexpr Query openFindings{"past_state_store.open_findings",
                             "create temporary table finding as"
                             " select uid, rule, severity, state, owner_uid, due_on from cadastre.finding"
                             " where state = 'open' and first_found_at <= read_moment()"};
constexpr Query findingsKnownThen{
    "past_state_store.findings_known_then",
    "create temporary table finding as"
    " select uid, rule, severity, state, owner_uid, due_on from as_of.finding where state = 'open'"};

constexpr std::array functionTables{
    Query{"past_state_store.asset_functions",
          "create temporary table asset_function as"
          " select asset.uid, stated.classifier, stated.code as function_code, stated.share from asset"
          " cross join jsonb_to_recordset(asset.content->'functions')"
          " as stated(classifier text, code text, share numeric) where asset.content ? 'functions'"},
    Query{"past_state_store.mandates", "create temporary table mandate as select * from as_of.mandate"},
    Query{"past_state_store.projects",
          "create temporary table project as"
          " with asked as materialized (select read_day() as day, read_moment() as moment)"
          " select project.uid, project.holder_uid, project.holder_key, project.name, project.programme_uid,"
          " project.asset_uid, project.self_rating, project.currency, project.planned_cost,"
          " project.whole_life_cost, project.starts_on, project.ends_on"
          " from asked cross join lateral project_at(asked.day, asked.moment) project"},
};

constexpr std::array moneyTables{
    Query{"past_state_store.programmes", "create temporary table programme as select * from as_of.programme"},
    Query{"past_state_store.tasks",
          "create temporary table task as"
          " with asked as materialized (select read_day() as day, read_moment() as moment)"
          " select task.* from asked cross join lateral task_at(asked.day, asked.moment) task"},
    // Each with what it counts for, as today's lines keep it: of several owners the nearest.
    Query{
        "past_state_store.cost_lines",
        "create temporary table cost_line as"
        " with asked as materialized (select read_day() as day, read_moment() as moment),"
        " stated as (select line.uid, line.holder_uid, line.holder_key, line.name, said.*"
        "  from asked cross join lateral state_at('cost_line', asked.day, asked.moment) line"
        "  cross join lateral jsonb_to_record(line.content) said(currency text, year integer,"
        "  planned bigint, contracted bigint, paid bigint, forecast bigint, cost_status text,"
        "  programme text, project text, task text))"
        " select stated.uid, stated.holder_uid, stated.holder_key, stated.name, stated.currency,"
        " stated.year, stated.planned, stated.contracted, stated.paid, stated.forecast,"
        " coalesce(stated.cost_status, 'recorded') as cost_status, named_task.uid as task_uid,"
        " case when named_task.uid is null then named_project.uid else task.project_uid end"
        "  as counted_project_uid,"
        " case when named_task.uid is not null then above.programme_uid"
        "  when named_project.uid is not null then direct.programme_uid else named_programme.uid end"
        "  as counted_programme_uid"
        " from stated"
        " left join lateral held_record('programme', stated.holder_uid, stated.programme) named_programme on "
        "true"
        " left join lateral held_record('project', stated.holder_uid, stated.project) named_project on true"
        " left join lateral held_record('task', stated.holder_uid, stated.task) named_task on true"
        " left join task on task.uid = named_task.uid"
        " left join project direct on direct.uid = named_project.uid"
        " left join project above on above.uid = task.project_uid"},
    Query{"past_state_store.indicators",
          "create temporary table indicator as"
          " with asked as materialized (select read_day() as day, read_moment() as moment)"
          " select indicator.uid, indicator.programme_uid, indicator.project_uid, indicator.direction,"
          " indicator.baseline, indicator.baseline_on, indicator.verdict"
          " from asked cross join lateral indicator_at(asked.day, asked.moment) indicator"},
    Query{"past_state_store.indicator_values",
          "create temporary table indicator_value as"
          " with asked as materialized (select read_day() as day, read_moment() as moment)"
          " select measured.indicator_uid, measured.period, measured.period_ends_on, measured.target,"
          " measured.actual, measured.verdict"
          " from asked cross join lateral indicator_value_at(asked.day, asked.moment) measured"},
    Query{"past_state_store.indicator_links",
          "create temporary table indicator_link as"
          " with asked as materialized (select read_day() as day, read_moment() as moment)"
          " select link.cost_line_uid, link.indicator_uid, link.weight"
          " from asked cross join lateral indicator_link_at(asked.day, asked.moment) link"},
};

// Over the tables above, as the views of these names are over today's.
constexpr std::array moneyViews{
    Query{
        "past_state_store.placed_cost_lines",
        "create temporary view placed_cost_line as"
        " select uid, holder_uid, currency, year, planned, contracted, paid, forecast, cost_status, task_uid,"
        " counted_project_uid as project_uid, counted_programme_uid as programme_uid from cost_line"},
    Query{"past_state_store.untied_money",
          "create temporary view untied_money as"
          " select 'programme' as kind, programme.uid, programme.holder_uid, programme.holder_key,"
          " programme.name, programme.currency, programme.development_cost as amount from programme"
          " where programme.development_cost > 0"
          " and not exists (select from indicator where indicator.programme_uid = programme.uid)"
          " and not exists (select from project join indicator on indicator.project_uid = project.uid"
          "  where project.programme_uid = programme.uid)"
          " union all"
          " select 'cost_line', line.uid, line.holder_uid, line.holder_key, line.name, line.currency,"
          " coalesce(line.planned, line.forecast, line.contracted, line.paid) from cost_line line"
          " where coalesce(line.planned, line.forecast, line.contracted, line.paid) > 0"
          " and not exists (select from indicator_link where indicator_link.cost_line_uid = line.uid)"
          " and not exists (select from indicator where indicator.project_uid = line.counted_project_uid)"
          " and not exists (select from indicator"
          "  where indicator.programme_uid = line.counted_programme_uid)"},
};

constexpr Query analyzeAssets{"past_state_store.analyze_assets", "analyze subject, asset, finding"};
constexpr Query analyzeFunctions{"past_state_store.analyze_functions",
                                 "analyze asset_function, mandate, project"};
constexpr Query analyzeMoney{"past_state_store.analyze_money",
                             "analyze cost_line, indicator, indicator_value, indicator_link"};

void runAll(WriteTransaction& transaction, std::span<const Query> queries) {
    for (const Query& query : queries)
        transaction.run(query);
}

}  // namespace

void layOutAssets(WriteTransaction& transaction, const Times& times) {
    transaction.run(takeRoom);
    runAll(transaction, assetTables);
    transaction.run(times.knownAt.empty() ? openFindings : findingsKnownThen);
    transaction.run(analyzeAssets);
}

void layOutFunctions(WriteTransaction& transaction) {
    runAll(transaction, functionTables);
    transaction.run(analyzeFunctions);
}

void layOutMoney(WriteTransaction& transaction) {
    runAll(transaction, moneyTables);
    transaction.run(analyzeMoney);
    runAll(transaction, moneyViews);
}

}  // namespace cadastre::reports
