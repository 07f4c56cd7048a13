// What the page of decisions about a group of duplicates asks: who is in it, and what people said before.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "schema/transaction.h"

namespace cadastre::reports {

/// A decision as history tells it.
struct KeptDecision {
    std::string decision;     ///< drop, split, same_function, confirm, dismiss, dispute or reopen
    std::string disposition;  ///< the disposition that carried it; empty: none
    std::string reason, evidence, evidenceDatedOn, documentName, actor, modelVersion;
    Instant decidedAt{};
    std::vector<std::string> takenOut;  ///< names of the members on other sides than the first
    /// Why it no longer holds: [{"name", "changes": [{"field", "was", "is"}]}]; empty while it holds.
    nlohmann::json lapses;
    bool takenBack = false;
};

/// Of the group, and those about two or more of its members that were made in another group; newest first, at
/// most 50.
std::vector<KeptDecision> decisionsAbout(Transaction& transaction, const std::string& clusterId);

}  // namespace cadastre::reports
