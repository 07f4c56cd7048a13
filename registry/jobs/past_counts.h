// Counts other days than today when pages ask for them, one after another in the background of the service:
// at a million assets a day takes longer than anybody waits for a page, and its steps are shown one by one.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "reports/page.h"
#include "reports/picture_store.h"
#include "schema/database.h"

namespace cadastre::jobs {

class PastCounts {
  public:
    explicit PastCounts(Database& database);
    PastCounts(const PastCounts&) = delete;
    PastCounts& operator=(const PastCounts&) = delete;
    /// Stops the count that runs; whoever asks next begins it anew.
    ~PastCounts();

    /// Has these times counted, and waits for one step of it that long at most. Many who ask for the same are
    /// one. Throws UnavailableError when too many days are waiting already.
    void count(const reports::Times& times, reports::PictureStep step, std::chrono::milliseconds patience);
    /// Has them counted, and waits for nothing.
    void begin(const reports::Times& times);
    /// For how long these times are being counted here; nothing while they wait for others, or at other
    /// instances.
    [[nodiscard]] std::optional<std::chrono::milliseconds> underWayFor(const reports::Times& times) const;

  private:
    using Clock = std::chrono::steady_clock;
    struct Job {
        reports::Times times;
        std::optional<Clock::time_point> began;
        std::set<reports::PictureStep> counted;
        bool done = false;
    };
    std::shared_ptr<Job> jobOf(const reports::Times& times);
    void run();
    void countOne(Job& job);

    Database& database_;
    mutable std::mutex mutex_;  ///< of what follows
    std::condition_variable changed_;
    std::deque<std::shared_ptr<Job>> jobs_;  ///< the first is being counted
    std::optional<Canceller> running_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace cadastre::jobs
