// SQLSTATE to domain error: classes and codes of PostgreSQL 15, appendix A of its manual.
#include "schema/sql_error.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include "schema/errors.h"

namespace cadastre {

namespace {

std::string field(const pg_result* result, int which) {
    const char* text = result == nullptr ? nullptr : PQresultErrorField(result, which);
    return text == nullptr ? std::string() : std::string(text);
}

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    return text;
}

}  // namespace

void throwDomainError(const SqlFailure& failure, std::string_view name) {
    const std::string& state = failure.state;
    const std::string_view group = std::string_view(state).substr(0, 2);
    const std::string full =
        failure.detail.empty() ? failure.message : fmt::format("{} ({})", failure.message, failure.detail);

    if (state.empty() || group == "08" || state == "57P01" || state == "57P02" || state == "57P03" ||
        state == "57P05") {
        throw UnavailableError(fmt::format("the database went away during {}: {}", name, full));
    }
    if (state == "57014") throw CancelledError(fmt::format("{} was cancelled: {}", name, full));
    if (state == "40001" || state == "40P01" || state == "55P03") {
        throw ConflictError(fmt::format("somebody changed the same records during {}; do it again", name));
    }
    if (group == "53" || group == "58") {
        throw UnavailableError(fmt::format("the database lacks means for {}: {}", name, full));
    }
    // CD is the class of our own triggers; P0001 is what one raises that names no state.
    if (group == "23" || group == "44" || group == "CD" || state == "P0001") {
        throw RuleViolation(failure.constraint, failure.message, failure.detail);
    }
    if (group == "22") throw InputError(full);
    if (state == "42501") throw ForbiddenError(full);
    if (group == "28" || state == "3D000") {
        throw UnavailableError(fmt::format("the database can't be entered: {}", full));
    }
    throw DatabaseFault(fmt::format("{} failed with {}: {}", name, state, full));
}

void throwDomainError(pg_conn* connection, const pg_result* result, std::string_view name) {
    SqlFailure failure{field(result, PG_DIAG_SQLSTATE), field(result, PG_DIAG_MESSAGE_PRIMARY),
                       field(result, PG_DIAG_MESSAGE_DETAIL), field(result, PG_DIAG_CONSTRAINT_NAME)};
    if (failure.message.empty()) failure.message = trimmed(PQerrorMessage(connection));
    // libpq calls a connection good on which only writing has failed so far: reading tells whether it is
    // lost.
    if (failure.state.empty() && PQstatus(connection) == CONNECTION_OK && PQconsumeInput(connection) == 1 &&
        PQstatus(connection) == CONNECTION_OK) {
        failure.state = "XX000";
    }
    throwDomainError(failure, name);
}

}  // namespace cadastre
