// Which address shows what: the pages, the downloads and what watches over the service.
#pragma once

#include "registry/http/router.h"
#include "registry/rooms.h"

namespace cadastre {

http::Router routes(const Rooms& rooms);

}  // namespace cadastre
