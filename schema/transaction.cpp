// Beginning, ending and marking transactions.
#include "schema/transaction.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace cadastre {

namespace {

constexpr Query setAuthorship{
    "transaction.set_authorship",
    "select set_config('cadastre.actor', $1, true), set_config('cadastre.subject', $2, true), "
    "set_config('cadastre.reason', $3, true)"};
constexpr Query exportSnapshot{"transaction.export_snapshot", "select pg_export_snapshot()"};

constexpr Query readListChanges{"transaction.list_changes", "select changes from cadastre.code_list_change"};

constexpr const char* beginRead = "begin isolation level repeatable read read only";

// A snapshot's name is digits and dashes; SET TRANSACTION takes no parameter.
std::string beginWith(const std::string& snapshot) {
    if (snapshot.find_first_not_of("0123456789ABCDEFabcdef-") != std::string::npos) {
        throw UsageError(fmt::format("\"{}\" is no snapshot's name", snapshot));
    }
    return fmt::format("{}; set transaction snapshot '{}'", beginRead, snapshot);
}

const char* beginningOf(Isolation isolation) {
    return isolation == Isolation::Serializable ? "begin isolation level serializable"
                                                : "begin isolation level read committed";
}

}  // namespace

Transaction::Transaction(Database& database, const std::string& begin, bool reading)
    : lease_(database.lease()), keptAnswers_(reading ? &database.keptAnswers() : nullptr) {
    try {
        lease_->script("transaction.begin", begin);
    } catch (const UnavailableError&) {
        // A pooled connection may have died while nobody used it: nothing was done on it yet, so a new
        // one serves as well. Once the transaction runs, no connection is ever replaced silently.
        if (!lease_->lost()) throw;
        lease_.renew();
        lease_->script("transaction.begin", begin);
    }
}

Transaction::~Transaction() {
    if (!open_ || lease_->lost()) return;
    try {
        lease_->script("transaction.rollback", "rollback");
    } catch (const Error& error) {
        // A connection that can't even roll back is not idle and so never goes back to the pool.
        spdlog::warn("rollback failed: {}", error.what());
    }
}

Connection& Transaction::connection() {
    if (!open_ || lease_->lost()) throw UnavailableError("the transaction is over; begin a new one");
    return *lease_;
}

Result Transaction::runWith(const Query& query, const Parameters& parameters) {
    return connection().run(query, parameters);
}

Result Transaction::runShape(std::string_view name, const std::string& sql, const Parameters& parameters) {
    return connection().runShape(name, sql, parameters);
}

Result Transaction::runOnListsWith(const Query& query, const Parameters& parameters) {
    if (keptAnswers_ == nullptr) return runWith(query, parameters);
    if (!listChanges_) listChanges_ = run(readListChanges).one().get<std::int64_t>(0);
    if (auto kept = keptAnswers_->find(query, parameters, *listChanges_)) return *kept;
    Result answer = runWith(query, parameters);
    keptAnswers_->keep(query, parameters, *listChanges_, answer);
    return answer;
}

Result Transaction::runOnce(std::string_view name, const std::string& sql, const Parameters& parameters) {
    return connection().runOnce(name, sql, parameters);
}

ReadTransaction::ReadTransaction(Database& database) : Transaction(database, beginRead, true) {}

ReadTransaction::ReadTransaction(Database& database, std::chrono::milliseconds patience)
    : Transaction(database, fmt::format("{}; set local statement_timeout = {}", beginRead, patience.count()),
                  true) {}

ReadTransaction::ReadTransaction(Database& database, const std::string& snapshot)
    : Transaction(database, beginWith(snapshot), true) {}

std::string ReadTransaction::snapshot() {
    return run(exportSnapshot).one().get<std::string>(0);
}

WriteTransaction::WriteTransaction(Database& database, const Authorship& authorship, Isolation isolation)
    : Transaction(database, beginningOf(isolation), false) {
    run(setAuthorship, authorship.actor, authorship.subject, authorship.reason);
}

void WriteTransaction::commit() {
    Connection& mine = connection();
    // PostgreSQL answers COMMIT after a failed statement with a quiet ROLLBACK.
    if (mine.failed())
        throw DatabaseFault("a statement of this transaction failed; it can only be rolled back");
    open_ = false;
    try {
        mine.script("transaction.commit", "commit");
    } catch (const UnavailableError& error) {
        throw UnavailableError(
            fmt::format("the database went away at the last moment, so whether this was kept is "
                        "unknown; look before you do it again: {}",
                        error.what()));
    }
}

void WriteTransaction::checkDeferredRules() {
    connection().script("transaction.check_deferred_rules", "set constraints all immediate");
}

void WriteTransaction::rollback() {
    Connection& mine = connection();
    open_ = false;
    mine.script("transaction.rollback", "rollback");
}

}  // namespace cadastre
