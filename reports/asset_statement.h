// A statement about assets put together from constant pieces; what comes from outside is bound.
#pragma once

#include <string>
#include <string_view>

#include "reports/report.h"
#include "schema/parameters.h"

namespace cadastre::reports {

struct AssetStatement {
    std::string sql;
    Parameters parameters;

    /// The value's place in the statement, as "$3::text".
    std::string bind(const std::string& value, std::string_view type);
    /// The filter's predicate over the newest state of `asset`, with the value bound.
    std::string condition(const Filter& filter, const std::string& value);
};

}  // namespace cadastre::reports
