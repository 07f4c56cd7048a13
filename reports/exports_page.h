// The page of downloads: every report, what narrows it, and its files.
#pragma once

#include "reports/page.h"

namespace cadastre::reports {

Page exportsPage(const Reader& reader);

}  // namespace cadastre::reports
