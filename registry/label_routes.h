// The addresses of blind labelling: rounds, the next pair, disagreements and what the labels say.
#pragma once

#include "registry/http/router.h"
#include "registry/rooms.h"

namespace cadastre {

void addLabelRoutes(http::Router& router, const Rooms& rooms);

}  // namespace cadastre
