// The register's database as a pool of few connections (4 to 8 serve two cores; one per thread would not).
// Work is done through ReadTransaction and WriteTransaction (transaction.h), which borrow from here.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "schema/connection.h"
#include "schema/kept_answers.h"

namespace cadastre {

struct DatabaseOptions {
    std::size_t connections = 8;
    /// How long a borrower waits for a free connection before UnavailableError.
    std::chrono::milliseconds patience = std::chrono::seconds(10);
    /// Called before a new connection is made: the private cluster sees to it there that it still runs.
    std::function<void()> beforeConnecting = {};
};

class Database {
  public:
    /// `address`: a libpq URL or keyword string. Nothing is connected yet.
    explicit Database(std::string address, DatabaseOptions options = {});
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database() = default;

    /// A borrowed connection; it goes back when this goes, unless it was lost or left inside a transaction.
    class Lease {
      public:
        Lease(Database& database, std::unique_ptr<Connection> connection)
            : database_(&database), connection_(std::move(connection)) {}
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        Lease(Lease&&) = delete;
        Lease& operator=(Lease&&) = delete;
        ~Lease() { database_->giveBack(std::move(connection_)); }
        [[nodiscard]] Connection& operator*() const { return *connection_; }
        [[nodiscard]] Connection* operator->() const { return connection_.get(); }
        /// Replaces a connection found lost before anything was done on it.
        void renew();

      private:
        Database* database_;
        std::unique_ptr<Connection> connection_;
    };

    /// Whoever waits longest is served first, so that nobody waits much longer than the others. Throws
    /// UnavailableError when none comes free in time or the database can't be reached.
    [[nodiscard]] Lease lease();
    /// Closes the connections that nobody uses, so that the database can be dropped or restored.
    void closeIdle();
    [[nodiscard]] const std::string& address() const { return address_; }
    /// What transactions were answered about the code lists.
    [[nodiscard]] KeptAnswers& keptAnswers() { return keptAnswers_; }

  private:
    struct Borrower {
        std::condition_variable called;
        bool served = false;
    };

    std::unique_ptr<Connection> connect();
    void takeTurn(std::unique_lock<std::mutex>& lock);
    void giveBack(std::unique_ptr<Connection> connection);

    std::string address_;
    DatabaseOptions options_;
    std::mutex mutex_;
    std::list<Borrower*> waiting_;  ///< in the order in which they came
    std::vector<std::unique_ptr<Connection>> idle_;
    std::size_t lent_ = 0;
    KeptAnswers keptAnswers_;
};

}  // namespace cadastre
