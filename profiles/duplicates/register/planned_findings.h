// A plan beside the few systems that already do its work: something a board can act on before money is
// committed, one finding a plan.
#pragma once

#include <span>

#include "profiles/duplicates/functions/function_units.h"
#include "profiles/duplicates/functions/functional.h"
#include "profiles/duplicates/register/class_groups.h"

namespace cadastre::duplicates {

/// Keeps a planned cluster for every planned record that no relation explains (an instance of a standard
/// solution is reuse itself), beside at most three existing systems: those that score nearly as high as the
/// best, a typical solution or a group of tenants shown by one of them. `pairs` are the pairs of units that
/// do the same work.
void findPlannedBesideExisting(const FunctionUnits& units, const FunctionComparer& comparer,
                               std::span<const ScoredPair> pairs, ClassGroups& groups);

}  // namespace cadastre::duplicates
