// The filters of assets: what a list of assets, its download and the counts on a page are narrowed by. They
// are in one place so that a screen and the file behind it always count the same rows.
#pragma once

#include <vector>

#include "reports/report.h"

namespace cadastre::reports {

/// Filters over an `asset` row with its `holder` (a subject) in a report's `from`.
std::vector<Filter> assetFilters();

/// The filters that any report with a `holder` takes: subject, with every body below it.
Filter subjectFilter();

}  // namespace cadastre::reports
