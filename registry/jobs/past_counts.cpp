// The queue of days and the thread that counts them.
#include "registry/jobs/past_counts.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "reports/picture_store.h"
#include "schema/errors.h"

namespace cadastre::jobs {

namespace {

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

void PastCounts::begin(const reports::Times& times) {
    const std::lock_guard lock(mutex_);
    (void)jobOf(times);
}

void PastCounts::count(const reports::Times& times, reports::PictureStep step,
                       std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    const auto job = jobOf(times);
    changed_.wait_for(lock, patience, [&] { return job->done || job->counted.contains(step) || stopping_; });
}

std::optional<std::chrono::milliseconds> PastCounts::underWayFor(const reports::Times& times) const {
    const std::lock_guard lock(mutex_);
    if (jobs_.empty() || !same(jobs_.front()->times, times) || !jobs_.front()->began) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - *jobs_.front()->began);
}

std::shared_ptr<PastCounts::Job> PastCounts::jobOf(const reports::Times& times) {
    const auto known = std::ranges::find_if(jobs_, [&](const auto& job) { return same(job->times, times); });
    if (known != jobs_.end()) return *known;
    if (jobs_.size() >= mostWaiting) throw UnavailableError("too many days are waiting to be counted");
    auto job = jobs_.emplace_back(std::make_shared<Job>());
    job->times = times;
    changed_.notify_all();
    return job;
}

void PastCounts::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (stopping_) return;
        const auto job = jobs_.front();
        job->began = Clock::now();
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

void PastCounts::countOne(Job& job) {
    const auto began = Clock::now();
    const auto running = [this](const Canceller& canceller) {
        const std::lock_guard lock(mutex_);
        running_ = canceller;
    };
    const auto counted = [&](reports::PictureStep step) {
        const std::lock_guard lock(mutex_);
        job.counted.insert(step);
        changed_.notify_all();
    };
    reports::countPicture(database_, job.times, {running, counted});
    spdlog::info("past counts: as of {}, known at {}: counted in {:.1f} s", job.times.asOf, job.times.knownAt,
                 std::chrono::duration<double>(Clock::now() - began).count());
}

}  // namespace cadastre::jobs
