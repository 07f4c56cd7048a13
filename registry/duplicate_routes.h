// The addresses of duplicates: the worklist, a group, its explanation, and what people decide about it.
#pragma once

#include "registry/http/router.h"
#include "registry/rooms.h"

namespace cadastre {

void addDuplicateRoutes(http::Router& router, const Rooms& rooms);

}  // namespace cadastre
