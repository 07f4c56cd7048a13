// The same work done by different systems, and records filed under a function their text does not speak of.
#pragma once

#include "profiles/duplicates/register/class_groups.h"
#include "profiles/duplicates/register/object_findings.h"

namespace cadastre::duplicates {

/// Keeps the functional, planned and misclassified clusters of a class. A unit of several records (a family,
/// tenants, one thing entered twice) speaks as one. A class whose records don't say what they do has none.
void findFunctions(const Units& units, ClassGroups& groups);

}  // namespace cadastre::duplicates
