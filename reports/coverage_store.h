// Coverage as a map reads it: pairs of body and function, and what they add up to at each level of both
// trees. Today's are kept with the data and counted by the upkeep; those of another time are counted when
// they are asked for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// Counts the pairs and their sums anew and writes the rows that differ from those kept.
void keepCoverage(WriteTransaction& transaction, const Times& times);

/// What part of the map is asked for; empty: from the top.
struct CoverageView {
    std::string classifier;  ///< tree of functions
    std::string function;    ///< the level below this function
    std::string subject;     ///< the level below the body of this code
};

/// Pairs of one state, and their money in one currency ("": none).
struct CoverageSum {
    std::string subjectUid;
    std::string function;  ///< empty: the whole tree
    std::string state;
    std::string currency;
    std::int64_t pairs = 0;
    std::optional<std::int64_t> plannedCost, overlapLow, overlapHigh;  ///< minor units
    std::int64_t unknownCosts = 0;
};

struct FunctionHead {
    std::string code;
    std::string name, nameRussian;
    bool opens = false;  ///< there are functions below it
};

struct SubjectHead {
    std::string uid, code, name, shortName;
    bool opens = false;      ///< there are bodies below it
    std::int64_t empty = 0;  ///< pairs that no system covers
};

struct CoverageTree {
    std::string classifier, name, nameRussian;
};

/// The trees that have pairs, typical activities last.
std::vector<CoverageTree> coverageTrees(Transaction& transaction);
/// The function and those above it, the top first; empty when there is no such function.
std::vector<FunctionHead> functionPath(Transaction& transaction, const std::string& classifier,
                                       const std::string& code);
/// The functions right below one, or the top of the tree.
std::vector<FunctionHead> functionsBelow(Transaction& transaction, const std::string& classifier,
                                         const std::string& code);
/// The body and those above it, the top first; empty when there is no such body.
std::vector<SubjectHead> subjectPath(Transaction& transaction, const std::string& code);

/// A page of the bodies right below one, or the top: those with most empty pairs first.
struct SubjectPage {
    std::optional<std::pair<std::int64_t, std::string>>
        after;  ///< empty pairs and code of the last one shown
    int limit = 0;
};

class CoverageMap {
  public:
    /// Throws NotCounted for a time of which there is no picture.
    CoverageMap(Transaction& transaction, const Times& times);

    std::vector<SubjectHead> subjectsBelow(const CoverageView& view, const SubjectPage& page);
    /// The sums of these bodies with all below them, by these functions.
    std::vector<CoverageSum> sums(const CoverageView& view, const std::vector<std::string>& subjectUids,
                                  const std::vector<std::string>& functions);
    /// The sums of one body without those below it.
    std::vector<CoverageSum> ownSums(const CoverageView& view, const std::string& subjectUid,
                                     const std::vector<std::string>& functions);

  private:
    Transaction& transaction_;
};

/// The body that stands for all of them in sums.
inline constexpr const char* allSubjects = "00000000-0000-0000-0000-000000000000";

struct CoveragePair {
    std::string holderCode, holderName, classifier, function, functionName, functionNameRussian, state,
        statutoryBasis;
    std::int64_t operating = 0, planned = 0, projects = 0, unknownCosts = 0;
    std::string currency;
    std::optional<std::int64_t> plannedCost, overlapLow, overlapHigh;
};

/// What list of pairs is asked for; empty: any.
struct PairQuestion {
    std::string state;                                  ///< "charged": any but what is outside the mandate
    std::string classifier, function, subject, holder;  ///< holder: that body alone
    std::vector<std::string> after;  ///< holder, classifier and function of the last pair shown
};

inline constexpr int pairsOnPage = 50;
/// One more than a page holds where there are more; in the order of holders and functions.
std::vector<CoveragePair> coveragePairs(Transaction& transaction, const Times& times,
                                        const PairQuestion& question);
/// The pairs asked for in any state, state by state.
std::vector<CoverageSum> pairSums(Transaction& transaction, const Times& times, const PairQuestion& question);

}  // namespace cadastre::reports
