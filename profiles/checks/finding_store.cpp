// From hits to findings, set by set. The rules themselves are in *_rules.cpp.
#include "profiles/checks/finding_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "profiles/checks/rule_queries.h"

namespace cadastre::checks {

namespace {

// Two runs at once would open the same finding twice; the second waits until the first has committed.
constexpr Query waitForOtherRuns{"findings.wait_for_other_runs",
                                 "select pg_advisory_xact_lock(hashtext('cadastre.checks'))"};
// Sorting and hashing of a million records stays in memory for the length of this transaction.
constexpr Query giveRoom{"findings.give_room", "select set_config('work_mem', '64MB', true)"};

constexpr Query dropScope{"findings.drop_scope",
                          "drop table if exists pg_temp.checked_record, pg_temp.checked_group, "
                          "pg_temp.checked_asset, pg_temp.check_day, "
                          "pg_temp.hit"};
constexpr Query makeScope{"findings.make_scope",
                          "create temporary table checked_record (uid uuid primary key, "
                          "own boolean not null default false) on commit drop"};
constexpr Query makeGroupScope{
    "findings.make_group_scope",
    "create temporary table checked_group (cluster_id uuid primary key) on commit drop"};
constexpr Query makeDay{
    "findings.make_day",
    "create temporary table check_day on commit drop as "
    "select coalesce(nullif(current_setting('cadastre.check_day', true), '')::date, current_date) as day"};
constexpr Query setDay{"findings.set_day", "select set_config('cadastre.check_day', $1, true)"};
constexpr Query makeHits{
    "findings.make_hits",
    "create temporary table hit ("
    "rule text not null, uid uuid not null, field text not null default '', "
    "detail text not null default '', value text, arguments jsonb not null default '{}', "
    "money_low bigint, money_high bigint, currency text, cluster_id uuid) on commit drop"};
constexpr Query scopeOfTouched{"findings.scope_of_touched",
                               "insert into checked_record select distinct uid, true from touched_record"};
constexpr Query scopeOfAll{"findings.scope_of_all",
                           "insert into checked_record select uid, true from record"};
constexpr Query scopeOfSubject{"findings.scope_of_subject", R"sql(
insert into checked_record
with recursive below as (
    select uid from subject where code = $1
    union
    select subject.uid from below join subject on subject.parent_uid = below.uid)
select uid, true from below
union
select record.uid, true from below join record on record.holder_uid = below.uid
)sql"};
constexpr Query takeOutOfContent{"findings.take_out_of_content", R"sql(
create temporary table checked_asset on commit drop as
select asset.uid, asset.class, asset.stage, asset.yearly_cost, asset.currency, stated.*
from checked_record join asset using (uid)
cross join lateral jsonb_to_record(content) stated(
    founded_on text, commissioned_on text, decommissioned_on text, attestation_expires_on text,
    licence_expires_on text, support_ends_on text, product text, product_cycle text, version text,
    functions_declared_not_digitised text, unknown jsonb, withheld jsonb)
)sql"};
constexpr Query analyseAssets{"findings.analyse_assets",
                              "analyze checked_asset (uid, class, stage, product)"};
constexpr Query analyseScope{"findings.analyse_scope", "analyze checked_record, check_day"};
constexpr Query analyseHits{"findings.analyse_hits", "analyze hit"};
constexpr Query clearHits{"findings.clear_hits", "truncate hit"};

constexpr Query readRules{"findings.rules",
                          "select code, applies, severity, active, "
                          "case $1 when 'ru' then name_ru else name_en end as name, "
                          "case $1 when 'ru' then why_ru else why_en end as why, "
                          "case $1 when 'ru' then remedy_ru else remedy_en end as remedy "
                          "from rule order by position"};

constexpr Query dropOtherHits{"findings.drop_other_hits", "delete from hit where rule <> all($1)"};

// A finding that is open takes on what changed; one that was closed opens again; a dismissed one opens again
// when its evidence (value and arguments) is another one or its justification has expired.
constexpr Query bringUpToDate{"findings.bring_up_to_date", R"sql(
with changed as (
    update finding set
        state = 'open', severity = rule.severity, value = hit.value, arguments = hit.arguments,
        money_low = hit.money_low, money_high = hit.money_high, currency = hit.currency,
        last_found_at = transaction_timestamp(),
        due_on = case former.state when 'open' then former.due_on else day + period.days end
    from hit join rule on rule.code = hit.rule
    join finding former on former.uid = hit.uid and former.rule = hit.rule
        and former.field = hit.field and former.detail = hit.detail
    cross join check_day
    cross join lateral (select value::integer as days from setting
                        where name = 'finding_answer_period' and valid_from <= day
                        order by valid_from desc limit 1) period
    where finding.finding_id = former.finding_id
      and case former.state
          when 'closed' then true
          when 'open' then (former.severity, former.value, former.arguments, former.money_low, former.money_high,
                            former.currency)
              is distinct from (rule.severity, hit.value, hit.arguments, hit.money_low, hit.money_high, hit.currency)
          else (former.value, former.arguments) is distinct from (hit.value, hit.arguments)
              or exists (select from (select expires_on from disposition
                                      where disposition.finding_id = former.finding_id
                                      order by decided_at desc, disposition_id desc limit 1) latest
                         where latest.expires_on < day) end
    returning finding.finding_id, finding.rule, former.state as former_state),
entered as (
    insert into finding_entry (finding_id, state, actor, note)
    select finding_id, 'open', 'cadastre', case former_state when 'dismissed' then 'evidence changed or justification expired'
                                                            else 'found again' end
    from changed where former_state <> 'open')
select rule, count(*) from changed where former_state <> 'open' group by rule
)sql"};

constexpr Query openNew{"findings.open_new", R"sql(
with opened as (
    insert into finding (finding_id, rule, uid, field, detail, severity, value, arguments, state, version_valid_from,
                         version_recorded_at, owner_uid, due_on, money_low, money_high, currency, cluster_id,
                         submission_id)
    select time_ordered_uuid(), hit.rule, hit.uid, hit.field, hit.detail, rule.severity, hit.value, hit.arguments,
           'open', coalesce(asset.valid_from, newest.valid_from), coalesce(asset.recorded_at, newest.recorded_at),
           case when record.kind = 'subject' then record.uid else record.holder_uid end, day + period.days,
           hit.money_low, hit.money_high, hit.currency, hit.cluster_id, nullif($1, '')::uuid
    from hit join rule on rule.code = hit.rule
    join record on record.uid = hit.uid
    left join asset on asset.uid = hit.uid
    left join lateral (select valid_from, recorded_at from record_version version
                       where asset.uid is null and version.uid = hit.uid
                       order by valid_from desc, recorded_at desc limit 1) newest on true
    cross join check_day
    cross join lateral (select value::integer as days from setting
                        where name = 'finding_answer_period' and valid_from <= day
                        order by valid_from desc limit 1) period
    where not exists (select from finding where finding.uid = hit.uid and finding.rule = hit.rule
                      and finding.field = hit.field and finding.detail = hit.detail)
    returning rule)
select rule, count(*) from opened group by rule
)sql"};

// `except` because it hashes whatever the planner believes: right after a first import it knows nothing of
// the table's size.
constexpr Query closeSettled{"findings.close_settled", R"sql(
with settled as (
    select uid, rule, field, detail from finding join checked_record using (uid)
    where rule = any($1) and state = 'open'
    except
    select uid, rule, field, detail from hit),
closed as (
    update finding set state = 'closed' from settled
    where finding.uid = settled.uid and finding.rule = settled.rule and finding.field = settled.field
      and finding.detail = settled.detail
    returning finding.finding_id, finding.rule),
entered as (
    insert into finding_entry (finding_id, state, actor, note)
    select finding_id, 'closed', 'cadastre', 'no longer found' from closed)
select rule, count(*) from closed group by rule
)sql"};

// The same of groups: a search looks again only at those that differ.
constexpr Query closeSettledOfGroups{"findings.close_settled_of_groups", R"sql(
with settled as (
    select uid, rule, field, detail from finding
    where rule = any($1) and state = 'open' and cluster_id in (select cluster_id from checked_group)
    except
    select uid, rule, field, detail from hit),
closed as (
    update finding set state = 'closed' from settled
    where finding.uid = settled.uid and finding.rule = settled.rule and finding.field = settled.field
      and finding.detail = settled.detail
    returning finding.finding_id, finding.rule),
entered as (
    insert into finding_entry (finding_id, state, actor, note)
    select finding_id, 'closed', 'cadastre', 'no longer found' from closed)
select rule, count(*) from closed group by rule
)sql"};

constexpr Query analyseFindings{"findings.analyse_findings", "analyze finding"};
// Other ends that the scope was widened to are looked at, and not counted.
constexpr Query countHits{
    "findings.count_hits",
    "select rule, count(*) from hit join checked_record using (uid) where own group by rule"};
constexpr Query countDismissed{"findings.count_dismissed", R"sql(
select hit.rule, count(*) from hit join finding using (uid, rule, field, detail)
join checked_record using (uid)
where finding.state = 'dismissed' and own group by hit.rule
)sql"};

void fillScope(WriteTransaction& transaction, const Scope& scope) {
    switch (scope.kind()) {
        case Scope::Kind::touched:
            transaction.run(scopeOfTouched);
            break;
        case Scope::Kind::all:
            transaction.run(scopeOfAll);
            break;
        case Scope::Kind::subject:
            if (transaction.run(scopeOfSubject, scope.name()).affected() == 0) {
                throw UsageError(fmt::format("no subject has the code \"{}\"", scope.name()));
            }
            break;
    }
    transaction.run(analyseScope);
    transaction.run(takeOutOfContent);
    transaction.run(analyseAssets);
}

/// The rules of a group that this run is about.
std::vector<std::string> wantedRules(const RuleGroup& group, const std::vector<RuleDescription>& known,
                                     const std::string& only) {
    std::vector<std::string> wanted;
    for (const std::string_view code : group.rules) {
        const auto rule = std::ranges::find(known, code, &RuleDescription::code);
        if (rule != known.end() && rule->active && (only.empty() || only == code)) wanted.emplace_back(code);
    }
    return wanted;
}

using CountByRule = std::map<std::string, std::int64_t, std::less<>>;

CountByRule countsOf(const Result& result) {
    CountByRule counts;
    for (const Row row : result)
        counts[row.get<std::string>(0)] = row.get<std::int64_t>(1);
    return counts;
}

/// `closing` closes what no longer hits within the scope.
std::vector<RuleOutcome> keepHitsOf(WriteTransaction& transaction, const std::vector<std::string>& rules,
                                    const Query& closing, const std::string& submissionId) {
    transaction.run(analyseHits);
    CountByRule hits = countsOf(transaction.run(countHits));
    CountByRule closed = countsOf(transaction.run(closing, rules));
    CountByRule reopened = countsOf(transaction.run(bringUpToDate));
    CountByRule opened = countsOf(transaction.run(openNew, submissionId));
    CountByRule dismissed = countsOf(transaction.run(countDismissed));
    transaction.run(clearHits);
    std::vector<RuleOutcome> outcomes;
    std::int64_t more = 0;
    for (const std::string& rule : rules) {
        outcomes.push_back({.rule = rule,
                            .open = hits[rule] - dismissed[rule],
                            .opened = opened[rule] + reopened[rule],
                            .closed = closed[rule],
                            .dismissed = dismissed[rule]});
        more += opened[rule];
    }
    constexpr std::int64_t manyMore = 10'000;
    if (more > manyMore) transaction.run(analyseFindings);
    return outcomes;
}

std::vector<RuleOutcome> runGroup(WriteTransaction& transaction, const RuleGroup& group,
                                  const std::vector<std::string>& wanted, const Scope& scope) {
    const auto started = std::chrono::steady_clock::now();
    if (scope.kind() != Scope::Kind::all && group.widen.name != nullptr &&
        transaction.run(group.widen).affected() > 0) {
        transaction.run(analyseScope);
    }
    for (const Query& query : group.hits)
        transaction.run(query);
    if (wanted.size() < group.rules.size()) transaction.run(dropOtherHits, wanted);
    auto outcomes = keepHits(transaction, wanted, scope.kind() == Scope::Kind::touched ? scope.name() : "");
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
    for (RuleOutcome& outcome : outcomes)
        outcome.milliseconds = took.count() / static_cast<double>(wanted.size());
    return outcomes;
}

}  // namespace

Scope Scope::touched(std::string submissionId) {
    return {Kind::touched, std::move(submissionId)};
}

Scope Scope::all() {
    return {Kind::all, {}};
}

Scope Scope::subject(std::string code) {
    return {Kind::subject, std::move(code)};
}

std::map<std::string, std::int64_t> CheckOutcome::openBySeverity() const {
    std::map<std::string, std::int64_t> counts;
    for (const RuleOutcome& rule : rules)
        counts[std::string(codeOf(rule.severity))] += rule.open;
    return counts;
}

std::int64_t CheckOutcome::open() const {
    std::int64_t sum = 0;
    for (const RuleOutcome& rule : rules)
        sum += rule.open;
    return sum;
}

std::vector<RuleDescription> rules(Transaction& transaction, std::string_view language) {
    std::vector<RuleDescription> found;
    for (const Row row : transaction.run(readRules, language)) {
        found.push_back({row.get<std::string>("code"), row.get<std::string>("applies"),
                         severityOf(row.get<std::string>("severity")), row.get<bool>("active"),
                         row.get<std::string>("name"), row.get<std::string>("why"),
                         row.get<std::string>("remedy")});
    }
    return found;
}

void openHitTables(WriteTransaction& transaction, const std::string& today) {
    transaction.run(waitForOtherRuns);
    transaction.run(giveRoom);
    transaction.run(dropScope);
    transaction.run(makeScope);
    transaction.run(makeGroupScope);
    transaction.run(setDay, today);
    transaction.run(makeDay);
    transaction.run(makeHits);
}

std::vector<RuleOutcome> keepHits(WriteTransaction& transaction, const std::vector<std::string>& rules,
                                  const std::string& submissionId) {
    return keepHitsOf(transaction, rules, closeSettled, submissionId);
}

std::vector<RuleOutcome> keepGroupHits(WriteTransaction& transaction, const std::vector<std::string>& rules) {
    return keepHitsOf(transaction, rules, closeSettledOfGroups, "");
}

CheckOutcome runRules(WriteTransaction& transaction, const Scope& scope, const CheckOptions& options) {
    const std::vector<RuleDescription> known = rules(transaction, "en");
    std::vector<std::pair<const RuleGroup*, std::vector<std::string>>> groups;
    for (const auto& room : {statementRules(), relationRules(), moneyRules()}) {
        for (const RuleGroup& group : room) {
            auto wanted = wantedRules(group, known, options.rule);
            if (!wanted.empty()) groups.emplace_back(&group, std::move(wanted));
        }
    }
    if (!options.rule.empty() && groups.empty()) {
        throw UsageError(
            fmt::format("\"{}\" is no active rule over the register; see docs/rules.md", options.rule));
    }
    openHitTables(transaction, options.today);
    fillScope(transaction, scope);
    CheckOutcome outcome;
    for (const auto& [group, wanted] : groups) {
        for (RuleOutcome& rule : runGroup(transaction, *group, wanted, scope)) {
            outcome.rules.push_back(std::move(rule));
        }
    }
    const auto position = [&](const RuleOutcome& rule) {
        return std::ranges::find(known, rule.rule, &RuleDescription::code);
    };
    for (RuleOutcome& rule : outcome.rules)
        rule.severity = position(rule)->severity;
    std::ranges::sort(outcome.rules, {}, position);
    return outcome;
}

}  // namespace cadastre::checks
