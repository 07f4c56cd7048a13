// The pages of labelling: rounds, the next pair for a person (side by side, without anything that would tell
// what the register says), pairs to settle, and what the labels say of the search.
#pragma once

#include <optional>
#include <string>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// What was entered into a form, to be shown again when it was refused.
struct EnteredLabel {
    std::string answer, reason, actor, way;
    std::string refusal;  ///< why it was not kept
};

Page labelsPage(Transaction& transaction, const Reader& reader);

/// Nothing when there is no such round.
std::optional<Page> labelRoundPage(Transaction& transaction, const Reader& reader,
                                   const std::string& roundId);

/// The next pair for `entered.actor`, or that none is left; a refused form is shown again with the pair it
/// was about.
std::optional<Page> nextPairPage(Transaction& transaction, const Reader& reader, const std::string& roundId,
                                 const std::string& pairId, const EnteredLabel& entered);

std::optional<Page> disagreementsPage(Transaction& transaction, const Reader& reader,
                                      const std::string& roundId);

/// Nothing when nobody disagrees about the pair, or it was settled.
std::optional<Page> settlePage(Transaction& transaction, const Reader& reader, const std::string& pairId,
                               const EnteredLabel& entered);

std::optional<Page> labelQualityPage(Transaction& transaction, const Reader& reader,
                                     const std::string& roundId);

}  // namespace cadastre::reports
