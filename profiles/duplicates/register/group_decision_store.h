// What people decide about a group of duplicates as a group: who does not belong, where it falls apart, that
// it is one function and not one thing, that it is confirmed or dismissed. Answers that follow the law's list
// (merge, consolidate …) are dispositions, in profiles/checks/disposition_store.h; both leave a decision
// here.
#pragma once

#include <string>
#include <vector>

#include "schema/transaction.h"

namespace cadastre::duplicates {

struct GroupDecision {
    std::string group;     ///< identifier of the group
    std::string decision;  ///< drop, split, same_function, confirm, dismiss or reopen
    /// drop: one list, of those who do not belong; split: a list for each part, who is in none stays. A
    /// member is named by its uid, its register number or HOLDER/KEY.
    std::vector<std::vector<std::string>> parts = {};
    std::string reason;
    std::string evidence = {};        ///< number of a document, or an address
    std::string attachmentName = {};  ///< a document itself; one of the two is owed
    std::string attachment = {};      ///< its bytes, at most 20 MB
    std::string actor;
    std::string evidenceDatedOn = {};  ///< YYYY-MM-DD: the day on which that document was made out
};

struct DecidedGroup {
    std::string decisionId;
    std::string submissionId;
    std::string state;                ///< of the group that was decided about
    std::vector<std::string> groups;  ///< that stand now: the group itself, then those split off
};

/// Keeps the decision with the compared fields it rests on, and changes the group at once: members, money,
/// findings. Later searches keep apart whom it took apart until a compared field is materially another.
/// Throws UsageError for what is no group that stands, no decision or no member, and where nothing would be
/// left of the group; RuleViolation (constraint decision_has_evidence …) for what the database refuses.
DecidedGroup decideGroup(WriteTransaction& transaction, const GroupDecision& decision);

/// Reckons the money of a group anew from its members' costs as they stand.
void priceGroup(WriteTransaction& transaction, const std::string& groupId);

}  // namespace cadastre::duplicates
