// The queue of days and the thread that counts them.
#include "registry/jobs/past_counts.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "reports/picture_store.h"
#include "schema/errors.h"

namespace cadastre::jobs {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t mostWaiting = 16;

bool same(const reports::Times& one, const reports::Times& other) {
    return one.asOf == other.asOf && one.knownAt == other.knownAt;
}

}  // namespace

PastCounts::PastCounts(Database& database) : database_(database), thread_([this] { run(); }) {}

PastCounts::~PastCounts() {
    constexpr std::chrono::milliseconds again{100};
    std::unique_lock lock(mutex_);
    stopping_ = true;
    changed_.notify_all();
    // Between two statements there is nothing to cancel: it is said until it was heard.
    while (running_) {
        try {
            running_->cancel();
        } catch (const Error& error) {
            spdlog::warn("past counts: {}", error.what());
        }
        changed_.wait_for(lock, again);
    }
    lock.unlock();
    thread_.join();
}

void PastCounts::count(const reports::Times& times, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    const auto known = std::ranges::find_if(jobs_, [&](const auto& job) { return same(job->times, times); });
    std::shared_ptr<Job> job;
    if (known != jobs_.end()) {
        job = *known;
    } else {
        if (jobs_.size() >= mostWaiting) throw UnavailableError("too many days are waiting to be counted");
        job = jobs_.emplace_back(std::make_shared<Job>(Job{times}));
        changed_.notify_all();
    }
    changed_.wait_for(lock, patience, [&] { return job->done || stopping_; });
}

void PastCounts::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (stopping_) return;
        const auto job = jobs_.front();
        lock.unlock();
        try {
            countOne(*job);
        } catch (const std::exception& error) {
            spdlog::warn("past counts: {}", error.what());
        }
        lock.lock();
        running_.reset();
        job->done = true;
        jobs_.pop_front();
        changed_.notify_all();
    }
}

void PastCounts::countOne(const Job& job) {
    const auto began = Clock::now();
    reports::countPicture(database_, job.times, [this](const Canceller& canceller) {
        const std::lock_guard lock(mutex_);
        running_ = canceller;
    });
    spdlog::info("past counts: as of {}, known at {}: counted in {:.1f} s", job.times.asOf, job.times.knownAt,
                 std::chrono::duration<double>(Clock::now() - began).count());
}

}  // namespace cadastre::jobs
