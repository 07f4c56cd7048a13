// Whether the service can do its work now: the database answers and has this program's schema.
#pragma once

#include <string>

#include "schema/database.h"

namespace cadastre {

struct Readiness {
    bool ready = false;
    std::string text;  ///< for people and probes: one line a fact
};

/// Never throws: what fails is said.
Readiness readiness(Database& database);

}  // namespace cadastre
