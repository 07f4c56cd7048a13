// Locks between processes that the kernel lets go of whatever way their holder ends, kill -9 included.
#pragma once

#include <chrono>
#include <filesystem>

namespace cadastre {

/// An advisory lock (flock) on a file made for it. Each object is a holder of its own, within one process
/// too.
class FileLock {
  public:
    /// Opens the file, creating it readable by all; holds no lock yet. Throws UnavailableError.
    explicit FileLock(const std::filesystem::path& file);
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();  // lets go

    [[nodiscard]] bool tryExclusive();
    [[nodiscard]] bool tryShared();
    /// Wait until the lock is had; UnavailableError when that takes longer than `patience`.
    void exclusive(std::chrono::seconds patience);
    void shared(std::chrono::seconds patience);
    void release() const;

  private:
    bool attempt(int operation);
    void wait(int operation, std::chrono::seconds patience);

    std::filesystem::path file_;
    int descriptor_;
};

}  // namespace cadastre
