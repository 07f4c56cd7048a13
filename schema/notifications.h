// Hearing what other sessions of the database tell (LISTEN and NOTIFY), with a way to be woken from within.
#pragma once

#include <chrono>
#include <string>

#include "schema/database.h"

namespace cadastre {

/// Ends a wait from another thread; stays rung until answered.
class Bell {
  public:
    /// Throws UnavailableError when the system has no descriptor left.
    Bell();
    Bell(const Bell&) = delete;
    Bell& operator=(const Bell&) = delete;
    ~Bell();
    void ring() const;
    /// Waits until it rings, at most that long.
    void wait(std::chrono::milliseconds longest) const;
    [[nodiscard]] int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

/// Listens from its making on, on a connection of its own. What is told while nobody waits is not lost; what
/// is told before, or while the connection is down, is: look for changes after making one.
class Listener {
  public:
    /// `channel`: a constant of the program, not input. Throws UnavailableError when the database can't be
    /// reached, and DatabaseFault on a standby, which hears nothing.
    Listener(Database& database, const std::string& channel);
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener();

    /// Waits until something is told, the bell rings or the time is over; true when something was told.
    /// Throws UnavailableError when the connection is lost.
    bool wait(std::chrono::milliseconds longest, const Bell& bell);

  private:
    bool takeAll();
    Database::Lease lease_;
};

}  // namespace cadastre
