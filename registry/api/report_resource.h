// The reports as resources of the API: what pages and files show, for programs. Rows are read, spelled and
// filtered by reports/, so that all three always agree.
#pragma once

#include <string>

#include "registry/http/request.h"
#include "registry/http/response.h"
#include "schema/database.h"

namespace cadastre::api {

/// What there is: each resource with its fields, filters and times; built from the catalogue of reports.
http::Response resources(const std::string& language);

/// `{"report","as_of","known_at","data":[…],"next":CURSOR}`; `next` is null on the last page. A report
/// without pages is streamed whole. 404 for a name that is no report, or is one that is only written as a
/// file.
http::Response report(Database& database, const http::Request& request, const std::string& name,
                      const std::string& language);

/// `{"report","totals":[{"counted_by","currency","rows",…}]}`: counts and sums of everything the filters
/// select.
http::Response totals(Database& database, const http::Request& request, const std::string& name,
                      const std::string& language);

}  // namespace cadastre::api
