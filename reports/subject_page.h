// Bodies: the tree with search, and the digital profile of one, alone or beside another body or another day.
#pragma once

#include <optional>
#include <string>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Fields: under (the level below that body), search, filed=nothing (only silent bodies), sort (assets, cost,
/// plan, findings, uncovered or code), after.
Page subjectsPage(Transaction& transaction, const Reader& reader, const Asked& asked);

/// Fields: with (code of another body) or then (another day). Nothing when there is no such body.
std::optional<Page> subjectPage(Transaction& transaction, const Reader& reader, const Asked& asked,
                                const std::string& code);

}  // namespace cadastre::reports
