// The SQL of the plainer lists.
#include "reports/list_store.h"

#include <fmt/format.h>

namespace cadastre::reports {

namespace {

constexpr const char* beforeAll = "00000000-0000-0000-0000-000000000000";

// Absent conditions are constants to the planner, which plans each statement anew for its values.
std::string findingConditions(const FindingQuestion& question, Parameters& parameters) {
    std::string sql = "finding.state = 'open'";
    const auto add = [&](const char* condition, const std::string& value) {
        if (value.empty()) return;
        parameters.add(value);
        sql += std::string(" and ") + condition + std::to_string(parameters.size());
    };
    add("finding.rule = $", question.rule);
    add("finding.severity = $", question.severity);
    if (question.olderThanDays > 0) {
        parameters.add(question.olderThanDays);
        sql += " and finding.first_found_at <= read_moment() - make_interval(days => $" +
               std::to_string(parameters.size()) + "::integer)";
    }
    if (!question.subject.empty()) {
        add("finding.owner_uid in (select subjects_below($", question.subject);
        sql += "))";
    }
    return sql;
}

constexpr Query findRule{"list_store.rule",
                         "select code, severity, applies, name_en, name_ru, why_en, why_ru, remedy_en, "
                         "remedy_ru, classes, stages, fields,"
                         " active from rule where code = $1"};
constexpr Query readSeverities{"list_store.severities", "select code, severity from rule"};
constexpr Query readSettings{"list_store.settings",
                             "select distinct on (name) name, value::text from setting"
                             " where valid_from <= read_day() order by name, valid_from desc"};
constexpr const char* listHolders =
    "select subject.code, subject.name, counted.findings from ({}) counted"
    " join subject on subject.uid = counted.owner_uid order by counted.findings desc, subject.code";
constexpr const char* countedHolders =
    "select owner_uid, count(*) as findings from finding where rule = $1 and state = 'open' and owner_uid is "
    "not null"
    " group by 1 order by 2 desc, 1 limit 10";
constexpr const char* keptHolders =
    "select subject_uid as owner_uid, amount as findings from subject_count"
    " where measure = 'own_findings' and item = $1 order by amount desc, subject_uid limit 10";
constexpr Query isCounted{"list_store.is_counted",
                          "select exists (select from recount where state_counted = register_state())"};

}  // namespace

std::optional<DescribedRule> describedRule(Transaction& transaction, const std::string& code) {
    const auto row = transaction.run(findRule, code).oneOrNone();
    if (!row) return std::nullopt;
    using Texts = std::vector<std::string>;
    return DescribedRule{row->get<std::string>(0), row->get<std::string>(1), row->get<std::string>(2),
                         row->get<std::string>(3), row->get<std::string>(4), row->get<std::string>(5),
                         row->get<std::string>(6), row->get<std::string>(7), row->get<std::string>(8),
                         row->get<Texts>(9),       row->get<Texts>(10),      row->get<Texts>(11),
                         row->get<bool>(12)};
}

std::map<std::string, std::string> severitiesOfRules(Transaction& transaction) {
    std::map<std::string, std::string> severities;
    for (const Row row : transaction.run(readSeverities))
        severities.emplace(row.get<std::string>(0), row.get<std::string>(1));
    return severities;
}

MessageArguments settingsInForce(Transaction& transaction) {
    MessageArguments settings;
    for (const Row row : transaction.run(readSettings))
        settings.emplace_back(row.get<std::string>(0), row.get<std::string>(1));
    return settings;
}

std::vector<HolderCount> holdersOfRule(Transaction& transaction, const Times& times,
                                       const std::string& rule) {
    const bool kept = !times.past() && transaction.run(isCounted).one().get<bool>(0);
    const std::string sql = fmt::format(fmt::runtime(listHolders), kept ? keptHolders : countedHolders);
    std::vector<HolderCount> holders;
    for (const Row row :
         transaction.runShape("list_store.holders_of_rule", sql, Parameters(std::in_place, rule)))
        holders.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::int64_t>(2)});
    return holders;
}

std::vector<ListedFinding> openFindings(Transaction& transaction, const FindingQuestion& question) {
    Parameters parameters;
    std::string conditions = findingConditions(question, parameters);
    parameters.add(question.after.empty() ? beforeAll : question.after);
    conditions += " and finding.finding_id > $" + std::to_string(parameters.size()) + "::uuid";
    const std::string sql =
        "select listed.finding_id, listed.rule, listed.severity, listed.field, coalesce(listed.value, ''), "
        "listed.arguments, record.kind,"
        " coalesce(asset.name, subject.name, programme.name, project.name, cost_line.name, "
        "record.holder_key),"
        " coalesce(holder.name, ''), coalesce(listed.cluster_id::text, ''), asset.register_number, "
        "record.holder_key, listed.money_low, "
        "listed.money_high,"
        " coalesce(listed.currency, ''), listed.first_found_at, coalesce(listed.due_on::text, '')"
        " from (select * from finding where " +
        conditions + " order by finding_id limit " + std::to_string(rowsOnPage + 1) +
        ") listed join record on record.uid = listed.uid left join asset on asset.uid = listed.uid"
        " left join subject on subject.uid = listed.uid left join programme on programme.uid = listed.uid"
        " left join project on project.uid = listed.uid left join cost_line on cost_line.uid = listed.uid"
        " left join subject holder on holder.uid = coalesce(listed.owner_uid, record.holder_uid)"
        " order by listed.finding_id";
    std::vector<ListedFinding> findings;
    for (const Row row : transaction.runShape("list_store.findings", sql, parameters)) {
        findings.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                            row.get<std::string>(3), row.get<std::string>(4), row.get<std::string>(5),
                            row.get<std::string>(6), row.get<std::string>(7), row.get<std::string>(8),
                            row.get<std::string>(9), row.get<std::optional<std::int64_t>>(10),
                            row.get<std::string>(11), row.get<std::optional<std::int64_t>>(12),
                            row.get<std::optional<std::int64_t>>(13), row.get<std::string>(14),
                            row.get<Instant>(15), row.get<std::string>(16)});
    }
    return findings;
}

std::int64_t countOpenFindings(Transaction& transaction, const FindingQuestion& question, std::int64_t most) {
    Parameters parameters;
    const std::string sql = "select count(*) from (select from finding where " +
                            findingConditions(question, parameters) + " limit " + std::to_string(most + 1) +
                            ") counted";
    return transaction.runOnce("list_store.count_findings", sql, parameters).one().get<std::int64_t>(0);
}

}  // namespace cadastre::reports
