// What is registered that looks like a record, for a person and for a program: while it is being typed, and
// once it is saved.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "profiles/duplicates/live/live_store.h"
#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// How many similar records are told unless asked otherwise, and at most.
constexpr std::size_t similarUsually = 5, similarAtMost = 20;

/// What an address asks: name, short_name, purpose, class. Throws UsageError for a class that there is not.
duplicates::AskedRecord askedRecordIn(Transaction& transaction, const Reader& reader, const Asked& asked);

/// The list as JSON: each record with its score, the explanation and its sentence in the reader's language.
/// `subject`: code of the body that asks; may be empty.
nlohmann::json similarAnswer(const Reader& reader, const duplicates::AskedRecord& asked,
                             const std::vector<duplicates::SimilarAsset>& similar,
                             const std::string& subject);

/// The rows of the section "similar registered assets" of a page: what nobody would take for the same is left
/// out.
nlohmann::json similarRows(const Reader& reader, const std::vector<duplicates::SimilarAsset>& similar,
                           const std::string& subject);

/// The page with the form; `index`: nothing while it is being warmed.
Page similarPage(Transaction& transaction, const Reader& reader, const Asked& asked,
                 const duplicates::LiveIndex* index);

}  // namespace cadastre::reports
