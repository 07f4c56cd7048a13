// The live index of this running instance: warmed in the background, then kept within a moment of the
// register however many instances there are, each following for itself.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "profiles/duplicates/live/live_store.h"
#include "schema/database.h"
#include "schema/notifications.h"

namespace cadastre::jobs {

class LiveDuplicates {
  public:
    /// Begins at once; `folder` keeps snapshots of the index, and is made when one is written.
    LiveDuplicates(Database& database, std::filesystem::path folder);
    LiveDuplicates(const LiveDuplicates&) = delete;
    LiveDuplicates& operator=(const LiveDuplicates&) = delete;
    /// Waits for the step that runs.
    ~LiveDuplicates();

    /// Nothing while the index is being warmed.
    [[nodiscard]] std::shared_ptr<const duplicates::LiveIndex> index() const;
    /// Grows with each change of the index: the same number, the same answers.
    [[nodiscard]] std::uint64_t changes() const { return changes_; }

  private:
    void run();
    void follow();
    void warm();
    void rebuild();
    void catchUp();
    void keepSnapshot();
    std::filesystem::path snapshotFile();
    bool takeNote(const std::string& note);
    void show(std::shared_ptr<duplicates::LiveIndex> index);

    Database& database_;
    std::filesystem::path folder_;
    std::shared_ptr<duplicates::LiveIndex> index_;
    mutable std::mutex indexGuard_;          ///< of index_
    duplicates::RegisterPosition position_;  ///< this and what follows: the thread's own
    std::string weightsOf_;
    std::size_t unsaved_ = 0;  ///< changes since the snapshot was written
    std::atomic<std::uint64_t> changes_ = 0;
    std::atomic<bool> stopping_ = false;
    Bell bell_;
    std::thread thread_;
};

}  // namespace cadastre::jobs
