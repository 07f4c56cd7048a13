// The typed tables follow the versions: whoever writes record_version (an import, an undo) says which states
// are now the newest, and the rows of subject, asset, cost_line… are brought to them, set by set, a kind at a
// time. It lives with the submissions because a submission is the only thing that writes states.
#pragma once

#include <set>
#include <string>

#include "schema/transaction.h"

namespace cadastre::submissions {

/// Brings the typed tables to the states in `state_to_keep(uid, kind, holder_uid, holder_key, valid_from,
/// content, place)`, a temporary table or view of the caller's; place: where in the submission it stands,
/// null where it is in none. The records must be in `record` already. References are resolved to records that
/// have not ended; those that lead nowhere go to dangling_reference. `kinds`: those present there.
/// `submissionId` becomes the row's submission.
void keepNewestStates(WriteTransaction& transaction, const std::set<std::string>& kinds,
                      const std::string& submissionId);

/// Takes out the typed rows of the records in the temporary table `state_to_remove(uid, kind)`, what refers
/// to an asset or subject last. Throws RuleViolation when another row still refers to one of them.
void removeNewestStates(WriteTransaction& transaction, const std::set<std::string>& kinds);

}  // namespace cadastre::submissions
