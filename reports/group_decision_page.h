// The page on which people decide about a group of duplicates: its members to choose from, a plain form, and
// what was said before with what has changed since.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// What was entered into the form, to be shown again when it was refused.
struct EnteredDecision {
    std::vector<std::pair<std::string, std::string>> fields;  ///< as posted; "member" once for each chosen
    std::string refusal;                                      ///< why it was not kept
};

/// Nothing when there is no such group.
std::optional<Page> groupDecisionPage(Transaction& transaction, const Reader& reader,
                                      const std::string& clusterId, const EnteredDecision& entered = {});

/// The history alone, as a list for the template: {"words", "since", "lapsed": [{"words"}]}.
nlohmann::json decisionHistory(Transaction& transaction, const Reader& reader, const std::string& clusterId);

}  // namespace cadastre::reports
