// What an asset left behind, as its passport lists it: events with their documents, documents, what others
// saw, money that names it.
#pragma once

#include <nlohmann/json.hpp>

#include "reports/page.h"
#include "reports/passport_store.h"
#include "reports/passport_words.h"

namespace cadastre::reports {

/// Adds "events", "documents", "evidence", "years" and "money_owners" to the page's data.
void addPassportTrail(nlohmann::json& data, const Reader& reader, const Passport& passport,
                      PassportWords& words);

}  // namespace cadastre::reports
