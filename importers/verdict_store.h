// What the verdict says, read back from the import's tables: the problems met on the way in, and the findings
// that the rules opened on what came in.
#pragma once

#include <span>

#include "importers/verdict.h"
#include "schema/transaction.h"

namespace cadastre::importers {

/// Fills in `problems` from import_problem; identical ones are one group.
void readProblems(WriteTransaction& transaction, std::span<const submissions::SubmissionFile> files,
                  Verdict& verdict);

/// Fills in `findings` and appends a group for each rule and field of each file, with the words of its first
/// hit. Needs import_item and touched_record; for after the rules were run.
void readFindings(WriteTransaction& transaction, std::span<const submissions::SubmissionFile> files,
                  Verdict& verdict);

}  // namespace cadastre::importers
