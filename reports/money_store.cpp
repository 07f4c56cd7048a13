// The worklist of money, kept or judged anew.
#include "reports/money_store.h"

#include <algorithm>

#include "reports/catalogue.h"
#include "reports/json_row.h"
#include "reports/report_store.h"
#include "schema/copy.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr int mostPoints = 400;

constexpr Query readKept{
    "money_store.read",
    "select position, watermelon, cells from kept_execution where position > $1 and ($2 = '' or standing = "
    "$2)"
    " and ($3 = '' or currency = $3) and (not $4 or watermelon)"
    " and ($5 = '' or holder in (select code from subject where uid in (select subjects_below($5))))"
    " order by position limit $6"};
constexpr Query readSums{"money_store.sums",
                         "select standing, currency, coalesce(sum((cells->>'planned')::numeric)::text, ''),"
                         " coalesce(sum((cells->>'paid')::numeric)::text, ''), count(*) from kept_execution "
                         "group by 1, 2 order by 1, 2"};
constexpr Query readPoints{"money_store.points",
                           "select position, watermelon, cells from kept_execution"
                           " where cells ? 'money_share' and cells ? 'result_share'"
                           " order by coalesce((cells->>'planned')::numeric, 0) desc, position limit $1"};
constexpr Query forget{"money_store.forget", "delete from kept_execution"};
constexpr Query keep{
    "money_store.keep",
    "copy kept_execution (position, standing, watermelon, holder, currency, cells) from stdin"};
constexpr Query subjectsBelow{
    "money_store.subjects_below",
    "select coalesce(array_agg(code), '{}') from subject where uid in (select subjects_below($1))"};

bool isWatermelon(const json& cells) {
    const std::string rating = cells.value("self_rating", "");
    const std::string standing = cells.value("standing", "");
    return (rating == "green" || rating == "amber_green") &&
           (standing == "spent_target_missed" || standing == "target_missed");
}

// The whole report, watermelons first.
std::vector<MoneyRow> judged(Transaction& transaction, const Times& times) {
    ReportRequest request{.report = "execution"};
    if (!times.asOf.empty()) request.asOf = times.asOf;
    if (!times.knownAt.empty()) request.knownAt = times.knownAt;
    const Report& report = reportNamed("execution");
    std::vector<MoneyRow> rows;
    std::string spelled;
    forEachRow(transaction, request, [&](std::span<const Cell> cells) {
        spelled.clear();
        appendJsonRow(spelled, report, cells);
        MoneyRow row{0, false, json::parse(spelled)};
        row.watermelon = isWatermelon(row.cells);
        rows.push_back(std::move(row));
    });
    std::ranges::stable_partition(rows, &MoneyRow::watermelon);
    for (std::size_t at = 0; at < rows.size(); ++at)
        rows[at].position = static_cast<std::int64_t>(at + 1);
    return rows;
}

std::vector<MoneyRow> rowsFrom(const Result& result) {
    std::vector<MoneyRow> rows;
    for (const Row row : result)
        rows.push_back({row.get<std::int64_t>(0), row.get<bool>(1), json::parse(row.get<std::string>(2))});
    return rows;
}

bool holds(const json& cells, const char* column, const std::string& wanted) {
    return wanted.empty() || cells.value(column, "") == wanted;
}

}  // namespace

std::vector<MoneyRow> moneyRows(Transaction& transaction, const Reader& reader,
                                const MoneyQuestion& question) {
    constexpr int limit = moneyRowsOnPage + 1;
    if (!reader.times.past()) {
        return rowsFrom(transaction.run(readKept, question.after, question.standing, question.currency,
                                        question.watermelons, question.subject, limit));
    }
    std::vector<std::string> holders;
    if (!question.subject.empty())
        holders = transaction.run(subjectsBelow, question.subject).one().get<std::vector<std::string>>(0);
    std::vector<MoneyRow> rows = judged(transaction, reader.times);
    std::erase_if(rows, [&](const MoneyRow& row) {
        const bool held = question.subject.empty() ||
                          std::ranges::find(holders, row.cells.value("holder", "")) != holders.end();
        return row.position <= question.after || !held || !holds(row.cells, "standing", question.standing) ||
               !holds(row.cells, "currency", question.currency) || (question.watermelons && !row.watermelon);
    });
    if (rows.size() > limit) rows.resize(limit);
    return rows;
}

std::vector<MoneySum> moneySums(Transaction& transaction, const Reader& reader) {
    std::vector<MoneySum> sums;
    if (!reader.times.past()) {
        for (const Row row : transaction.run(readSums)) {
            sums.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                            row.get<std::string>(3), row.get<std::int64_t>(4)});
        }
        return sums;
    }
    ReportRequest request{.report = "execution"};
    if (!reader.times.asOf.empty()) request.asOf = reader.times.asOf;
    if (!reader.times.knownAt.empty()) request.knownAt = reader.times.knownAt;
    for (const Total& total : totals(transaction, request)) {
        MoneySum sum{total.countedBy.value_or(""), total.currency.value_or(""), {}, {}, total.rows};
        for (const auto& [column, amount] : total.sums) {
            if (column == "planned") sum.planned = amount.value_or("");
            if (column == "paid") sum.paid = amount.value_or("");
        }
        sums.push_back(std::move(sum));
    }
    return sums;
}

std::vector<MoneyRow> moneyPoints(Transaction& transaction, const Reader& reader) {
    if (!reader.times.past()) return rowsFrom(transaction.run(readPoints, mostPoints));
    std::vector<MoneyRow> rows = judged(transaction, reader.times);
    std::erase_if(rows, [](const MoneyRow& row) {
        return !row.cells.contains("money_share") || !row.cells.contains("result_share");
    });
    if (rows.size() > mostPoints) rows.resize(mostPoints);
    return rows;
}

void keepExecution(WriteTransaction& transaction) {
    const std::vector<MoneyRow> rows = judged(transaction, {});
    transaction.run(forget);
    CopyIn copy(transaction, keep);
    for (const MoneyRow& row : rows) {
        copy.row(row.position, row.cells.value("standing", ""), row.watermelon, row.cells.value("holder", ""),
                 row.cells.value("currency", ""), row.cells.dump());
    }
    copy.finish();
}

}  // namespace cadastre::reports
