// Groups of problems and findings, with the places where they stand.
#include "importers/verdict_store.h"

#include <nlohmann/json.hpp>

namespace cadastre::importers {

namespace {

constexpr Query problemGroups{"verdict.problem_groups", R"(
select file, field, rule, severity, value, arguments::text as arguments, count(*) as count,
       (array_agg(record order by record))[1:$1] as records, (array_agg(line order by record))[1:$1] as lines
from import_problem
group by file, field, rule, severity, value, arguments
order by file, min(record), field, rule limit $2)"};

constexpr Query problemGroupCount{"verdict.problem_group_count", R"(
select count(*) from (select distinct file, field, rule, severity, value, arguments from import_problem) grouped)"};

constexpr Query findingsBySeverity{"verdict.findings_by_severity", R"(
select severity, count(*) from finding join touched_record using (uid) where state = 'open' group by severity)"};

// A group shows an example that everybody may see, where one of its findings has one.
constexpr Query findingGroups{"verdict.finding_groups", R"(
select item.file, finding.field, finding.rule, finding.severity,
       coalesce((array_agg(left(finding.value, 200) order by item.record))[1], '') as value,
       (array_agg(finding.arguments::text
                  order by finding.arguments ->> 'example' is not distinct from '…', item.record))[1] as arguments, count(*) as count,
       (array_agg(item.record order by item.record))[1:$1] as records,
       (array_agg(item.line order by item.record))[1:$1] as lines
from finding join touched_record using (uid)
join import_item item on item.uid = finding.uid and item.newest
where finding.state = 'open'
group by item.file, finding.field, finding.rule, finding.severity
order by item.file, finding.rule, finding.field)"};

// Lists of several are told one after the other.
std::string textOf(const nlohmann::json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string text;
    for (const auto& part : value)
        text += (text.empty() ? "" : ", ") + textOf(part);
    return text;
}

ProblemGroup groupOf(const Row& row, std::span<const submissions::SubmissionFile> files) {
    ProblemGroup group;
    group.first.position.file = static_cast<std::uint32_t>(row.get<std::int64_t>("file"));
    group.first.field = row.get<std::string>("field");
    group.first.rule = row.get<std::string>("rule");
    group.first.severity = row.get<std::string>("severity");
    group.first.value = row.get<std::string>("value");
    const auto arguments = nlohmann::json::parse(row.get<std::string>("arguments"));
    for (const auto& [name, value] : arguments.items())
        group.first.arguments.emplace_back(name, textOf(value));
    group.count = static_cast<std::uint64_t>(row.get<std::int64_t>("count"));
    group.records = row.get<std::vector<std::int64_t>>("records");
    group.lines = row.get<std::vector<std::int64_t>>("lines");
    group.first.position.record = static_cast<std::uint64_t>(group.records.front());
    group.first.position.line = static_cast<std::uint64_t>(group.lines.front());
    if (group.first.position.file < files.size()) group.file = files[group.first.position.file].name;
    return group;
}

}  // namespace

void readProblems(WriteTransaction& transaction, std::span<const submissions::SubmissionFile> files,
                  Verdict& verdict) {
    for (const auto& row : transaction.run(problemGroups, shownPlaces, shownGroups)) {
        verdict.problems.push_back(groupOf(row, files));
    }
    if (verdict.problems.size() < static_cast<std::size_t>(shownGroups)) return;
    const auto all = transaction.run(problemGroupCount).one().get<std::size_t>(0);
    verdict.groupsLeftOut = all - verdict.problems.size();
}

void readFindings(WriteTransaction& transaction, std::span<const submissions::SubmissionFile> files,
                  Verdict& verdict) {
    for (const auto& row : transaction.run(findingsBySeverity)) {
        verdict.findings[row.get<std::string>(0)] = row.get<std::int64_t>(1);
    }
    for (const auto& row : transaction.run(findingGroups, shownPlaces)) {
        verdict.problems.push_back(groupOf(row, files));
        verdict.problems.back().isFinding = true;
    }
}

}  // namespace cadastre::importers
