// The one place where PostgreSQL's SQLSTATE becomes a failure of the domain.
#pragma once

#include <string>
#include <string_view>

struct pg_conn;
struct pg_result;

namespace cadastre {

/// What PostgreSQL said about a statement it refused.
struct SqlFailure {
    std::string state;       ///< SQLSTATE, five letters; empty when the connection broke
    std::string message;     ///< the primary message
    std::string detail;      ///< may be empty
    std::string constraint;  ///< the constraint's name, where one was broken; may be empty
};

/// Throws the error of errors.h that the failure of the query `name` amounts to.
[[noreturn]] void throwDomainError(const SqlFailure& failure, std::string_view name);

/// The same from libpq's hands; `result` may be null when the connection broke.
[[noreturn]] void throwDomainError(pg_conn* connection, const pg_result* result, std::string_view name);

}  // namespace cadastre
