// What of the database can be seen right now, as a text to compare: whoever keeps something made from the
// database asks whether anything was committed since. A file of its own, since it needs no transaction.
#pragma once

#include <string>

#include "schema/database.h"

namespace cadastre {

/// Two equal answers: nothing became visible in between, by anybody, and the day is the same one. It is the
/// server's own snapshot (pg_current_snapshot: a commit or a rollback always changes it), so that no table
/// has to be watched. One statement, some 0.1 ms. Throws UnavailableError.
std::string visibleState(Database& database);

}  // namespace cadastre
