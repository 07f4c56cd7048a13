// Runs the rules over records and keeps what they hit as findings. A file, a form and the night run come here
// with a scope of their own and get the same set-based SQL (rule_queries.h), so no check has a twin.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/checks/rule.h"
#include "schema/transaction.h"

namespace cadastre::checks {

/// Which records are looked at.
class Scope {
  public:
    /// The records in the temporary table `touched_record(uid uuid)`, which the import made in this
    /// transaction, and those whose findings they bear upon. New findings name the submission (a UUID).
    static Scope touched(std::string submissionId);
    /// Everything registered.
    static Scope all();
    /// A subject, what it holds, and the same of every body below it. runRules throws UsageError when no
    /// subject has this code.
    static Scope subject(std::string code);

    enum class Kind : std::uint8_t { touched, all, subject };
    [[nodiscard]] Kind kind() const { return kind_; }
    /// The submission or the subject's code; empty for all.
    [[nodiscard]] const std::string& name() const { return name_; }

  private:
    Scope(Kind kind, std::string name) : kind_(kind), name_(std::move(name)) {}
    Kind kind_;
    std::string name_;
};

struct CheckOptions {
    std::string rule = {};   ///< only this rule; empty: every active one. Unknown: UsageError
    std::string today = {};  ///< YYYY-MM-DD by which things are late or expired; empty: the current day
};

/// What one rule did to the records of the scope.
struct RuleOutcome {
    std::string rule;
    Severity severity = Severity::notice;
    std::int64_t open = 0;       ///< findings of the scope that are open after the run
    std::int64_t opened = 0;     ///< of those, new or reopened by this run
    std::int64_t closed = 0;     ///< closed because the rule no longer hits
    std::int64_t dismissed = 0;  ///< hits that a disposition has answered
    double milliseconds = 0;
};

struct CheckOutcome {
    std::vector<RuleOutcome> rules;  ///< in the order of rule.position, rules without hits too
    [[nodiscard]] std::map<std::string, std::int64_t> openBySeverity() const;
    [[nodiscard]] std::int64_t open() const;
};

/// Applies the rules to the scope: opens findings, closes those that no longer hit, leaves dismissed ones
/// alone until their evidence changes or their justification expires. Every later change of a finding's state
/// is an entry of `finding_entry`; its opening stands in the finding itself. Runs of other transactions wait.
/// The findings of an import are afterwards `finding join touched_record using (uid) where state = 'open'`.
CheckOutcome runRules(WriteTransaction& transaction, const Scope& scope, const CheckOptions& options = {});

/// For searches that find their hits elsewhere (duplicates): makes the temporary tables
/// `checked_record(uid)`, `checked_group(cluster_id)` and `hit(rule, uid, field, detail, value, arguments,
/// money_low, money_high, currency, cluster_id)` for the caller to fill. `today` as in CheckOptions.
void openHitTables(WriteTransaction& transaction, const std::string& today);

/// Turns what stands in those tables into findings of these rules, as runRules does; empties the hits.
/// `submissionId` may be empty. `open` and `dismissed` count the records that are the scope's own.
std::vector<RuleOutcome> keepHits(WriteTransaction& transaction, const std::vector<std::string>& rules,
                                  const std::string& submissionId);

/// The same where the scope is the groups of `checked_group`: findings of other groups stay as they are.
std::vector<RuleOutcome> keepGroupHits(WriteTransaction& transaction, const std::vector<std::string>& rules);

/// The rules in the order of rule.position; `language` is en or ru.
std::vector<RuleDescription> rules(Transaction& transaction, std::string_view language);

}  // namespace cadastre::checks
