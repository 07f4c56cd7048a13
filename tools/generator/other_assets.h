// The eight classes of assets that are no information systems: what bodies license, own, run, know and are
// obliged by.
#pragma once

#include <cstddef>

#include "importers/record.h"
#include "tools/generator/plan.h"

namespace cadastre::generator {

importers::Record otherAsset(const Settings& settings, const BlockPlan& plan, const Subjects& subjects,
                             std::size_t slot);

}  // namespace cadastre::generator
