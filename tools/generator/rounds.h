// A reporting round with who owes what, the nil returns, and the mandates of bodies: the ground on which
// silence and gaps can be told.
#pragma once

#include "tools/generator/money.h"
#include "tools/generator/plan.h"

namespace cadastre::generator {

/// One round for the year 2025, due by the end of March 2026, with a duty for each body in being and a nil
/// return from those that have nothing.
void writeRounds(const Subjects& subjects, const TakeRecord& take);

/// The specific functions that each body is charged with: those of its own field, or for regions and
/// municipalities a few of every field.
void writeMandates(const Settings& settings, const Subjects& subjects, const TakeRecord& take);

}  // namespace cadastre::generator
