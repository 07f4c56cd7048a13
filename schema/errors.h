// The failures a caller can meet, by what can be done about them. Every floor throws these and no others
// for the outside world's faults; the command turns them into exit statuses, the service into problem+json.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace cadastre {

/// The root of all: what() is a sentence for people, saying what went wrong and how to mend it.
class Error : public std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// What came in can't be taken (exit status 1, HTTP 422): malformed, out of range, not text.
class InputError : public Error {
    using Error::Error;
};

/// The question was put wrongly (exit status 2, HTTP 400).
class UsageError : public Error {
    using Error::Error;
};

/// A rule of the domain that the database holds was about to be broken (exit status 1, HTTP 409).
class RuleViolation : public Error {
  public:
    RuleViolation(std::string constraint, const std::string& message, std::string detail = {})
        : Error(message), constraint_(std::move(constraint)), detail_(std::move(detail)) {}
    /// The name of the constraint or of the trigger's rule, by which the message catalogue knows it.
    [[nodiscard]] const std::string& constraint() const { return constraint_; }
    /// The database's detail line: which key, which row.
    [[nodiscard]] const std::string& detail() const { return detail_; }

  private:
    std::string constraint_;
    std::string detail_;
};

/// Somebody else was faster (HTTP 409, after retries 503): the same work may succeed when done again.
class ConflictError : public Error {
    using Error::Error;
};

/// The actor may not do this (exit status 1, HTTP 403).
class ForbiddenError : public Error {
    using Error::Error;
};

/// Something needed is not there now (exit status 3, HTTP 503): no database, no disk space.
class UnavailableError : public Error {
    using Error::Error;
};

/// The work was cancelled on request or ran out of its time (exit status 3).
class CancelledError : public UnavailableError {
    using UnavailableError::UnavailableError;
};

/// The database refused a statement of ours for a reason that no input explains: a fault in the program
/// (exit status 3, HTTP 500).
class DatabaseFault : public Error {
    using Error::Error;
};

}  // namespace cadastre
