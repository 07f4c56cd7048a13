// From sums and measurements to shares and standings.
#include "reports/execution_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "profiles/money/amount.h"
#include "profiles/money/execution.h"
#include "reports/catalogue_parts.h"
#include "reports/report_query.h"
#include "schema/copied_rows.h"
#include "schema/copy.h"
#include "schema/errors.h"

namespace cadastre::reports {
namespace {

constexpr Query spentShare{
    "report.execution.spent_share",
    "select value::bigint * 100 from setting where name = 'spent_share'"
    " and valid_from <= coalesce($1::date, current_date) order by valid_from desc limit 1"};

using Minor = std::optional<std::int64_t>;

struct ExecutionRow {
    std::string kind, holder, holderKey, name, selfRating, currency, uid, part, dueYear;
    int minorDigits = 2;
    Minor stated, planned, due, contracted, paid, closed, allActivities;
    std::int64_t costLines = 0;
    std::int64_t linesInAll = 0;  // of its owner in this currency, whatever they are linked to
    money::Results results = {};
    std::optional<std::int64_t> moneyShare = {};  // ten-thousandths
    bool moneyShareIsProxy = false;
    money::Standing standing{};
    std::set<std::string> periods = {};  // whose values say how far the results are

    [[nodiscard]] std::array<Minor, 7> amounts() const {
        return {stated, planned, due, contracted, paid, closed, allActivities};
    }
    /// For sorting: what the owner is about, in money.
    [[nodiscard]] std::int64_t weight() const { return std::max(planned.value_or(0), stated.value_or(0)); }
};

std::string textOf(const Cell& cell) {
    return std::string(cell.value_or(""));
}

Minor minorOf(const Cell& cell) {
    return cell ? Minor(std::stoll(std::string(*cell))) : std::nullopt;
}

std::optional<double> numberOf(const nlohmann::json& value) {
    return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

// Also notes the periods of the values that say something.
std::vector<money::Measurement> measurementsOf(const Cell& cell, std::set<std::string>& periods) {
    std::vector<money::Measurement> measurements;
    if (!cell) return measurements;
    for (const auto& stated : nlohmann::json::parse(*cell)) {
        money::Measurement measurement;
        measurement.weight = stated[0].get<double>();
        measurement.baseline = numberOf(stated[1]);
        measurement.target = numberOf(stated[2]);
        measurement.actual = numberOf(stated[3]);
        if (stated[4].is_string()) measurement.direction = money::directionOf(stated[4].get<std::string>());
        if (stated[5].is_string()) measurement.verdict = stated[5].get<std::string>() == "met";
        measurement.ended = stated[6].get<bool>();
        if (stated[7].is_string() && (money::shareReached(measurement) || money::targetMet(measurement)))
            periods.insert(stated[7].get<std::string>());
        measurements.push_back(measurement);
    }
    return measurements;
}

ExecutionRow judged(std::span<const Cell> cells, std::int64_t spentFrom) {
    ExecutionRow row{.kind = textOf(cells[0]),
                     .holder = textOf(cells[1]),
                     .holderKey = textOf(cells[2]),
                     .name = textOf(cells[3]),
                     .selfRating = textOf(cells[4]),
                     .currency = textOf(cells[5]),
                     .uid = textOf(cells[15]),
                     .part = textOf(cells[17]),
                     .dueYear = textOf(cells[19]),
                     .minorDigits = static_cast<int>(minorOf(cells[6]).value_or(2)),
                     .stated = minorOf(cells[7]),
                     .planned = minorOf(cells[8]),
                     .due = minorOf(cells[9]),
                     .contracted = minorOf(cells[10]),
                     .paid = minorOf(cells[11]),
                     .closed = minorOf(cells[13]),
                     .allActivities = minorOf(cells[14]),
                     .costLines = minorOf(cells[12]).value_or(0),
                     .linesInAll = minorOf(cells[18]).value_or(0)};
    row.results = money::combine(measurementsOf(cells[16], row.periods));
    if (row.paid && row.due) {
        row.moneyShare = money::shareInTenThousandths(*row.paid, *row.due);
    } else if (!row.paid && row.allActivities) {
        row.moneyShare = money::shareInTenThousandths(row.closed.value_or(0), *row.allActivities);
        row.moneyShareIsProxy = true;
    }
    const std::array amounts{row.stated, row.planned, row.contracted, row.paid};
    row.standing = money::standingOf(
        {.hasMoney = std::ranges::any_of(amounts, [](const Minor& amount) { return amount.value_or(0) > 0; }),
         .spent = row.moneyShare,
         .results = row.results},
        spentFrom);
    return row;
}

std::vector<ExecutionRow> executionRowsOf(Transaction& transaction, const ReportRequest& request) {
    const Result setting = transaction.run(spentShare, request.asOf);
    if (setting.empty()) throw UnavailableError("setting spent_share is missing; run cadastre init");
    const auto spentFrom = setting[0].get<std::int64_t>(0);
    std::optional<std::string> wanted, rated;
    for (const auto& [name, value] : request.filters) {
        if (name == "standing") wanted = value;
        if (name == "rated") rated = value;
    }
    const Report report = executionRows();
    std::vector<ExecutionRow> rows;
    CopiedRows copied(report.columns.size(), [&](std::span<const Cell> cells) {
        ExecutionRow row = judged(cells, spentFrom);
        // Neither money nor an indicator: nothing to say here.
        if (row.standing == money::Standing::noMoney && row.results.indicators == 0) return;
        if (wanted && codeOf(row.standing) != *wanted) return;
        if (rated && !(*rated == "watermelon" && ratedBetterThanItIs(row.selfRating, codeOf(row.standing))))
            return;
        rows.push_back(std::move(row));
    });
    const ReportQuery query = rowsQuery(report, request);
    const std::string sql = fmt::format("copy ({}) to stdout", query.sql);
    copyOut(transaction, Query{"report.execution", sql.c_str()}, query.parameters, std::ref(copied));
    std::ranges::stable_sort(rows, [](const ExecutionRow& left, const ExecutionRow& right) {
        if (left.standing != right.standing) return left.standing < right.standing;
        if (left.currency != right.currency) return left.currency < right.currency;
        return left.weight() > right.weight();
    });
    return rows;
}

/// A row's cells spelled; text that is empty says nothing.
class SpelledRow {
  public:
    explicit SpelledRow(const ExecutionRow& row) {
        const money::Results& results = row.results;
        text(std::string(codeOf(row.standing)));
        text(row.kind);
        text(row.holder);
        text(row.holderKey);
        text(row.name);
        text(row.selfRating);
        text(row.currency);
        const auto amount = [&](const Minor& minor) {
            text(minor ? money::majorText(*minor, row.minorDigits) : "");
        };
        for (const Minor& minor : {row.stated, row.planned, row.due})
            amount(minor);
        text(row.due ? row.dueYear : "");
        for (const Minor& minor : {row.contracted, row.paid, row.closed, row.allActivities})
            amount(minor);
        text(row.part);
        text(std::to_string(row.costLines));
        text(std::to_string(row.linesInAll));
        text(row.moneyShare ? money::majorText(*row.moneyShare, 2) : "");
        text(!row.moneyShare         ? ""
             : row.moneyShareIsProxy ? "planned_cost_of_closed_of_all_activities"
                                     : "paid_of_due");
        for (const int count :
             {results.indicators, results.measured, results.judged, results.met, results.unknown})
            text(std::to_string(count));
        if (results.share) {
            text(fmt::format("{:.2f}", *results.share * 100));
            text(fmt::format("{:.2f}", *results.shareUnclipped * 100));
            text("weighted_share_of_targets");
        } else if (results.judged > 0) {
            text(money::majorText(money::shareInTenThousandths(results.met, results.judged).value_or(0), 2));
            text("");
            text("met_of_judged");
        } else {
            for (int column = 0; column < 3; ++column)
                text("");
        }
        text(fmt::format("{}", fmt::join(row.periods, ", ")));
        text(row.uid);
        for (const std::string& spelled : spelled_)
            cells_.emplace_back(spelled.empty() ? Cell() : Cell(std::string_view(spelled)));
    }
    [[nodiscard]] std::span<const Cell> cells() const { return cells_; }

  private:
    void text(std::string value) { spelled_.push_back(std::move(value)); }
    std::vector<std::string> spelled_;
    std::vector<Cell> cells_;
};

}  // namespace

bool ratedBetterThanItIs(std::string_view selfRating, std::string_view standing) {
    return (selfRating == "green" || selfRating == "amber_green") &&
           (standing == "spent_target_missed" || standing == "target_missed");
}

void checkExecutionQuestion(const ReportRequest& request) {
    (void)rowsQuery(executionRows(), request);
}

std::int64_t forEachExecutionRow(Transaction& transaction, const Report& report, const ReportRequest& request,
                                 const RowSink& sink) {
    const std::vector<ExecutionRow> rows = executionRowsOf(transaction, request);
    for (const ExecutionRow& row : rows) {
        const SpelledRow spelled(row);
        if (spelled.cells().size() != report.columns.size())
            throw DatabaseFault("the execution report doesn't fill its columns");
        sink(spelled.cells());
    }
    return static_cast<std::int64_t>(rows.size());
}

std::vector<Total> executionTotals(Transaction& transaction, const Report& report,
                                   const ReportRequest& request) {
    struct Sum {
        std::int64_t rows = 0;
        int minorDigits = 2;
        std::array<Minor, 7> amounts;
    };
    std::map<std::pair<money::Standing, std::string>, Sum> sums;
    for (const ExecutionRow& row : executionRowsOf(transaction, request)) {
        Sum& sum = sums[{row.standing, row.currency}];
        ++sum.rows;
        sum.minorDigits = row.minorDigits;
        const auto amounts = row.amounts();
        for (std::size_t at = 0; at < amounts.size(); ++at) {
            if (amounts[at]) sum.amounts[at] = money::add(sum.amounts[at].value_or(0), *amounts[at]);
        }
    }
    std::vector<Total> totals;
    for (const auto& [key, sum] : sums) {
        Total total{std::string(codeOf(key.first)), std::nullopt, sum.rows, {}};
        if (!key.second.empty()) total.currency = key.second;
        std::size_t at = 0;
        for (const Column& column : report.columns) {
            if (column.type != ColumnType::money) continue;
            const Minor& amount = sum.amounts[at++];
            total.sums.emplace_back(
                column.name,
                amount ? std::optional(money::majorText(*amount, sum.minorDigits)) : std::nullopt);
        }
        totals.push_back(std::move(total));
    }
    return totals;
}

}  // namespace cadastre::reports
