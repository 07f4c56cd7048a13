// The SQL of the coverage map: counting it, of now or another time, and reading what was counted.
#include "reports/coverage_store.h"

#include <fmt/format.h>

#include "reports/catalogue_parts.h"
#include "reports/picture_store.h"
#include "reports/report_query.h"

namespace cadastre::reports {

namespace {

// Every pair counts for its body and those above it, and for its function, those above it and the whole tree;
// a function that the tree does not have counts for the whole tree.
constexpr const char* addUp =
    "with own as (select counts_for as subject_uid, classifier, function_code, state, currency, count(*) as "
    "pairs,"
    " sum(planned_cost)::bigint as planned_cost, sum(overlap_low)::bigint as overlap_low,"
    " sum(overlap_high)::bigint as overlap_high, sum(unknown_costs)::bigint as unknown_costs"
    " from {0} cell join counted_for('') lineage on lineage.uid = cell.holder_uid group by 1, 2, 3, 4, 5)"
    " select subject_uid, own.classifier, coalesce(branch.counts_for, ''), state, currency, "
    "sum(pairs)::bigint as pairs,"
    " sum(planned_cost)::bigint as planned_cost, sum(overlap_low)::bigint as overlap_low,"
    " sum(overlap_high)::bigint as overlap_high, sum(unknown_costs)::bigint as unknown_costs"
    " from own join (select classifier, code, counts_for from function_counted_for"
    "  union all select distinct classifier, function_code, '' from {0} named) branch"
    " on branch.classifier = own.classifier and branch.code = own.function_code"
    " group by 1, 2, 3, 4, 5";

constexpr Query makeCells{"coverage_store.make_cells",
                          "create temporary table counted_cell (like coverage_cell) on commit drop"};
constexpr Query makeSums{"coverage_store.make_sums",
                         "create temporary table counted_sum (like coverage_sum) on commit drop"};
constexpr Query analyzeCells{"coverage_store.analyze_cells", "analyze counted_cell"};
constexpr Query analyzeSums{"coverage_store.analyze_sums", "analyze counted_sum"};
// After the first statement what is still there equals what was counted.
constexpr Query dropCells{
    "coverage_store.drop_cells",
    "delete from coverage_cell kept where not exists (select from counted_cell counted"
    " where counted.holder_uid = kept.holder_uid and counted.classifier = kept.classifier"
    " and counted.function_code = kept.function_code and row(counted.*) is not distinct from row(kept.*))"};
constexpr Query addCells{"coverage_store.add_cells",
                         "insert into coverage_cell select * from counted_cell on conflict do nothing"};
constexpr Query dropSums{
    "coverage_store.drop_sums",
    "delete from coverage_sum kept where not exists (select from counted_sum counted"
    " where counted.subject_uid = kept.subject_uid and counted.classifier = kept.classifier"
    " and counted.function_code = kept.function_code and counted.state = kept.state"
    " and counted.currency = kept.currency and row(counted.*) is not distinct from row(kept.*))"};
constexpr Query addSums{"coverage_store.add_sums",
                        "insert into coverage_sum select * from counted_sum on conflict do nothing"};

constexpr Query trees{
    "coverage_store.trees",
    "select code, name, coalesce(name_ru, '') from classifier where classifier_kind <> 'foreign'"
    " and exists (select from function_code where function_code.classifier = classifier.code)"
    " order by classifier_kind, code"};

constexpr Query pathOfFunction{
    "coverage_store.function_path",
    "with recursive above(code, parent, name, name_ru, depth) as ("
    " select code, parent, name, name_ru, 0 from function_code where classifier = $1 and code = $2"
    " union all select upper.code, upper.parent, upper.name, upper.name_ru, depth + 1 from above"
    " join function_code upper on upper.classifier = $1 and upper.code = above.parent where depth < 20)"
    " select code, coalesce(name, ''), coalesce(name_ru, ''), exists (select from function_code finer"
    "  where finer.classifier = $1 and finer.parent = above.code)"
    " from above order by depth desc"};

constexpr Query belowFunction{
    "coverage_store.functions_below",
    "select code, coalesce(name, ''), coalesce(name_ru, ''), exists (select from function_code finer"
    "  where finer.classifier = $1 and finer.parent = listed.code)"
    " from function_code listed where classifier = $1 and coalesce(parent, '') = $2 order by code"};

constexpr Query pathOfSubject{
    "coverage_store.subject_path",
    "with recursive above(uid, code, name, short_name, parent_uid, depth) as ("
    " select uid, code, name, short_name, parent_uid, 0 from subject where code = $1"
    " union all select upper.uid, upper.code, upper.name, upper.short_name, upper.parent_uid, depth + 1"
    " from above join subject upper on upper.uid = above.parent_uid where depth < 100)"
    " select uid, code, name, coalesce(short_name, ''),"
    " exists (select from subject lower where lower.parent_uid = above.uid), 0::bigint from above order by "
    "depth desc"};

SubjectHead subjectHeadOf(const Row& row) {
    return {row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
            row.get<std::string>(3), row.get<bool>(4),        row.get<std::int64_t>(5)};
}

FunctionHead functionHeadOf(const Row& row) {
    return {row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2), row.get<bool>(3)};
}

CoverageSum sumOf(const Row& row) {
    return {row.get<std::string>(0),
            row.get<std::string>(1),
            row.get<std::string>(2),
            row.get<std::string>(3),
            row.get<std::int64_t>(4),
            row.get<std::optional<std::int64_t>>(5),
            row.get<std::optional<std::int64_t>>(6),
            row.get<std::optional<std::int64_t>>(7),
            row.get<std::int64_t>(8)};
}

std::vector<CoverageSum> sumsOf(const Result& result) {
    std::vector<CoverageSum> sums;
    for (const Row row : result)
        sums.push_back(sumOf(row));
    return sums;
}

// The coverage report of a time.
ReportQuery countedCells(const Times& times) {
    ReportRequest request{.report = "coverage", .statesAreThere = true};
    if (!times.asOf.empty()) request.asOf = times.asOf;
    if (!times.knownAt.empty()) request.knownAt = times.knownAt;
    return rowsQuery(coverageCells(), request);
}

// Adds a value and returns its place in the statement.
template <typename Value>
std::string bound(Parameters& parameters, const Value& value, const char* type) {
    parameters.add(value);
    return fmt::format("${}::{}", parameters.size(), type);
}

std::string pairConditions(const PairQuestion& question, Parameters& parameters) {
    std::string sql = "true";
    if (question.state == "charged") {
        sql += " and cell.state <> 'not_its_mandate'";
    } else if (!question.state.empty()) {
        sql += " and cell.state = " + bound(parameters, question.state, "text");
    }
    if (!question.classifier.empty())
        sql += " and cell.classifier = " + bound(parameters, question.classifier, "text");
    if (!question.function.empty()) {
        sql += fmt::format(" and cell.function_code in (select functions_below({}, {}))",
                           bound(parameters, question.classifier, "text"),
                           bound(parameters, question.function, "text"));
    }
    if (!question.subject.empty()) {
        sql += fmt::format(" and cell.holder_uid in (select subjects_below({}))",
                           bound(parameters, question.subject, "text"));
    }
    if (!question.holder.empty()) sql += " and holder.code = " + bound(parameters, question.holder, "text");
    return sql;
}

}  // namespace

void keepCoverage(WriteTransaction& transaction, const Times& times) {
    const ReportQuery cells = countedCells(times);
    transaction.run(makeCells);
    transaction.runOnce("coverage_store.count_cells", "insert into counted_cell " + cells.sql,
                        cells.parameters);
    transaction.run(analyzeCells);
    transaction.run(makeSums);
    transaction.runOnce("coverage_store.count_sums",
                        "insert into counted_sum " + fmt::format(fmt::runtime(addUp), "counted_cell"));
    transaction.run(analyzeSums);
    transaction.run(dropCells);
    transaction.run(addCells);
    transaction.run(dropSums);
    transaction.run(addSums);
}

std::vector<CoverageTree> coverageTrees(Transaction& transaction) {
    std::vector<CoverageTree> found;
    for (const Row row : transaction.run(trees))
        found.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2)});
    return found;
}

std::vector<FunctionHead> functionPath(Transaction& transaction, const std::string& classifier,
                                       const std::string& code) {
    std::vector<FunctionHead> path;
    for (const Row row : transaction.run(pathOfFunction, classifier, code))
        path.push_back(functionHeadOf(row));
    return path;
}

std::vector<FunctionHead> functionsBelow(Transaction& transaction, const std::string& classifier,
                                         const std::string& code) {
    std::vector<FunctionHead> functions;
    for (const Row row : transaction.run(belowFunction, classifier, code))
        functions.push_back(functionHeadOf(row));
    return functions;
}

std::vector<SubjectHead> subjectPath(Transaction& transaction, const std::string& code) {
    std::vector<SubjectHead> path;
    for (const Row row : transaction.run(pathOfSubject, code))
        path.push_back(subjectHeadOf(row));
    return path;
}

CoverageMap::CoverageMap(Transaction& transaction, const Times& times) : transaction_(transaction) {
    needPicture(transaction, times, PictureStep::coverage);
}

std::vector<SubjectHead> CoverageMap::subjectsBelow(const CoverageView& view, const SubjectPage& page) {
    Parameters parameters;
    const std::string parent = view.subject.empty()
                                   ? "parent_uid is null"
                                   : fmt::format("parent_uid = (select uid from subject where code = {})",
                                                 bound(parameters, view.subject, "text"));
    std::string sql = fmt::format(
        "select * from (select uid, code, name, coalesce(short_name, ''), exists (select from subject lower"
        " where lower.parent_uid = listed.uid), coalesce((select sum(pairs) from coverage_sum counted"
        " where counted.subject_uid = listed.uid and counted.classifier = {} and counted.function_code = {}"
        " and counted.state = 'not_covered'), 0)::bigint as empty"
        " from subject listed where (dissolved_on is null or dissolved_on > read_day()) and {}) counted",
        bound(parameters, view.classifier, "text"), bound(parameters, view.function, "text"), parent);
    if (page.after) {
        const std::string empty = bound(parameters, page.after->first, "bigint");
        sql += fmt::format(" where empty < {0} or empty = {0} and code > {1}", empty,
                           bound(parameters, page.after->second, "text"));
    }
    sql += " order by empty desc, code limit " + bound(parameters, page.limit, "bigint");
    std::vector<SubjectHead> subjects;
    for (const Row row : transaction_.runShape("coverage_store.subjects_below", sql, parameters))
        subjects.push_back(subjectHeadOf(row));
    return subjects;
}

std::vector<CoverageSum> CoverageMap::sums(const CoverageView& view,
                                           const std::vector<std::string>& subjectUids,
                                           const std::vector<std::string>& functions) {
    Parameters parameters;
    const std::string sql = fmt::format(
        "select subject_uid, function_code, state, currency, pairs, planned_cost, overlap_low, overlap_high,"
        " unknown_costs from coverage_sum where subject_uid = any({}) and classifier = {}"
        " and function_code = any({})",
        bound(parameters, subjectUids, "uuid[]"), bound(parameters, view.classifier, "text"),
        bound(parameters, functions, "text[]"));
    return sumsOf(transaction_.runShape("coverage_store.sums", sql, parameters));
}

std::vector<CoverageSum> CoverageMap::ownSums(const CoverageView& view, const std::string& subjectUid,
                                              const std::vector<std::string>& functions) {
    Parameters parameters;
    const std::string sql = fmt::format(
        "select holder_uid, wanted.code, state, currency, count(*), sum(planned_cost)::bigint,"
        " sum(overlap_low)::bigint, sum(overlap_high)::bigint, sum(unknown_costs)::bigint"
        " from coverage_cell cell cross join unnest({}) as wanted(code)"
        " where holder_uid = {} and classifier = {} and (wanted.code = '' or exists (select from "
        "function_counted_for"
        " branch where branch.classifier = cell.classifier and branch.code = cell.function_code"
        " and branch.counts_for = wanted.code)) group by 1, 2, 3, 4",
        bound(parameters, functions, "text[]"), bound(parameters, subjectUid, "uuid"),
        bound(parameters, view.classifier, "text"));
    return sumsOf(transaction_.runShape("coverage_store.own_sums", sql, parameters));
}

std::vector<CoveragePair> coveragePairs(Transaction& transaction, const Times& times,
                                        const PairQuestion& question) {
    needPicture(transaction, times, PictureStep::coverage);
    Parameters parameters;
    std::string sql =
        "select holder.code, holder.name, cell.classifier, cell.function_code,"
        " coalesce(function.name, ''), coalesce(function.name_ru, ''), cell.state, cell.statutory_basis, "
        "operating,"
        " planned, projects, unknown_costs, currency, planned_cost, overlap_low, overlap_high"
        " from coverage_cell cell join subject holder on holder.uid = cell.holder_uid"
        " left join function_code function on function.classifier = cell.classifier"
        " and function.code = cell.function_code where " +
        pairConditions(question, parameters);
    if (question.after.size() == 3) {
        sql += fmt::format(" and (holder.code, cell.classifier, cell.function_code) > ({}, {}, {})",
                           bound(parameters, question.after[0], "text"),
                           bound(parameters, question.after[1], "text"),
                           bound(parameters, question.after[2], "text"));
    }
    sql += " order by holder.code, cell.classifier, cell.function_code limit " +
           bound(parameters, pairsOnPage + 1, "bigint");
    std::vector<CoveragePair> pairs;
    for (const Row row : transaction.runShape("coverage_store.pairs", sql, parameters)) {
        pairs.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                         row.get<std::string>(3), row.get<std::string>(4), row.get<std::string>(5),
                         row.get<std::string>(6), row.get<std::string>(7), row.get<std::int64_t>(8),
                         row.get<std::int64_t>(9), row.get<std::int64_t>(10), row.get<std::int64_t>(11),
                         row.get<std::string>(12), row.get<std::optional<std::int64_t>>(13),
                         row.get<std::optional<std::int64_t>>(14), row.get<std::optional<std::int64_t>>(15)});
    }
    return pairs;
}

// The kept sums are of bodies with all below them and of functions that the tree has; anything else is
// counted.
std::vector<CoverageSum> pairSums(Transaction& transaction, const Times& times,
                                  const PairQuestion& question) {
    needPicture(transaction, times, PictureStep::coverage);
    PairQuestion anyState = question;
    anyState.state.clear();
    Parameters parameters;
    const bool summed = question.holder.empty() &&
                        (question.function.empty() ||
                         !functionPath(transaction, question.classifier, question.function).empty());
    std::string sql;
    if (summed) {
        sql =
            "select subject_uid, function_code, state, currency, pairs, planned_cost, overlap_low, "
            "overlap_high,"
            " unknown_costs from coverage_sum where subject_uid = ";
        sql += question.subject.empty() ? bound(parameters, std::string(allSubjects), "uuid")
                                        : fmt::format("(select uid from subject where code = {})",
                                                      bound(parameters, question.subject, "text"));
        sql += " and function_code = " + bound(parameters, question.function, "text");
        if (!question.classifier.empty())
            sql += " and classifier = " + bound(parameters, question.classifier, "text");
    } else {
        sql = fmt::format(
            "select {}::uuid, '', cell.state, currency, count(*), sum(planned_cost)::bigint,"
            " sum(overlap_low)::bigint, sum(overlap_high)::bigint, sum(unknown_costs)::bigint"
            " from coverage_cell cell join subject holder on holder.uid = cell.holder_uid where ",
            bound(parameters, std::string(allSubjects), "text"));
        sql += pairConditions(anyState, parameters) + " group by cell.state, currency";
    }
    return sumsOf(transaction.runOnce("coverage_store.pair_sums", sql, parameters));
}

}  // namespace cadastre::reports
