// The records of money one by one: each function states one of them in the words of the field dictionary.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "importers/record.h"
#include "tools/generator/numbers.h"

namespace cadastre::generator {

/// Where a record belongs: the holder's code and the record's own key.
struct Identity {
    std::string_view subject;
    std::string key;
};

struct CostLineFacts {
    std::string owner;  ///< key of the task, or of the programme when `ownerField` says so
    std::string_view ownerField = "task";
    int year = 0;
    std::string_view name;
    std::string_view spendingKind;
    std::string_view acquisition;
    bool domestic = true;
    std::int64_t planned = 0;
    std::optional<std::int64_t> contracted;
    std::optional<std::int64_t> paid;
    std::string_view status;
    std::string_view asset = {};  ///< what it pays for; empty: not stated
};

struct IndicatorFacts {
    std::string ownerField;  ///< "programme" or "project"
    std::string owner;
    std::string_view name;
    std::string_view unit;
    std::string_view direction;
    std::string_view method;
    std::string_view source;
    std::int64_t baseline = 0;
    Day baselineOn = 0;
};

struct IndicatorValueFacts {
    std::string indicator;
    int year = 0;
    std::optional<std::int64_t> target;
    std::optional<std::int64_t> actual;
    std::string evidence;  ///< key of the source document; empty: none
};

importers::Record programmeRecord(const Identity& identity, std::string_view name, std::string_view summary,
                                  std::string_view selfRating, std::string_view asset, Day startsOn,
                                  Day endsOn);
importers::Record projectRecord(const Identity& identity, std::string_view name, std::string_view programme,
                                std::string_view selfRating, std::string_view asset, std::int64_t plannedCost,
                                Day startsOn, Day endsOn);
importers::Record taskRecord(const Identity& identity, std::string_view name, std::string_view project,
                             std::string_view status, Day plannedStartOn, std::int64_t plannedDays);
importers::Record costLineRecord(const Identity& identity, const CostLineFacts& facts);
importers::Record indicatorRecord(const Identity& identity, const IndicatorFacts& facts);
importers::Record indicatorValueRecord(const Identity& identity, const IndicatorValueFacts& facts);
importers::Record indicatorLinkRecord(const Identity& identity, std::string_view costLine,
                                      std::string_view indicator, int weight);
importers::Record documentRecord(const Identity& identity, std::string_view title, std::string_view kind,
                                 Day datedOn);
importers::Record contractRecord(const Identity& identity, std::string_view name, std::string_view costLine,
                                 std::string_view programme, std::string_view supplier, std::int64_t amount,
                                 Day signedOn, Day endsOn);
importers::Record budgetTotalRecord(const Identity& identity, std::string_view ownerField,
                                    std::string_view owner, int year, std::int64_t amount);

}  // namespace cadastre::generator
