// How one kind of record is kept in its typed table: the statements behind newest_state_store, which runs
// them in the order of record_kind. One file a family of kinds holds them.
#pragma once

#include <span>

#include "schema/query.h"

namespace cadastre::submissions {

/// The statements of one kind, in order. Those of `keep` read state_to_keep and state_reference; $1, where a
/// statement has one, is the submission. Those of `remove` read state_to_remove.
struct KindStatements {
    const char* kind;
    std::span<const Query> keep;
    std::span<const Query> keepForSubmission;  ///< as keep, with $1 = the submission
    std::span<const Query> remove;
};

/// Subjects, classifiers, functions, product releases, documents, assets, evidence.
std::span<const KindStatements> registerKinds();
/// Programmes, projects, tasks, cost lines, indicators with values and links, contracts, approved totals.
std::span<const KindStatements> moneyKinds();
/// Rounds, duties, nil returns, mandates.
std::span<const KindStatements> roundKinds();

}  // namespace cadastre::submissions
