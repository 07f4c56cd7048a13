// Counts other days than today when pages ask for them, one after another in the background of the service:
// at a million assets a day takes longer than anybody waits for a page.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "reports/page.h"
#include "schema/database.h"

namespace cadastre::jobs {

class PastCounts {
  public:
    explicit PastCounts(Database& database);
    PastCounts(const PastCounts&) = delete;
    PastCounts& operator=(const PastCounts&) = delete;
    /// Stops the count that runs; whoever asks next begins it anew.
    ~PastCounts();

    /// Has these times counted, and waits for it that long at most. Many who ask for the same are one. Throws
    /// UnavailableError when too many days are waiting already.
    void count(const reports::Times& times, std::chrono::milliseconds patience);

  private:
    struct Job {
        reports::Times times;
        bool done = false;
    };
    void run();
    void countOne(const Job& job);

    Database& database_;
    std::mutex mutex_;  ///< of what follows
    std::condition_variable changed_;
    std::deque<std::shared_ptr<Job>> jobs_;  ///< the first is being counted
    std::optional<Canceller> running_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace cadastre::jobs
