// COPY for the rows and files, one grouped query for the totals.
#include "reports/report_store.h"

#include <fmt/format.h>

#include "reports/catalogue.h"
#include "reports/execution_report.h"
#include "reports/finding_sentences.h"
#include "reports/report_query.h"
#include "schema/copied_rows.h"
#include "schema/copy.h"
#include "schema/errors.h"

namespace cadastre::reports {
namespace {

constexpr Query setTimes{"report_store.set_times",
                         "select set_config('cadastre.read_day', $1, true),"
                         " set_config('cadastre.read_moment', $2, true)"};

// A report of another time asks some views of the schema as_of, which read the times of the transaction.
void setTimesOf(Transaction& transaction, const ReportRequest& request) {
    if (request.asOf || request.knownAt)
        transaction.run(setTimes, request.asOf.value_or(""), request.knownAt.value_or(""));
}

std::int64_t copy(Transaction& transaction, const Report& report, const ReportRequest& request,
                  std::string_view options, const ByteSink& sink) {
    const ReportQuery query = rowsQuery(report, request);
    setTimesOf(transaction, request);
    const std::string name = fmt::format("report.{}", report.name);
    const std::string sql = fmt::format("copy ({}) to stdout{}", query.sql, options);
    return copyOut(transaction, Query{name.c_str(), sql.c_str()}, query.parameters, sink);
}

}  // namespace

std::int64_t forEachRow(Transaction& transaction, const ReportRequest& request, const RowSink& sink) {
    const Report& report = reportNamed(request.report);
    switch (report.source) {
        case Report::Source::query: {
            const SentencesOfRows sentences(transaction, report, request.language);
            CopiedRows rows(report.columns.size(), sentences.before(sink));
            return copy(transaction, report, request, "", std::ref(rows));
        }
        case Report::Source::execution:
            return forEachExecutionRow(transaction, report, request, sink);
        case Report::Source::subjectTemplate:
            break;
    }
    throw UsageError(fmt::format("report {} is written as CSV only: it is what imports back", report.name));
}

void checkQuestion(const ReportRequest& request) {
    const Report& report = reportNamed(request.report);
    if (report.source == Report::Source::query) (void)rowsQuery(report, request);
    if (report.source == Report::Source::execution) checkExecutionQuestion(request);
}

std::int64_t copyCsv(Transaction& transaction, const ReportRequest& request, const ByteSink& sink) {
    return copy(transaction, reportNamed(request.report), request, " with (format csv, header)", sink);
}

PageOfRows pageOfRows(Transaction& transaction, const ReportRequest& request) {
    const Report& report = reportNamed(request.report);
    if (!request.limit) throw UsageError("a page needs a limit");
    ReportRequest oneMore = request;
    ++*oneMore.limit;
    const ReportQuery query = pageQuery(report, oneMore);
    setTimesOf(transaction, request);
    const SentencesOfRows sentences(transaction, report, request.language);
    PageOfRows page;
    const Result result =
        transaction.runOnce(fmt::format("report.page.{}", report.name), query.sql, query.parameters);
    const int keyColumn = static_cast<int>(report.columns.size());
    for (const Row& row : result) {
        if (page.rows.size() == static_cast<std::size_t>(*request.limit)) {
            page.next = result[result.size() - 2].get<std::vector<std::string>>(keyColumn);
            break;
        }
        auto& cells = page.rows.emplace_back();
        for (int column = 0; column < keyColumn; ++column)
            cells.push_back(row.get<std::optional<std::string>>(column));
        sentences.say(cells);
    }
    return page;
}

std::vector<Total> totals(Transaction& transaction, const ReportRequest& request) {
    const Report& report = reportNamed(request.report);
    if (report.source == Report::Source::execution) return executionTotals(transaction, report, request);
    const ReportQuery query = totalsQuery(report, request);
    setTimesOf(transaction, request);
    std::vector<Total> totals;
    for (const Row& row :
         transaction.runOnce(fmt::format("report.totals.{}", report.name), query.sql, query.parameters)) {
        Total total{row.get<std::optional<std::string>>(0),
                    row.get<std::optional<std::string>>(1),
                    row.get<std::int64_t>(2),
                    {}};
        for (int column = 3; column < row.columns(); ++column)
            total.sums.emplace_back(row.columnName(column), row.get<std::optional<std::string>>(column));
        totals.push_back(std::move(total));
    }
    return totals;
}

}  // namespace cadastre::reports
