// Transactions as types: what only reads can't write, in the type and in the database; what writes says who,
// for which subject and why. Functions of the stores take a transaction and never commit it: only the edge
// (a command, a request handler, a job) does.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "schema/database.h"
#include "schema/errors.h"

namespace cadastre {

/// What both kinds can do. A store's reading functions take this, its writing functions WriteTransaction.
class Transaction {
  public:
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    /// Runs a named query with its parameters: run(assetByKey, subject, key).
    template <typename... Values>
    Result run(const Query& query, const Values&... values) {
        return runWith(query, Parameters(std::in_place, values...));
    }
    Result runWith(const Query& query, const Parameters& parameters);
    /// For a statement put together from constant pieces in few ways, which is the same for all values.
    Result runShape(std::string_view name, const std::string& sql, const Parameters& parameters);
    /// For a question that asks nothing but the code lists: in a transaction that only reads its answer is
    /// what the Database kept of it, as long as no list was written.
    template <typename... Values>
    Result runOnLists(const Query& query, const Values&... values) {
        return runOnListsWith(query, Parameters(std::in_place, values...));
    }
    /// For a statement put together from constant pieces (optional filters, an order by choice) that is to be
    /// planned for its values.
    Result runOnce(std::string_view name, const std::string& sql, const Parameters& parameters = {});
    /// Streams the rows of a query to a callback without holding them all; returns how many there were.
    template <typename... Values>
    std::int64_t forEach(const Query& query, const std::function<void(const Row&)>& callback,
                         const Values&... values) {
        return connection().forEach(query, Parameters(std::in_place, values...), callback);
    }
    /// Stops this transaction's running statement from another thread.
    [[nodiscard]] Canceller canceller() const { return lease_->canceller(); }
    /// For COPY (copy.h) and migrations. Throws UnavailableError when the transaction is over.
    [[nodiscard]] Connection& connection();

  protected:
    Transaction(Database& database, const std::string& begin, bool reading);
    ~Transaction();
    Database::Lease lease_;
    bool open_ = true;

  private:
    Result runOnListsWith(const Query& query, const Parameters& parameters);

    KeptAnswers* keptAnswers_;                 ///< none where lists may be written
    std::optional<std::int64_t> listChanges_;  ///< as this transaction sees them, once it asked
};

/// READ ONLY and REPEATABLE READ: one snapshot for everything it reads; a write fails in the database.
class ReadTransaction : public Transaction {
  public:
    explicit ReadTransaction(Database& database);
    /// The same, no statement of which may run longer than `patience`; one that does ends with
    /// CancelledError.
    ReadTransaction(Database& database, std::chrono::milliseconds patience);
    /// Sees exactly what the transaction sees whose snapshot() this is, while that one is open.
    ReadTransaction(Database& database, const std::string& snapshot);
    [[nodiscard]] std::string snapshot();
};

/// On whose behalf something is written. Triggers and row-level security read it as the settings
/// cadastre.actor, cadastre.subject and cadastre.reason; absent parts are empty there.
struct Authorship {
    std::string actor;
    std::string subject = {};  ///< code of the subject acted for; empty: the register's own service
    std::string reason = {};
};

enum class Isolation : std::uint8_t {
    Serializable,   ///< decisions: as if alone; may fail with ConflictError, see inWriteTransaction
    ReadCommitted,  ///< bulk: each statement sees what is committed; the caller holds the lock it needs
};

class WriteTransaction : public Transaction {
  public:
    WriteTransaction(Database& database, const Authorship& authorship,
                     Isolation isolation = Isolation::Serializable);
    /// Keeps everything or throws; without it all is undone when the transaction goes. Deferred rules are
    /// checked here: RuleViolation. When the connection breaks meanwhile, UnavailableError says so.
    void commit();
    /// Checks the deferred rules now, as commit would: what a dry run ends with.
    void checkDeferredRules();
    /// Undoes everything, now.
    void rollback();
};

/// Does `work(transaction)` and commits; when somebody else was faster, does it again, up to five times, and
/// then throws UnavailableError. `work` must have no effect outside the transaction.
template <typename Work>
auto inWriteTransaction(Database& database, const Authorship& authorship, Work&& work) {
    for (int attempt = 1;; ++attempt) {
        try {
            WriteTransaction transaction(database, authorship);
            if constexpr (std::is_void_v<std::invoke_result_t<Work&, WriteTransaction&>>) {
                work(transaction);
                transaction.commit();
                return;
            } else {
                auto outcome = work(transaction);
                transaction.commit();
                return outcome;
            }
        } catch (const ConflictError&) {
            if (attempt == 5) {
                throw UnavailableError(
                    "the same records are being changed by others all the time; try again later");
            }
        }
    }
}

}  // namespace cadastre
