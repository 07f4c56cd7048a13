// The files of a list: one link for each format, with the filters of the list, so that a file holds what is
// listed.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "reports/page.h"

namespace cadastre::reports {

/// What templates show by [[piece:files]]: `name` and `address` of CSV, XML and XLSX of the report, narrowed
/// by `filters`, which name filters of that report.
nlohmann::json filesOf(std::string_view report, const Asked& filters);

/// The file name a download is saved under, without its extension: the report, the day it is of, and the
/// moment whose knowledge it holds where that is not now. `today`: YYYY-MM-DD.
std::string fileNameOf(std::string_view report, const Times& times, std::string_view today);

/// What of these times a report takes: files that keep no history are of now.
Times timesTakenBy(std::string_view report, const Times& times);

}  // namespace cadastre::reports
