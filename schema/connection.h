// One connection to PostgreSQL: a thin layer over libpq that runs named queries, COPY and cancellation on the
// same connection, which libpqxx 6.4 can't share (docs/decisions/0003-libpq.md). Only the ground floor sees
// it; the floors above work through the types in transaction.h and copy.h.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "schema/parameters.h"
#include "schema/query.h"
#include "schema/result.h"

struct pg_conn;
struct pg_cancel;

namespace cadastre {

/// Stops whatever its connection is running; may be called from any thread and outlives the connection.
class Canceller {
  public:
    explicit Canceller(pg_conn* connection);
    /// Asks the server to stop; the running statement then fails with CancelledError. Throws
    /// UnavailableError when the server can't be asked.
    void cancel() const;

  private:
    std::shared_ptr<pg_cancel> handle_;
};

class Connection {
  public:
    /// `address`: a libpq URL or keyword string, several hosts allowed. Sets search_path to cadastre, public,
    /// the clock to UTC and text to UTF-8. Throws UnavailableError.
    explicit Connection(const std::string& address);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Runs a named query, prepared on its first run here. Throws by SQLSTATE (see sql_error.h).
    Result run(const Query& query, const Parameters& parameters);
    /// Runs a statement put together from constant pieces in few ways: it is kept prepared by its text, of
    /// the hundred used last.
    Result runShape(std::string_view name, const std::string& sql, const Parameters& parameters);
    /// Runs a statement that is not worth keeping prepared: each is different, or is to be planned for its
    /// values.
    Result runOnce(std::string_view name, const std::string& sql, const Parameters& parameters);
    /// Runs the query and hands over row by row without holding them all; returns how many. When the
    /// callback throws, the query is cancelled and the connection given up.
    std::int64_t forEach(const Query& query, const Parameters& parameters,
                         const std::function<void(const Row&)>& callback);
    /// Runs any number of statements without parameters: migrations, transaction control.
    void script(std::string_view name, const std::string& sql);

    [[nodiscard]] Canceller canceller() const { return Canceller(handle_); }
    /// Connected, and not inside a transaction or a COPY: fit for the next user.
    [[nodiscard]] bool idle() const;
    [[nodiscard]] bool lost() const;
    /// Inside a transaction of which a statement has failed.
    [[nodiscard]] bool failed() const;
    /// Stops what runs and drops the connection at once, whatever the server still wants to send.
    void giveUp();

    /// For copy.cpp: libpq's own handle.
    [[nodiscard]] pg_conn* handle() const { return handle_; }

  private:
    struct Shape {
        std::string sql;
        std::string statement;  ///< its name on the server
    };

    void prepare(const Query& query);
    const std::string& preparedShape(std::string_view name, const std::string& sql);
    Result runPrepared(std::string_view name, const char* statement, const Parameters& parameters);

    pg_conn* handle_;
    std::list<Shape> shapes_;  ///< the one used last first
    std::unordered_map<std::string_view, std::list<Shape>::iterator> shapesBySql_;
    std::uint64_t shapesMade_ = 0;
    std::unordered_map<std::string, const char*> prepared_;
};

}  // namespace cadastre
