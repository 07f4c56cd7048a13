// The page that shows the read API to people: each report with an address to open and what it takes.
#pragma once

#include "reports/page.h"

namespace cadastre::reports {

Page apiPage(const Reader& reader);

}  // namespace cadastre::reports
