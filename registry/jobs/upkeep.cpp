// The background thread.
#include "registry/jobs/upkeep.h"

#include <spdlog/spdlog.h>

#include <chrono>

#include "reports/count_store.h"
#include "reports/search_store.h"

namespace cadastre::jobs {

Upkeep::Upkeep(Database& database) : database_(database), thread_([this] { run(); }) {}

Upkeep::~Upkeep() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    stop_.notify_all();
    thread_.join();
}

void Upkeep::run() {
    constexpr std::chrono::seconds pause{2};
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        lock.unlock();
        try {
            step();
        } catch (const std::exception& error) {
            spdlog::warn("upkeep: {}", error.what());
        }
        lock.lock();
        stop_.wait_for(lock, pause, [this] { return stopping_; });
    }
}

void Upkeep::step() {
    while (reports::catchUpStep(database_)) {
        const std::lock_guard lock(mutex_);
        if (stopping_) return;
    }
    reports::recountWhenChanged(database_);
}

}  // namespace cadastre::jobs
