// Why two systems are said to do the same work: the points of the functional score, part by part.
#pragma once

#include "profiles/duplicates/explanation.h"
#include "profiles/duplicates/functions/function_units.h"

namespace cadastre::duplicates {

/// Starts from minus the points that are asked for, as bits start from the prior, so that zero and more is a
/// finding; the parts add up to the score exactly.
Explanation explainFunctions(const FunctionalPair& pair, const FunctionComparer& comparer,
                             const FunctionUnits& units, const RegisterClass& assets);

}  // namespace cadastre::duplicates
