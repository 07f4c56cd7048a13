// What the plainer lists ask: findings and their rules. Each goes on from the key of its last row.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

inline constexpr int rowsOnPage = 50;

struct ListedFinding {
    std::string findingId, rule, severity, field, value, arguments, recordKind, recordName, holderName,
        clusterId;
    std::optional<std::int64_t> assetNumber;  ///< where it stands against an asset that is registered now
    std::string holderKey;
    std::optional<std::int64_t> moneyLow, moneyHigh;
    std::string currency;
    Instant firstFoundAt{};
    std::string dueOn;  ///< by when it is to be answered; empty: by no day
};
struct FindingQuestion {
    std::string rule, severity, subject, after;  ///< empty: any
    int olderThanDays = 0;                       ///< found first at least so many days ago; 0: any
};
/// Open findings; one more than a page holds where there are more.
std::vector<ListedFinding> openFindings(Transaction& transaction, const FindingQuestion& question);
struct DescribedRule {
    std::string code, severity, applies, nameEnglish, nameRussian, whyEnglish, whyRussian, remedyEnglish,
        remedyRussian;
    std::vector<std::string> classes, stages, fields;
    bool active = true;
};
/// Nothing when there is no such rule.
std::optional<DescribedRule> describedRule(Transaction& transaction, const std::string& code);

/// The severity of each rule by its code.
std::map<std::string, std::string> severitiesOfRules(Transaction& transaction);
/// The settings in force on the transaction's day, as arguments of messages.
MessageArguments settingsInForce(Transaction& transaction);

struct HolderCount {
    std::string code, name;
    std::int64_t findings = 0;
};
/// The bodies with most open findings of a rule of their own, ten at most; while nothing changed since the
/// last count, as it found them.
std::vector<HolderCount> holdersOfRule(Transaction& transaction, const Times& times, const std::string& rule);

/// How many there are, counted no further than `most` + 1.
std::int64_t countOpenFindings(Transaction& transaction, const FindingQuestion& question, std::int64_t most);

}  // namespace cadastre::reports
