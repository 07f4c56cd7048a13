// A row of a report as a JSON object: the one way in which files and the API spell it. Money stays text,
// because a reader's floating point would bend it; what is not there is left out.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/report.h"
#include "reports/report_store.h"

namespace cadastre::reports {

/// Appends `{"column":value,…}`. `shown`: which columns, by position; empty: all.
void appendJsonRow(std::string& json, const Report& report, std::span<const Cell> cells,
                   const std::vector<bool>& shown = {});

}  // namespace cadastre::reports
