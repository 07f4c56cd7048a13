// A posted decision about a group of duplicates, from its form to the store.
#pragma once

#include <string>

#include "registry/http/request.h"
#include "schema/database.h"
#include "schema/messages.h"

namespace cadastre {

/// Keeps what the form says. Returns why it was refused, in the reader's language where the catalogue knows
/// the rule; empty when it was kept. Throws what the database can't do now.
std::string keepPostedDecision(Database& database, const Messages& messages, const std::string& language,
                               const std::string& clusterId, const http::Fields& form);

}  // namespace cadastre
