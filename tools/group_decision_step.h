// The part of `cadastre decide` that is about groups as groups: --drop, --split, --same-function, --confirm,
// --dismiss and --reopen.
#pragma once

#include <optional>

#include "profiles/duplicates/register/group_decision_store.h"
#include "tools/command.h"

namespace cadastre::tools {

void addGroupOptions(cxxopts::Options& options);

/// What is asked about a group; nothing where none of its options is there. Group, reason, evidence,
/// attachment and actor are the caller's to fill in. Throws UsageMistake for two questions at once.
std::optional<duplicates::GroupDecision> groupDecisionOf(const cxxopts::ParseResult& parsed);

/// Keeps it and says what became of the group.
void decideAboutGroup(const GlobalOptions& global, const duplicates::GroupDecision& decision);

}  // namespace cadastre::tools
