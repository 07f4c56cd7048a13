// How a command comes to its database: the one that was named, or the private cluster, always at the
// program's own schema. It lives in tools/ because only commands may migrate on their own; the service asks
// for `cadastre init`.
#pragma once

#include <memory>

#include "schema/database.h"
#include "tools/command.h"

namespace cadastre::tools {

/// The register that the options name, created or migrated where it needs it. Throws UnavailableError.
std::unique_ptr<Database> openMigratedRegister(const GlobalOptions& options);

}  // namespace cadastre::tools
