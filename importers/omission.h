// What a file that is said to be complete leaves out: findings, never deletions. It lives with the importers
// because only an import can say what it did not hold.
#pragma once

#include <cstdint>
#include <string>

#include "schema/transaction.h"

namespace cadastre::importers {

/// Opens a finding "omitted" for each living asset of the subjects of this import (and of the subject with
/// the code `subject`, when not empty) that is not in import_item, and closes those of assets that are.
/// Returns how many are missing.
std::int64_t findOmitted(WriteTransaction& transaction, const std::string& subject,
                         const std::string& submissionId);

}  // namespace cadastre::importers
