// What an address of the API asks of a report: its fields read and checked, before anything is looked up.
#pragma once

#include <string>
#include <vector>

#include "registry/http/request.h"
#include "reports/report.h"

namespace cadastre::api {

struct ReportQuestion {
    reports::ReportRequest request;  ///< with a limit where the report has pages
    std::vector<bool> shown;         ///< which columns, by position; empty: all
};

/// From `limit` (1 to 1000; 100 unless told), `cursor`, `fields` (columns, parted by commas), `as_of`,
/// `known_at`, `lang` and `filter[NAME]`. Throws UsageError that names what the report takes for anything
/// else, and for values of the wrong shape.
ReportQuestion reportQuestion(const http::Request& request, const reports::Report& report,
                              const std::string& language);

/// A key as one opaque word for addresses, and back; the latter throws UsageError for what is no cursor.
std::string cursorOf(const std::vector<std::string>& key);
std::vector<std::string> keyOf(const std::string& cursor);

}  // namespace cadastre::api
