// The times an address asks for.
#pragma once

#include "registry/http/request.h"
#include "reports/page.h"
#include "schema/messages.h"

namespace cadastre {

/// `as_of` and `known_at` of the query. A day as `known_at` is its beginning; a time without a zone, as a
/// browser's date field sends it, is UTC. Throws UsageError for what is neither.
reports::Times timesOf(const http::Request& request, const Messages& messages);

}  // namespace cadastre
