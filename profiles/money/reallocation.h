// A reallocation: money moves and indicator deltas that are applied together or not at all (money rule F2).
// Plain data for every floor; money_store.h applies it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cadastre::money {

struct MoneyMove {
    std::optional<std::string> fromLine;  ///< uid of the line that gives; nothing: new money
    std::optional<std::string> toLine;    ///< uid of the line that receives; nothing: money returned
    std::int64_t amount = 0;              ///< minor units of their one currency, positive
};

struct IndicatorDelta {
    std::string indicatorValue;  ///< uid of the target of a period
    std::string targetBefore;    ///< decimal, as it stood when the request was written
    std::string targetAfter;
};

struct Reallocation {
    std::string reason;
    std::vector<MoneyMove> moves;
    std::vector<IndicatorDelta> deltas;
    /// Why no indicator changes, where none does, and who reviewed that.
    std::optional<std::string> zeroChangeReason = {};
    std::optional<std::string> zeroChangeReviewer = {};
};

}  // namespace cadastre::money
