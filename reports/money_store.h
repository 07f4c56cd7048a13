// What the pages of money ask: the execution report in the order of the worklist, and one programme or
// project in full. Today's worklist is kept with the counts; that of another time is judged anew.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// A row of the execution report; `cells` by column, amounts in major units, what says nothing left out.
struct MoneyRow {
    std::int64_t position = 0;  ///< in the worklist, from 1
    bool watermelon = false;    ///< rated green by its owner although a target is missed
    nlohmann::json cells;
};

struct MoneyQuestion {
    std::string standing, currency, subject;  ///< empty: any; a subject takes in those below it
    std::string rating;                       ///< how the owner rates it; empty: in any way
    bool watermelons = false;                 ///< only those
    std::int64_t after = 0;                   ///< position of the last row shown
};

inline constexpr int moneyRowsOnPage = 50;
/// One more than a page holds where there are more.
std::vector<MoneyRow> moneyRows(Transaction& transaction, const Reader& reader,
                                const MoneyQuestion& question);

/// The names of the bodies that hold these rows, by code.
std::map<std::string, std::string> holderNames(Transaction& transaction, const std::vector<MoneyRow>& rows);

/// What rows of one standing and currency add up to, in major units.
struct MoneySum {
    std::string standing, currency, planned, paid;
    std::int64_t rows = 0;
};
std::vector<MoneySum> moneySums(Transaction& transaction, const Reader& reader);

/// How many rows their owners rate in each way, by code, and how many of them are watermelons.
struct MoneyRating {
    std::int64_t rows = 0, watermelons = 0;
};
std::map<std::string, MoneyRating> moneyRatings(Transaction& transaction, const Reader& reader);

/// Rows of one programme or project: one for each currency, and one for lines that no indicator answers for.
/// None for what counts within a programme, and none of another time that has no picture.
std::vector<MoneyRow> moneyRowsOf(Transaction& transaction, const std::string& uid);

/// The share of the money due, in per cent, from which it counts as spent.
double spentFrom(Transaction& transaction);

/// Both shares of the greatest rows, for the picture of money against results.
std::vector<MoneyRow> moneyPoints(Transaction& transaction, const Reader& reader);

/// Judges everything anew and keeps it; the caller commits.
void keepExecution(WriteTransaction& transaction, const Times& times);

struct MoneyYear {
    std::optional<std::int64_t> year;  ///< nothing where a line states none
    std::string currency;
    std::optional<std::int64_t> planned, contracted, paid, forecast;  ///< minor units
    std::int64_t lines = 0, untied = 0;                               ///< untied: linked to no indicator
    std::int64_t paidUncontracted = 0;  ///< paid on lines that state no contract
};

struct IndicatorValue {
    std::string period, endsOn, target, actual, verdict;  ///< as stated; empty: not
    bool ended = true;                                    ///< the period is over on the day that is read
};
struct MoneyIndicator {
    std::string uid, name, unit, direction, baseline, verdict;
    std::vector<IndicatorValue> values;  ///< in the order of time
};

/// What its owner said of it from a day on.
struct MoneyStatement {
    std::string validFrom, rating, endsOn, currency;
    std::optional<std::int64_t> statedCost;  ///< minor units
};

struct MoneyText {
    std::string field, nameEn, nameRu, text;
};

struct MoneyPart {
    std::string uid, key, name, stage, rating, endsOn;
};

struct MoneyOwner {
    bool programme = true;
    std::string uid, key, name, holderCode, holderName, rating, stage, startsOn, endsOn, currency;
    std::optional<std::int64_t> statedCost, wholeLifeCost;  ///< minor units
    std::string parentUid, parentName;                      ///< the programme of a project
    std::optional<std::int64_t> assetNumber;
    std::string assetName;
    std::vector<MoneyYear> years;
    std::vector<MoneyIndicator> indicators;  ///< at most 100
    std::vector<MoneyPart> projects;         ///< at most 200
    std::vector<MoneyStatement> statements;  ///< in the order of time, at most 100
    std::vector<MoneyText> texts;            ///< what it says at length, in the order of its fields
};

/// Nothing when no programme or project has that uid.
std::optional<MoneyOwner> moneyOwner(Transaction& transaction, const std::string& uid);

}  // namespace cadastre::reports
