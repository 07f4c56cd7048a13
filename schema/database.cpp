// Lending connections out and taking back only sound ones.
#include "schema/database.h"

#include <fmt/format.h>

#include "schema/errors.h"

namespace cadastre {

Database::Database(std::string address, DatabaseOptions options)
    : address_(std::move(address)), options_(std::move(options)) {}

Database::Lease Database::lease() {
    std::unique_lock lock(mutex_);
    if (!freed_.wait_for(lock, options_.patience, [this] { return lent_ < options_.connections; })) {
        throw UnavailableError(
            fmt::format("all {} connections to the database are busy; try again", options_.connections));
    }
    ++lent_;
    if (!idle_.empty()) {
        std::unique_ptr<Connection> connection = std::move(idle_.back());
        idle_.pop_back();
        return {*this, std::move(connection)};
    }
    lock.unlock();
    try {
        return {*this, connect()};
    } catch (...) {
        giveBack(nullptr);
        throw;
    }
}

void Database::closeIdle() {
    std::vector<std::unique_ptr<Connection>> closing;
    const std::scoped_lock lock(mutex_);
    closing.swap(idle_);
}

std::unique_ptr<Connection> Database::connect() {
    if (options_.beforeConnecting) options_.beforeConnecting();
    return std::make_unique<Connection>(address_);
}

void Database::giveBack(std::unique_ptr<Connection> connection) {
    {
        const std::scoped_lock lock(mutex_);
        --lent_;
        if (connection != nullptr && connection->idle()) idle_.push_back(std::move(connection));
    }
    freed_.notify_one();
}

void Database::Lease::renew() {
    connection_.reset();
    connection_ = database_->connect();
}

}  // namespace cadastre
