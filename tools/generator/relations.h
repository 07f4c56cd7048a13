// Where a system stands among others: relations as its holder states them, the shared platform, hosting.
#pragma once

#include <string>

#include "importers/record.h"
#include "tools/generator/plan.h"

namespace cadastre::generator {

/// Relations of the plan, towards records that may stand in other files.
void stateRelations(importers::Record& record, const BlockPlan& plan, const Subjects& subjects,
                    std::size_t slot);

/// The shared government platform. Of the systems marked "state" a fifth stand on it, a fifth are to move by
/// the end of 2028 and the rest by the end of 2030: 20, 40 and 100 percent in 2026, 2028 and 2030.
void statePlatform(importers::Record& record, const Slot& slot, Random& random);

std::string hostingPlace(Random& random, const Subject& holder);

}  // namespace cadastre::generator
