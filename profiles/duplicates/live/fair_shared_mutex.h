// A lock of many readers and one writer that lets nobody starve.
#pragma once

#include <mutex>
#include <shared_mutex>

namespace cadastre::duplicates {

/// std::shared_mutex lets readers overtake a waiting writer for ever. Here everybody passes one turnstile,
/// and who writes keeps it shut while waiting (Downey, The Little Book of Semaphores 2016, 4.2.2).
class FairSharedMutex {
  public:
    void lock() {
        const std::scoped_lock pass(turnstile_);
        guard_.lock();
    }
    void unlock() { guard_.unlock(); }
    // The names are the standard library's, by which its locks call them.
    // NOLINTBEGIN(readability-identifier-naming)
    void lock_shared() {
        const std::scoped_lock pass(turnstile_);
        guard_.lock_shared();
    }
    void unlock_shared() { guard_.unlock_shared(); }
    // NOLINTEND(readability-identifier-naming)

  private:
    std::mutex turnstile_;
    std::shared_mutex guard_;
};

}  // namespace cadastre::duplicates
