// What the pages of lists take of an address. A filter that a page does not know is said to be unknown: a
// list that only looks filtered is worse than none.
#pragma once

#include <string_view>

#include "reports/page.h"

namespace cadastre::reports {

/// Adds to the page at `path` a sentence for each field of `asked` that it does not take, and for each value
/// that is none of those it offers (`site_unknown`, which the layout shows). Pages that are not of lists are
/// left as they are.
void sayWhatIsUnknown(Page& page, const Reader& reader, std::string_view path, const Asked& asked);

}  // namespace cadastre::reports
