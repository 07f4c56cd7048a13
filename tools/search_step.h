// The step after a commit: the search takes up what changed. An import and an undo both end with it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "schema/database.h"
#include "schema/messages.h"
#include "tools/command.h"

namespace cadastre::tools {

/// Brings the search up in a step with a time of its own, says so, and adds it to `json` as "search". What
/// was committed is kept whatever becomes of it: the service catches up on what is left.
void catchUpSearch(Database& database, const GlobalOptions& global, const Messages& messages,
                   nlohmann::json& json);

}  // namespace cadastre::tools
