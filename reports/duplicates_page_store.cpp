// The SQL of the pages of duplicates.
#include "reports/duplicates_page_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace cadastre::reports {

namespace {

// What is asked is put in as conditions, so that the plan of each question is made once; {}: those.
constexpr const char* listGroups =
    "select cluster_id, kind, state, score, money_low, money_high, coalesce(currency, ''), unknown_costs, "
    "members,"
    " holders, examples, place, coalesce((select kept.phrase from kept_group kept"
    "  where kept.cluster_id = listed.cluster_id and kept.member_hash = listed.member_hash),"
    "  explanation #>> '{{sentence,arguments,phrase}}', '')"
    " from duplicate_group listed"
    " where {} and (place, cluster_id) < ($1::bigint, $2::uuid){}"
    " order by place desc, cluster_id desc limit {}";

// Which states a list shows, said as the indexes of the worklist have it.
constexpr std::array<std::pair<const char*, const char*>, 4> statesAsked{
    {{"", "state in ('candidate', 'confirmed')"},
     {"candidate", "state = 'candidate'"},
     {"confirmed", "state = 'confirmed'"},
     {"dismissed", "state = 'dismissed'"}}};

constexpr Query sumOnce{
    "duplicates_page.sum_once",
    "select currency, count(*), coalesce(sum(money_low), 0)::bigint, coalesce(sum(money_high), 0)::bigint"
    " from system_in_overlap group by currency order by currency"};

// Of many groups the sums are those of the last count; few are added up where they are shown. How many there
// are is told as the server last estimated it: counting some ten thousand took as long as the list.
constexpr Query areMany{
    "duplicates_page.are_many",
    "select reltuples > 20000 from pg_class where oid = 'cadastre.duplicate_member'::regclass"};
constexpr Query keptSums{
    "duplicates_page.kept_sums",
    "select nullif(currency, ''), amount, coalesce(money_low, 0), coalesce(money_high, 0)"
    " from cadastre.register_count where measure = 'systems_in_overlap' order by currency = '', currency"};

constexpr Query oneGroup{
    "duplicates_page.one",
    "select cluster_id, kind, state, score, money_low, money_high, coalesce(currency, ''), unknown_costs, "
    "members,"
    " holders, examples, place, explanation, first_found_at, model_version"
    " from duplicate_group join duplicate_run run using (run_id) where cluster_id = $1::uuid"};

constexpr Query membersOfGroup{
    "duplicates_page.members",
    "select asset.uid, member.role, asset.name, coalesce(asset.short_name, ''), coalesce(asset.purpose, ''),"
    " asset.class, coalesce(asset.stage, ''), holder.code, holder.name, asset.holder_key,"
    " coalesce((select string_agg(performed.classifier || ':' || performed.function_code, ', ' order by 1)"
    "  from asset_function performed where performed.uid = asset.uid), ''),"
    " asset.register_number, member.score, asset.yearly_cost, asset.planned_development_cost, "
    "coalesce(asset.currency, '')"
    " from duplicate_member member join asset using (uid) join subject holder on holder.uid = "
    "asset.holder_uid"
    " where member.cluster_id = $1::uuid order by member.role = 'member', member.score desc, asset.uid limit "
    "200"};

constexpr Query functionsOfAll{
    "duplicates_page.functions_of_all",
    "select member.cluster_id::text, performed.classifier || ':' || performed.function_code"
    " from duplicate_member member join asset_function performed using (uid)"
    " where member.cluster_id = any($1::uuid[]) group by member.cluster_id, 2"
    " having count(distinct member.uid) ="
    "  (select count(*) from duplicate_member whole where whole.cluster_id = member.cluster_id)"
    " order by 1, 2"};

constexpr Query oneExplanation{
    "duplicates_page.explanation",
    "select explanation::text from duplicate_cluster where cluster_id::text = lower($1)"};

DuplicateGroup groupOf(const Row& row) {
    DuplicateGroup group;
    group.clusterId = row.get<std::string>(0);
    group.kind = row.get<std::string>(1);
    group.state = row.get<std::string>(2);
    group.score = row.get<double>(3);
    group.moneyLow = row.get<std::optional<std::int64_t>>(4);
    group.moneyHigh = row.get<std::optional<std::int64_t>>(5);
    group.currency = row.get<std::string>(6);
    group.unknownCosts = row.get<std::int64_t>(7);
    group.members = row.get<std::int64_t>(8);
    group.holders = row.get<std::int64_t>(9);
    if (!row.isNull(10)) group.examples = row.get<std::vector<std::string>>(10);
    group.place = row.get<std::int64_t>(11);
    return group;
}

}  // namespace

OverlapTotals overlapTotals(Transaction& transaction) {
    OverlapTotals totals;
    const bool many = transaction.run(areMany).one().get<bool>(0);
    for (const Row row : transaction.run(many ? keptSums : sumOnce)) {
        const auto systems = row.get<std::int64_t>(1);
        totals.systems += systems;
        if (row.isNull(0)) {
            totals.unknownCosts += systems;
        } else {
            totals.money.push_back(
                {row.get<std::string>(0), row.get<std::int64_t>(2), row.get<std::int64_t>(3)});
        }
    }
    return totals;
}

std::vector<DuplicateGroup> duplicateGroups(Transaction& transaction, const DuplicateQuestion& question) {
    const auto after = question.after.value_or(std::pair(
        std::numeric_limits<std::int64_t>::max(), std::string("ffffffff-ffff-ffff-ffff-ffffffffffff")));
    Parameters parameters(std::in_place, after.first, after.second);
    std::string conditions;
    const auto add = [&](const std::string& value, std::string_view condition) {
        if (value.empty()) return;
        parameters.add(value);
        conditions += fmt::format(fmt::runtime(condition), parameters.size());
    };
    add(question.kind, " and kind = ${}");
    add(question.currency, " and currency = ${}");
    add(question.subject,
        " and cluster_id in (select member.cluster_id from duplicate_member member join record using (uid)"
        " where record.holder_uid in (select subjects_below(${})))");
    // What has a price has a place that is not below zero (duplicate_place).
    if (!question.cost.empty()) conditions += question.cost == "known" ? " and place >= 0" : " and place < 0";
    const auto* const state =
        std::ranges::find_if(statesAsked, [&](const auto& asked) { return question.state == asked.first; });
    const std::string sql =
        fmt::format(fmt::runtime(listGroups), state == statesAsked.end() ? "false" : state->second,
                    conditions, groupsOnPage + 1);
    std::vector<DuplicateGroup> groups;
    for (const Row row : transaction.runShape("duplicates_page.list", sql, parameters)) {
        groups.push_back(groupOf(row));
        groups.back().phrase = row.get<std::string>(12);
    }
    return groups;
}

std::map<std::string, std::vector<std::string>> commonFunctions(Transaction& transaction,
                                                                const std::vector<DuplicateGroup>& groups) {
    constexpr std::int64_t mostMembers = 50;
    std::vector<std::string> small;
    for (const DuplicateGroup& group : groups) {
        if (group.kind == "functional" && group.members <= mostMembers) small.push_back(group.clusterId);
    }
    std::map<std::string, std::vector<std::string>> common;
    if (small.empty()) return common;
    for (const Row row : transaction.run(functionsOfAll, small))
        common[row.get<std::string>(0)].push_back(row.get<std::string>(1));
    return common;
}

std::optional<DuplicateGroupInFull> duplicateGroup(Transaction& transaction, const std::string& clusterId) {
    const auto row = transaction.run(oneGroup, clusterId).oneOrNone();
    if (!row) return std::nullopt;
    DuplicateGroupInFull full{groupOf(*row),
                              nlohmann::json::parse(row->get<std::string>(12)),
                              row->get<Instant>(13),
                              row->get<std::string>(14),
                              {}};
    for (const Row member : transaction.run(membersOfGroup, clusterId)) {
        full.members.push_back(
            {member.get<std::string>(0), member.get<std::string>(1), member.get<std::string>(2),
             member.get<std::string>(3), member.get<std::string>(4), member.get<std::string>(5),
             member.get<std::string>(6), member.get<std::string>(7), member.get<std::string>(8),
             member.get<std::string>(9), member.get<std::string>(10), member.get<std::int64_t>(11),
             member.get<double>(12), member.get<std::optional<std::int64_t>>(13),
             member.get<std::optional<std::int64_t>>(14), member.get<std::string>(15)});
    }
    return full;
}

std::optional<std::string> keptExplanation(Transaction& transaction, const std::string& clusterId) {
    const auto row = transaction.run(oneExplanation, clusterId).oneOrNone();
    return row ? std::optional(row->get<std::string>(0)) : std::nullopt;
}

}  // namespace cadastre::reports
