// Single records as resources of the API: a group of duplicates, the counts of the home page.
#pragma once

#include <string>

#include "registry/http/response.h"
#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::api {

/// The group with its explanation and at most 200 members; 404 when there is none.
http::Response duplicateGroup(Transaction& transaction, const std::string& clusterId);

/// The numbers of the home page and the moment at which they were counted.
http::Response counts(Transaction& transaction);

}  // namespace cadastre::api
