// Lending connections out and taking back only sound ones.
#include "schema/database.h"

#include <fmt/format.h>

#include "schema/errors.h"

namespace cadastre {

Database::Database(std::string address, DatabaseOptions options)
    : address_(std::move(address)), options_(std::move(options)) {}

// A place that comes free goes to the first who waits, also when somebody else asks at that very moment.
void Database::takeTurn(std::unique_lock<std::mutex>& lock) {
    if (lent_ < options_.connections) {
        ++lent_;
        return;
    }
    Borrower borrower;
    const auto place = waiting_.insert(waiting_.end(), &borrower);
    if (borrower.called.wait_for(lock, options_.patience, [&] { return borrower.served; })) return;
    waiting_.erase(place);
    throw UnavailableError(
        fmt::format("all {} connections to the database are busy; try again", options_.connections));
}

Database::Lease Database::lease() {
    std::unique_lock lock(mutex_);
    takeTurn(lock);
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
    const std::scoped_lock lock(mutex_);
    if (connection != nullptr && connection->idle()) idle_.push_back(std::move(connection));
    if (waiting_.empty()) {
        --lent_;
        return;
    }
    Borrower& next = *waiting_.front();
    waiting_.pop_front();
    next.served = true;
    next.called.notify_one();
}

void Database::Lease::renew() {
    connection_.reset();
    connection_ = database_->connect();
}

}  // namespace cadastre
