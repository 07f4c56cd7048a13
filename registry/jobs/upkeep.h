// What is kept up with the register after each change, in the background of the service: the search and the
// counts.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "schema/database.h"

namespace cadastre::jobs {

class Upkeep {
  public:
    /// Looks at once, then every two seconds. Failures are logged and tried again.
    explicit Upkeep(Database& database);
    Upkeep(const Upkeep&) = delete;
    Upkeep& operator=(const Upkeep&) = delete;
    /// Waits for the step that runs.
    ~Upkeep();

  private:
    void run();
    void step();

    Database& database_;
    std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace cadastre::jobs
