// What the pages of bodies ask: the tree, one body, and the lists of its profile.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "reports/coverage_store.h"
#include "reports/page.h"
#include "reports/page_store.h"
#include "schema/transaction.h"

namespace cadastre::reports {

struct Subject {
    std::string uid, code, name, shortName, kind, level, parentCode, parentName, taxNumber,
        registrationNumber;
    std::string foundedOn, dissolvedOn;
    bool silent = false;
};
/// Nothing when there is no such body at the transaction's times.
std::optional<Subject> subjectOf(Transaction& transaction, const std::string& code);

struct SubjectRow {
    std::string uid, code, name, shortName, parentName;
    std::int64_t below = 0, assets = 0, findings = 0, empty = 0;  ///< with all below it
    std::int64_t rank = 0;                                        ///< by which the list is ordered
};
/// What a list of bodies begins with: the code alone, or the greatest number of the kind.
enum class SubjectOrder { code, assets, cost, plan, findings, uncovered };
struct SubjectListQuestion {
    std::string under;          ///< the bodies right below this code; empty: those at the top
    std::string search;         ///< part of code or name, anywhere in the tree
    bool filedNothing = false;  ///< silent bodies, anywhere below `under`
    SubjectOrder order = SubjectOrder::code;
    std::string after;           ///< code of the last one shown
    std::int64_t afterRank = 0;  ///< and its rank
};
inline constexpr int subjectsOnPage = 50;
/// One more than a page holds where there are more; those of one rank by code. Money is ranked by the
/// greatest amount of one currency, since amounts of different ones are never added.
std::vector<SubjectRow> subjectRows(Transaction& transaction, const Times& times,
                                    const SubjectListQuestion& question);
struct SubjectMoney {
    std::string uid, measure, currency;  ///< costs: a year's running; standings: the plan of its programmes
    std::int64_t amount = 0;             ///< minor units
};
/// What is known of the money of these bodies with all below them.
std::vector<SubjectMoney> moneyOfSubjects(Transaction& transaction, const Times& times,
                                          const std::vector<SubjectRow>& rows);
/// Which of these bodies state, with all below them, a function of any system of theirs. Of the others it is
/// not known which functions no system covers.
std::set<std::string> bodiesThatStateFunctions(Transaction& transaction, const Times& times,
                                               const std::vector<std::string>& uids);
/// The same of the bodies themselves, without those below, by the codes of the holders of these pairs.
std::set<std::string> holdersThatStateFunctions(Transaction& transaction, const Times& times,
                                                const std::vector<CoveragePair>& pairs);
/// The first bodies by code, at whatever level.
std::vector<NamedCode> firstSubjects(Transaction& transaction, int most);
/// All bodies that the question counts, at whatever level.
std::int64_t countSubjects(Transaction& transaction, const SubjectListQuestion& question);

struct SubjectRound {
    std::string code, name, dueOn;
    std::int64_t owes = 0;  ///< duties of the body and those below it
    std::int64_t reported = 0, nil = 0,
                 waited = 0;  ///< how many came in, said to have nothing, are waited for
    bool overdue = false;
};
/// Rounds that the body or one below it owes something to, the latest first.
std::vector<SubjectRound> roundsOf(Transaction& transaction, const std::string& code, int most);

}  // namespace cadastre::reports
