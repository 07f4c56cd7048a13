// Keeps what a search found: groups that stand as they were found are left alone, the others written in bulk,
// those no longer found superseded, and the findings of whatever differs brought up to date.
#pragma once

#include <string>

#include "profiles/duplicates/register/duplicate_store.h"
#include "profiles/duplicates/register/register_duplicates.h"

namespace cadastre::duplicates {

/// Writes the clusters, found by a model of this version, as groups of the run `summary.runId` and counts
/// into `summary` what became of them; texts that were compared are put into the explanations of those that
/// are written. Findings follow unless the run is an experiment.
void keepFound(WriteTransaction& transaction, const KeptClusters& clusters, const std::string& modelVersion,
               const SearchOptions& options, SearchSummary& summary);

}  // namespace cadastre::duplicates
