// One programme or project: what it costs by year and what it promised, question by question.
#include <map>

#include "reports/money_store.h"

namespace cadastre::reports {

namespace {

constexpr Query findProgramme{
    "money_owner.programme",
    "select true, owner.uid, owner.holder_key, owner.name, holder.code, holder.name, "
    "coalesce(owner.self_rating, ''),"
    " '', coalesce(owner.starts_on::text, ''), coalesce(owner.ends_on::text, ''), coalesce(owner.currency, "
    "''),"
    " owner.development_cost, null::bigint, '', '', asset.register_number, coalesce(asset.name, '')"
    " from programme owner join subject holder on holder.uid = owner.holder_uid"
    " left join asset on asset.uid = owner.asset_uid where owner.uid = $1::uuid"};
constexpr Query findProject{"money_owner.project",
                            "select false, owner.uid, owner.holder_key, owner.name, holder.code, "
                            "holder.name, coalesce(owner.self_rating, ''),"
                            " coalesce(owner.project_stage, ''), coalesce(owner.starts_on::text, ''), "
                            "coalesce(owner.ends_on::text, ''),"
                            " coalesce(owner.currency, ''), owner.planned_cost, owner.whole_life_cost,"
                            " coalesce(programme.uid::text, ''), coalesce(programme.name, ''), "
                            "asset.register_number, coalesce(asset.name, '')"
                            " from project owner join subject holder on holder.uid = owner.holder_uid"
                            " left join programme on programme.uid = owner.programme_uid"
                            " left join asset on asset.uid = owner.asset_uid where owner.uid = $1::uuid"};
constexpr Query years{
    "money_owner.years",
    "with line as materialized (select * from placed_cost_line line"
    "  where line.uid = any(array(select lines_of($1::uuid)))"
    "  and (line.programme_uid = $1::uuid or line.project_uid = $1::uuid)),"
    " tied as materialized (select link.cost_line_uid from indicator_link link"
    "  where link.uid = any(array(select links_of(array(select uid from line))))"
    "  and link.cost_line_uid is not null)"
    " select line.year, coalesce(line.currency, ''), sum(line.planned)::bigint, sum(line.contracted)::bigint,"
    " sum(line.paid)::bigint, sum(line.forecast)::bigint, count(*),"
    " count(*) filter (where line.uid not in (select cost_line_uid from tied)),"
    " coalesce(sum(line.paid) filter (where line.contracted is null), 0)::bigint"
    " from line group by 1, 2 order by 2, 1"};
// Its own indicators, those of its projects, and those that its lines are tied to. Only candidates by the
// index are looked at: of another day they are more than fit (0083).
constexpr Query indicators{
    "money_owner.indicators",
    "with line as materialized (select line.uid from placed_cost_line line"
    "  where line.uid = any(array(select lines_of($1::uuid)))"
    "  and (line.programme_uid = $1::uuid or line.project_uid = $1::uuid)),"
    " named as materialized (select indicator.uid from indicator"
    "  left join project on project.uid = indicator.project_uid"
    "  where indicator.uid = any(array(select indicators_of($1::uuid)))"
    "  and (indicator.programme_uid = $1::uuid or indicator.project_uid = $1::uuid"
    "   or project.programme_uid = $1::uuid)),"
    " own as (select uid from named"
    "  union select link.indicator_uid from indicator_link link"
    "   where link.uid = any(array(select links_of(array(select uid from line))))"
    "   and link.cost_line_uid in (select uid from line))"
    " select indicator.uid, indicator.name, coalesce(indicator.unit, ''), coalesce(indicator.direction, ''),"
    " coalesce(indicator.baseline::text, ''), coalesce(indicator.verdict, '')"
    " from own join indicator using (uid) order by indicator.name, indicator.uid limit 100"};
constexpr Query values{
    "money_owner.values",
    "select indicator_uid, period, period_ends_on::text, coalesce(target::text, ''), "
    "coalesce(actual::text, ''),"
    " coalesce(verdict, ''), period_ends_on <= read_day() from indicator_value"
    " where uid = any(array(select values_of($1::uuid[]))) and indicator_uid = any($1::uuid[])"
    " order by indicator_uid, period_ends_on, period limit 2000"};
constexpr Query projects{
    "money_owner.projects",
    "select uid, holder_key, name, coalesce(project_stage, ''), coalesce(self_rating, "
    "''), coalesce(ends_on::text, '')"
    " from project where uid = any(array(select projects_of($1::uuid))) and programme_uid = $1::uuid"
    " order by holder_key, uid limit 200"};

// What holds from each day on, as it is known: of several records of one day the last.
constexpr Query statements{
    "money_owner.statements",
    "select valid_from::text, coalesce(content->>'self_rating', ''), coalesce(content->>'ends_on', ''),"
    " coalesce(content->>'currency', ''),"
    " coalesce(content->>'planned_cost', content->>'whole_life_cost', content->>'development_cost')::bigint"
    " from (select distinct on (valid_from) valid_from, content, ended from record_version"
    "  where uid = $1::uuid and valid_from <= read_day() and recorded_at <= read_moment()"
    "  order by valid_from desc, recorded_at desc limit 100) said"
    " where not ended order by valid_from"};
constexpr Query projectTexts{
    "money_owner.project_texts",
    "select field.code, field.name_en, field.name_ru, owner.content->>field.code from project owner"
    " join field on field.record_kind = 'project' and field.type = 'long_text'"
    " where owner.uid = $1::uuid and owner.content->>field.code <> '' order by field.position"};
constexpr Query programmeTexts{
    "money_owner.programme_texts",
    "select field.code, field.name_en, field.name_ru, owner.content->>field.code from programme owner"
    " join field on field.record_kind = 'programme' and field.type = 'long_text'"
    " where owner.uid = $1::uuid and owner.content->>field.code <> '' order by field.position"};

MoneyOwner ownerFrom(const Row& row) {
    MoneyOwner owner;
    owner.programme = row.get<bool>(0);
    owner.uid = row.get<std::string>(1);
    owner.key = row.get<std::string>(2);
    owner.name = row.get<std::string>(3);
    owner.holderCode = row.get<std::string>(4);
    owner.holderName = row.get<std::string>(5);
    owner.rating = row.get<std::string>(6);
    owner.stage = row.get<std::string>(7);
    owner.startsOn = row.get<std::string>(8);
    owner.endsOn = row.get<std::string>(9);
    owner.currency = row.get<std::string>(10);
    owner.statedCost = row.get<std::optional<std::int64_t>>(11);
    owner.wholeLifeCost = row.get<std::optional<std::int64_t>>(12);
    owner.parentUid = row.get<std::string>(13);
    owner.parentName = row.get<std::string>(14);
    owner.assetNumber = row.get<std::optional<std::int64_t>>(15);
    owner.assetName = row.get<std::string>(16);
    return owner;
}

void readIndicators(Transaction& transaction, MoneyOwner& owner) {
    std::map<std::string, std::size_t> places;
    std::vector<std::string> uids;
    for (const Row row : transaction.run(indicators, owner.uid)) {
        places[row.get<std::string>(0)] = owner.indicators.size();
        uids.push_back(row.get<std::string>(0));
        owner.indicators.push_back({row.get<std::string>(0),
                                    row.get<std::string>(1),
                                    row.get<std::string>(2),
                                    row.get<std::string>(3),
                                    row.get<std::string>(4),
                                    row.get<std::string>(5),
                                    {}});
    }
    for (const Row row : transaction.run(values, uids)) {
        owner.indicators[places.at(row.get<std::string>(0))].values.push_back(
            {row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3),
             row.get<std::string>(4), row.get<std::string>(5), row.get<bool>(6)});
    }
}

void readStatements(Transaction& transaction, MoneyOwner& owner) {
    for (const Row row : transaction.run(statements, owner.uid)) {
        owner.statements.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                                    row.get<std::string>(3), row.get<std::optional<std::int64_t>>(4)});
    }
    for (const Row row : transaction.run(owner.programme ? programmeTexts : projectTexts, owner.uid)) {
        owner.texts.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                               row.get<std::string>(3)});
    }
}

}  // namespace

std::optional<MoneyOwner> moneyOwner(Transaction& transaction, const std::string& uid) {
    if (!isUid(uid)) return std::nullopt;
    auto found = transaction.run(findProgramme, uid).oneOrNone();
    if (!found) found = transaction.run(findProject, uid).oneOrNone();
    if (!found) return std::nullopt;
    MoneyOwner owner = ownerFrom(*found);
    for (const Row row : transaction.run(years, owner.uid)) {
        owner.years.push_back(
            {row.get<std::optional<std::int64_t>>(0), row.get<std::string>(1),
             row.get<std::optional<std::int64_t>>(2), row.get<std::optional<std::int64_t>>(3),
             row.get<std::optional<std::int64_t>>(4), row.get<std::optional<std::int64_t>>(5),
             row.get<std::int64_t>(6), row.get<std::int64_t>(7), row.get<std::int64_t>(8)});
    }
    readIndicators(transaction, owner);
    readStatements(transaction, owner);
    if (owner.programme) {
        for (const Row row : transaction.run(projects, owner.uid)) {
            owner.projects.push_back({row.get<std::string>(0), row.get<std::string>(1),
                                      row.get<std::string>(2), row.get<std::string>(3),
                                      row.get<std::string>(4), row.get<std::string>(5)});
        }
    }
    return owner;
}

}  // namespace cadastre::reports
