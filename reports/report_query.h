// Puts a report's constant pieces together with what is asked: times, filters, a page. What comes from
// outside becomes parameters; nothing of it is ever part of the statement.
#pragma once

#include <string>
#include <utility>

#include "reports/report.h"
#include "schema/errors.h"
#include "schema/messages.h"
#include "schema/parameters.h"

namespace cadastre::reports {

/// A question that the report does not take, as a message of the catalogue with its arguments; what() says it
/// in English.
class RefusedQuestion : public UsageError {
  public:
    RefusedQuestion(const std::string& english, std::string key, MessageArguments arguments)
        : UsageError(english), key_(std::move(key)), arguments_(std::move(arguments)) {}
    [[nodiscard]] const std::string& key() const { return key_; }
    [[nodiscard]] const MessageArguments& arguments() const { return arguments_; }

  private:
    std::string key_;
    MessageArguments arguments_;
};

struct ReportQuery {
    std::string sql;  ///< $1, $2 … for `parameters`
    Parameters parameters;
};

/// The rows of the report, in its order, its columns by name. Throws UsageError for a filter the report
/// doesn't take (naming those it takes), a value of the wrong shape, a time it has no history for, or a
/// required filter that is missing.
ReportQuery rowsQuery(const Report& report, const ReportRequest& request);

/// The first `request.limit` rows after `request.after` in the order of the report's key, with the key itself
/// as an array of text in one more column, page_key. Throws UsageError as rowsQuery does, for a report that
/// is shown whole, and for an `after` that is no key of it.
ReportQuery pageQuery(const Report& report, const ReportRequest& request);

/// What the rows add up to: columns `counted_by`, `currency`, `rows` and one per money column, a row for each
/// value of the report's countedBy and currency. Amounts are in major units.
ReportQuery totalsQuery(const Report& report, const ReportRequest& request);

}  // namespace cadastre::reports
