// The read API under /api/v1/: what the pages show, for programs. Described by schema/openapi.yaml, which a
// test holds against these routes and another against the running service.
#pragma once

#include "registry/http/router.h"
#include "registry/routes.h"

namespace cadastre::api {

/// Adds every route of the API.
void addRoutes(http::Router& router, const Rooms& rooms);

}  // namespace cadastre::api
