// The reports there are. Everything else about a report (files, pages, documentation, schema) follows from
// its entry here or is held against it by a test.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "reports/report.h"

namespace cadastre::reports {

/// All reports, in the order in which they are offered.
std::span<const Report> catalogue();

/// The report of that name; throws UsageError that names the ones there are.
const Report& reportNamed(std::string_view name);

/// One line a report: name, filters, formats; what `cadastre export --list` prints after the title.
std::string filterSummary(const Report& report);

/// The message key of its title, e.g. "report.cost-lines".
std::string titleKey(const Report& report);

}  // namespace cadastre::reports
