// A report of the catalogue as a page: what the numbers of the home page lead to where no list of its own
// shows it.
#pragma once

#include <optional>
#include <string>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

inline constexpr int reportRowsOnPage = 200;

/// The first rows of a report with how many there are, and the file that holds all; nothing for a report that
/// is not shown as a page. Filters are the report's own; UsageError for others.
std::optional<Page> reportPage(Transaction& transaction, const Reader& reader, const Asked& asked,
                               const std::string& name);

}  // namespace cadastre::reports
