// What a folded form of filters says of itself: how many are in force and which, so that nobody has to open
// it to know what a list was narrowed by.
#pragma once

#include "reports/page.h"

namespace cadastre::reports {

/// Puts `filters_in_force` ("2: Class, Body") into the page's data; nothing where no filter is asked for. A
/// filter is a field that the messages "filter.NAME" have a word for; words that are searched for stand
/// beside the fold and do not count.
void sayFiltersInForce(Page& page, const Reader& reader, const Asked& asked);

}  // namespace cadastre::reports
