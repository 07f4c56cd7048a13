// libpq behind values and exceptions; every statement is logged with its name, milliseconds and rows.
#include "schema/connection.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <spdlog/spdlog.h>

#include <array>
#include <chrono>

#include "schema/errors.h"
#include "schema/sql_error.h"

namespace cadastre {

namespace {

// A plan of a page's statement takes some hundred kilobytes on the server.
constexpr std::size_t mostShapes = 100;

constexpr const char* sessionSettings =
    "set search_path = cadastre, public; set timezone = 'UTC'; set datestyle = 'ISO, YMD'; "
    "set client_encoding = 'UTF8'; set standard_conforming_strings = on; set bytea_output = 'hex'";

using ResultHandle = std::shared_ptr<pg_result>;

ResultHandle held(pg_result* result) {
    return {result, [](pg_result* mine) { PQclear(mine); }};
}

bool succeeded(const pg_result* result) {
    const ExecStatusType status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY;
}

// Tells the log what a statement cost, whichever way it ends.
class Stopwatch {
  public:
    explicit Stopwatch(std::string_view name) : name_(name) {}
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;
    ~Stopwatch() {
        const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start_;
        if (rows_ < 0) {
            spdlog::debug("sql {} failed after {:.1f} ms", name_, spent.count());
        } else {
            spdlog::debug("sql {} {:.1f} ms {} rows", name_, spent.count(), rows_);
        }
    }
    void count(std::int64_t rows) { rows_ = rows; }
    Result finish(pg_conn* connection, const ResultHandle& handle) {
        if (!succeeded(handle.get())) throwDomainError(connection, handle.get(), name_);
        Result result(handle);
        rows_ = PQresultStatus(handle.get()) == PGRES_TUPLES_OK ? result.size() : result.affected();
        return result;
    }

  private:
    std::string_view name_;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::int64_t rows_ = -1;
};

void logNotice(void* /*unused*/, const char* message) {
    spdlog::debug("postgres says: {}", message);
}

}  // namespace

Canceller::Canceller(pg_conn* connection)
    : handle_(connection == nullptr ? nullptr : PQgetCancel(connection),
              [](pg_cancel* mine) { PQfreeCancel(mine); }) {}

void Canceller::cancel() const {
    std::array<char, 256> reason{};
    if (handle_ == nullptr || PQcancel(handle_.get(), reason.data(), static_cast<int>(reason.size())) == 0) {
        throw UnavailableError(fmt::format("the running query can't be cancelled: {}", reason.data()));
    }
}

Connection::Connection(const std::string& address) {
    // The address comes second, so that it may name another application, but not another encoding.
    const std::array<const char*, 4> keys{"fallback_application_name", "dbname", "client_encoding", nullptr};
    const std::array<const char*, 4> values{"cadastre", address.c_str(), "UTF8", nullptr};
    handle_ = PQconnectdbParams(keys.data(), values.data(), 1);
    if (PQstatus(handle_) != CONNECTION_OK) {
        const std::string reason = PQerrorMessage(handle_);
        PQfinish(handle_);
        throw UnavailableError(fmt::format("no connection to the database: {}", reason));
    }
    PQsetNoticeProcessor(handle_, logNotice, nullptr);
    try {
        script("connection.settings", sessionSettings);
    } catch (...) {
        PQfinish(handle_);
        throw;
    }
}

Connection::~Connection() {
    if (handle_ != nullptr) PQfinish(handle_);
}

Result Connection::run(const Query& query, const Parameters& parameters) {
    prepare(query);
    return runPrepared(query.name, query.name, parameters);
}

Result Connection::runShape(std::string_view name, const std::string& sql, const Parameters& parameters) {
    return runPrepared(name, preparedShape(name, sql).c_str(), parameters);
}

Result Connection::runPrepared(std::string_view name, const char* statement, const Parameters& parameters) {
    Stopwatch watch(name);
    const auto values = parameters.pointers();
    return watch.finish(handle_, held(PQexecPrepared(handle_, statement, static_cast<int>(values.size()),
                                                     values.data(), nullptr, nullptr, 0)));
}

Result Connection::runOnce(std::string_view name, const std::string& sql, const Parameters& parameters) {
    Stopwatch watch(name);
    const auto values = parameters.pointers();
    return watch.finish(handle_, held(PQexecParams(handle_, sql.c_str(), static_cast<int>(values.size()),
                                                   nullptr, values.data(), nullptr, nullptr, 0)));
}

std::int64_t Connection::forEach(const Query& query, const Parameters& parameters,
                                 const std::function<void(const Row&)>& callback) {
    Stopwatch watch(query.name);
    prepare(query);
    const auto values = parameters.pointers();
    if (PQsendQueryPrepared(handle_, query.name, static_cast<int>(values.size()), values.data(), nullptr,
                            nullptr, 0) == 0 ||
        PQsetSingleRowMode(handle_) == 0) {
        throwDomainError(handle_, nullptr, query.name);
    }
    std::int64_t rows = 0;
    while (const ResultHandle result = held(PQgetResult(handle_))) {
        if (PQresultStatus(result.get()) == PGRES_SINGLE_TUPLE) {
            ++rows;
            try {
                callback(Row(result, 0));
            } catch (...) {
                giveUp();
                throw;
            }
        } else if (!succeeded(result.get())) {
            while (const ResultHandle rest = held(PQgetResult(handle_)))
                continue;
            throwDomainError(handle_, result.get(), query.name);
        }
    }
    watch.count(rows);
    return rows;
}

void Connection::script(std::string_view name, const std::string& sql) {
    if (sql.find('\0') != std::string::npos)
        throw InputError(fmt::format("{} holds the character U+0000", name));
    Stopwatch watch(name);
    watch.finish(handle_, held(PQexec(handle_, sql.c_str())));
}

bool Connection::idle() const {
    return PQtransactionStatus(handle_) == PQTRANS_IDLE;
}

bool Connection::lost() const {
    return PQstatus(handle_) != CONNECTION_OK;
}

bool Connection::failed() const {
    return PQtransactionStatus(handle_) == PQTRANS_INERROR;
}

void Connection::giveUp() {
    if (handle_ == nullptr) return;
    const Canceller stopper = canceller();
    try {
        stopper.cancel();
    } catch (const UnavailableError& gone) {
        spdlog::debug("giving up a connection: {}", gone.what());
    }
    PQfinish(handle_);
    handle_ = nullptr;
}

void Connection::prepare(const Query& query) {
    const auto [known, isNew] = prepared_.try_emplace(query.name, query.sql);
    if (!isNew) {
        if (known->second != query.sql && std::string_view(known->second) != query.sql) {
            throw DatabaseFault(fmt::format("two queries are named {}", query.name));
        }
        return;
    }
    const ResultHandle prepared = held(PQprepare(handle_, query.name, query.sql, 0, nullptr));
    if (!succeeded(prepared.get())) {
        prepared_.erase(known);
        throwDomainError(handle_, prepared.get(), query.name);
    }
}

const std::string& Connection::preparedShape(std::string_view name, const std::string& sql) {
    if (const auto known = shapesBySql_.find(sql); known != shapesBySql_.end()) {
        shapes_.splice(shapes_.begin(), shapes_, known->second);
        return known->second->statement;
    }
    const std::string statement = fmt::format("{} {}", name, ++shapesMade_);
    const ResultHandle prepared = held(PQprepare(handle_, statement.c_str(), sql.c_str(), 0, nullptr));
    if (!succeeded(prepared.get())) throwDomainError(handle_, prepared.get(), name);
    shapes_.push_front({sql, statement});
    shapesBySql_.emplace(shapes_.front().sql, shapes_.begin());
    if (shapes_.size() > mostShapes) {
        script("connection.forget_shape", fmt::format("deallocate \"{}\"", shapes_.back().statement));
        shapesBySql_.erase(shapes_.back().sql);
        shapes_.pop_back();
    }
    return shapes_.front().statement;
}

}  // namespace cadastre
