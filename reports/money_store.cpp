// The worklist of money, kept or judged anew.
#include "reports/money_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "reports/catalogue.h"
#include "reports/execution_report.h"
#include "reports/json_row.h"
#include "reports/picture_store.h"
#include "reports/report_store.h"
#include "schema/copy.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;

constexpr int mostPoints = 400;

constexpr Query readHolders{"money_store.holders",
                            "select code, name from subject where code = any($1::text[])"};

// What is asked is put in as conditions, so that the plan of each question is made once; {}: those.
constexpr const char* readKept =
    "select position, watermelon, cells from kept_execution where position > $1{} order by position limit {}";
constexpr Query readRatings{
    "money_store.ratings",
    "select coalesce(cells->>'self_rating', ''), count(*), count(*) filter (where watermelon)"
    " from kept_execution group by 1"};
constexpr Query readOne{"money_store.one",
                        "select position, watermelon, cells from kept_execution where cells->>'uid' = $1"
                        " order by position limit 20"};
constexpr Query readSpentFrom{"money_store.spent_from",
                              "select value::double precision from setting where name = 'spent_share'"
                              " and valid_from <= read_day() order by valid_from desc limit 1"};
constexpr Query readSums{"money_store.sums",
                         "select standing, currency, coalesce(sum((cells->>'planned')::numeric)::text, ''),"
                         " coalesce(sum((cells->>'paid')::numeric)::text, ''), count(*) from kept_execution "
                         "group by 1, 2 order by 1, 2"};
constexpr Query readPoints{"money_store.points",
                           "select position, watermelon, jsonb_strip_nulls(jsonb_build_object("
                           "'name', cells->'name', 'holder_key', cells->'holder_key',"
                           " 'kind', cells->'kind', 'uid', cells->'uid',"
                           " 'money_share', cells->'money_share', 'result_share', cells->'result_share'))"
                           " from kept_execution where cells ? 'money_share' and cells ? 'result_share'"
                           " order by coalesce((cells->>'planned')::numeric, 0) desc, position limit $1"};
constexpr Query forget{"money_store.forget", "delete from kept_execution"};
// A view, which another time's rows are, takes no COPY.
constexpr Query makeRows{"money_store.make",
                         "create temporary table counted_execution (like kept_execution) on commit drop"};
constexpr Query fill{
    "money_store.fill",
    "copy counted_execution (position, standing, watermelon, holder, currency, cells) from stdin"};
constexpr Query keep{"money_store.keep", "insert into kept_execution select * from counted_execution"};

bool isWatermelon(const json& cells) {
    return ratedBetterThanItIs(cells.value("self_rating", ""), cells.value("standing", ""));
}

// The whole report, watermelons first.
std::vector<MoneyRow> judged(Transaction& transaction, const Times& times) {
    ReportRequest request{.report = "execution", .statesAreThere = true};
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
    std::stable_partition(rows.begin(), rows.end(), [](const MoneyRow& row) { return row.watermelon; });
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

}  // namespace

std::vector<MoneyRow> moneyRows(Transaction& transaction, const Reader& reader,
                                const MoneyQuestion& question) {
    constexpr int limit = moneyRowsOnPage + 1;
    needPicture(transaction, reader.times, PictureStep::money);
    Parameters parameters(std::in_place, question.after);
    std::string conditions;
    const auto add = [&](const std::string& value, std::string_view condition) {
        if (value.empty()) return;
        parameters.add(value);
        conditions += fmt::format(fmt::runtime(condition), parameters.size());
    };
    add(question.standing, " and standing = ${}");
    add(question.currency, " and currency = ${}");
    add(question.subject,
        " and holder in (select code from subject where uid in (select subjects_below(${})))");
    add(question.rating, " and cells->>'self_rating' = ${}");
    if (question.watermelons) conditions += " and watermelon";
    return rowsFrom(transaction.runShape("money_store.read",
                                         fmt::format(fmt::runtime(readKept), conditions, limit), parameters));
}

std::map<std::string, std::string> holderNames(Transaction& transaction, const std::vector<MoneyRow>& rows) {
    std::vector<std::string> codes;
    for (const MoneyRow& row : rows)
        codes.push_back(row.cells.value("holder", ""));
    std::map<std::string, std::string> names;
    for (const Row row : transaction.run(readHolders, codes))
        names.emplace(row.get<std::string>(0), row.get<std::string>(1));
    return names;
}

std::vector<MoneySum> moneySums(Transaction& transaction, const Reader& reader) {
    needPicture(transaction, reader.times, PictureStep::money);
    std::vector<MoneySum> sums;
    for (const Row row : transaction.run(readSums)) {
        sums.push_back({row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                        row.get<std::string>(3), row.get<std::int64_t>(4)});
    }
    return sums;
}

std::map<std::string, MoneyRating> moneyRatings(Transaction& transaction, const Reader& reader) {
    needPicture(transaction, reader.times, PictureStep::money);
    std::map<std::string, MoneyRating> ratings;
    for (const Row row : transaction.run(readRatings)) {
        ratings.emplace(row.get<std::string>(0),
                        MoneyRating{row.get<std::int64_t>(1), row.get<std::int64_t>(2)});
    }
    return ratings;
}

std::vector<MoneyRow> moneyRowsOf(Transaction& transaction, const std::string& uid) {
    return rowsFrom(transaction.run(readOne, uid));
}

double spentFrom(Transaction& transaction) {
    return transaction.run(readSpentFrom).one().get<double>(0);
}

std::vector<MoneyRow> moneyPoints(Transaction& transaction, const Reader& reader) {
    needPicture(transaction, reader.times, PictureStep::money);
    return rowsFrom(transaction.run(readPoints, mostPoints));
}

void keepExecution(WriteTransaction& transaction, const Times& times) {
    const std::vector<MoneyRow> rows = judged(transaction, times);
    transaction.run(makeRows);
    {
        CopyIn copy(transaction, fill);
        for (const MoneyRow& row : rows) {
            copy.row(row.position, row.cells.value("standing", ""), row.watermelon,
                     row.cells.value("holder", ""), row.cells.value("currency", ""), row.cells.dump());
        }
        copy.finish();
    }
    transaction.run(forget);
    transaction.run(keep);
}

}  // namespace cadastre::reports
