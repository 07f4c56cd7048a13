// What is registered that looks like a record, as a resource of the API: of a saved asset, and of fields half
// typed.
#pragma once

#include <string>

#include "registry/http/request.h"
#include "registry/http/response.h"
#include "registry/routes.h"

namespace cadastre::api {

/// The records most like the asset of that register number or uid; 404 when there is none. Both throw
/// UnavailableError while the live index is being warmed, and UsageError for a limit that is no number from 1
/// to 20 and for fields that there are not.
http::Response similarToAsset(const Rooms& rooms, const http::Request& request,
                              const std::string& numberOrUid);

/// The records most like name, short_name, purpose and class; `subject` is the code of the body that asks.
http::Response similarToFields(const Rooms& rooms, const http::Request& request);

}  // namespace cadastre::api
