// Submissions as the register keeps them: entered once, listed, and undone whole while nobody built on them.
#pragma once

#include <string>
#include <vector>

#include "profiles/submissions/submission.h"
#include "schema/transaction.h"

namespace cadastre::submissions {

/// Enters a submission with its files. Its counts must add up, or RuleViolation.
void addSubmission(WriteTransaction& transaction, const Submission& submission);

/// Newest first, `limit` of them, those received before the one named by `before` (empty: from the newest).
/// Without their verdicts and files.
std::vector<Submission> listSubmissions(Transaction& transaction, int limit, const std::string& before = {});

/// One with its verdict and files. Throws UsageError when there is none.
Submission findSubmission(Transaction& transaction, const std::string& id);

struct Undone {
    std::string submissionId;  ///< the submission that undoes
    std::int64_t records = 0;  ///< records whose state it took back
};

/// Takes back everything an import brought: for each of its versions the former state is written again at the
/// same day, or an end where there was none; newest states, events and findings follow. Refused with
/// RuleViolation (constraint "submission_is_built_on") while later submissions, links or decisions stand on
/// its records, and with UsageError when it is no import or was undone before.
Undone undoSubmission(WriteTransaction& transaction, const std::string& id, const std::string& actor,
                      const std::string& reason);

}  // namespace cadastre::submissions
