// One asset as resources of the API: its passport, and what differs in it between two times.
#pragma once

#include <string>

#include "registry/http/request.h"
#include "registry/http/response.h"
#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::api {

/// Everything the passport shows of the asset of that register number or uid; 404 when there is none.
http::Response asset(Transaction& transaction, const std::string& numberOrUid);

/// What differs between the request's times and `then`, `then_known`, which are fields of the address as on
/// the passport; at least one of them has to be there (UsageError). 404 when there is no such asset.
http::Response differences(Transaction& transaction, const reports::Reader& reader,
                           const http::Request& request, const std::string& numberOrUid);

/// How many of the assets that the filters select are of each class, stage, body and so on: filter[NAME]=… as
/// for the report assets, `filter[search]` among them. UsageError for a field or filter there isn't.
http::Response facets(Transaction& transaction, const reports::Reader& reader, const http::Request& request);

}  // namespace cadastre::api
