// Pictures of other days: what today's pages read from kept counts, pages of another time read from the
// picture of that time, under the same names (migration 0077). It is counted once somebody asks for it, which
// takes as long as counting today does, so never while a page is waited for: who reads says what is missing,
// and a job counts.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// A page needs the counts of a time of which there are none, or none since the register changed.
class NotCounted : public std::runtime_error {
  public:
    explicit NotCounted(Times times)
        : std::runtime_error("the numbers of that time are not counted yet"), times_(std::move(times)) {}
    [[nodiscard]] const Times& times() const { return times_; }

  private:
    Times times_;
};

/// From here on this transaction takes a picture of its times that was made before the register changed, too:
/// better than none, where a new one is long in coming. Call before readAt.
void takeOldPictures(Transaction& transaction);

/// Throws NotCounted when the transaction reads another time and has no picture of it. Every store asks
/// before it reads what is kept.
void needPicture(Transaction& transaction, const Times& times);

/// Counts the picture of these times, unless there is one already that nothing has changed since. One at a
/// time in the whole database; the last few asked for are kept. Throws UnavailableError.
/// `running` is given what stops it from another thread.
void countPicture(Database& database, const Times& times,
                  const std::function<void(const Canceller&)>& running);

}  // namespace cadastre::reports
