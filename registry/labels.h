// Posted labels and settlements, from their forms to the store.
#pragma once

#include <string>

#include "registry/http/request.h"
#include "schema/database.h"
#include "schema/messages.h"

namespace cadastre {

/// Keeps what the form says of a pair. Returns why it was refused, in the reader's language where the
/// catalogue knows the rule; empty when it was kept. Throws what the database can't do now.
std::string keepPostedLabel(Database& database, const Messages& messages, const std::string& language,
                            const http::Fields& form);

/// The same of a disagreement that is settled.
std::string keepPostedSettlement(Database& database, const Messages& messages, const std::string& language,
                                 const std::string& pairId, const http::Fields& form);

}  // namespace cadastre
