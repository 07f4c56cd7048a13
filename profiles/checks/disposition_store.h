// What people decide about findings: kept as dispositions with their reasons, plans and evidence. The
// database holds the rules of a decision (a plan for a consolidation, evidence for a justification, four
// eyes).
#pragma once

#include <string>

#include "schema/transaction.h"

namespace cadastre::checks {

struct Decision {
    std::string finding;      ///< identifier of a finding, or of a group of duplicates
    std::string disposition;  ///< code list `disposition`
    std::string reason;
    std::string plan = {};       ///< owed for consolidate and migrate
    std::string dueOn = {};      ///< YYYY-MM-DD, owed for consolidate and migrate
    std::string expiresOn = {};  ///< YYYY-MM-DD, owed for justified
    std::string approver = {};   ///< owed for justified; never the actor
    std::string attachmentName = {};
    std::string attachment = {};  ///< its bytes, at most 20 MB; owed for justified
    std::string actor;
    std::string evidence = {};         ///< number of a document, or an address
    std::string evidenceDatedOn = {};  ///< YYYY-MM-DD: the day on which that document was made out
};

struct Decided {
    std::string dispositionId;
    std::string submissionId;
    std::string findingState;     ///< open, closed or dismissed
    std::int64_t findings = 0;    ///< findings that the decision answers: all of a group of duplicates
    std::string groupState = {};  ///< of the group of duplicates, where it is one
};

/// Keeps a document's bytes, once each, and returns their SHA-256.
std::string keepDocument(WriteTransaction& transaction, const std::string& bytes);

/// Keeps the decision as a submission of its own. An answer (justified, false) dismisses the finding until
/// its evidence changes or the justification expires; mended closes it, and it opens again when the rule
/// still hits; anything else leaves it open, due when the plan is. A decision on one finding of a group of
/// duplicates answers them all, and is kept with the fields the group was compared by: it holds over later
/// searches until one of them is materially another. Throws UsageError for what is no finding or no
/// disposition, RuleViolation (constraint consolidation_has_a_plan, justification_has_evidence,
/// approver_is_another …) for a decision that its kind doesn't allow.
Decided decide(WriteTransaction& transaction, const Decision& decision);

}  // namespace cadastre::checks
