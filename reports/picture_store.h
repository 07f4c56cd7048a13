// Pictures of other days: what today's pages read from kept counts, pages of another time read from the
// picture of that time, under the same names (migrations 0077 and 0100). It is counted once somebody asks for
// it, which takes longer than a page is waited for: who reads says what is missing, and a job counts, step by
// step, so that home need not wait for the coverage of every body.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

#include "reports/page.h"
#include "schema/transaction.h"

namespace cadastre::reports {

/// What of a picture is counted at once and shown as soon as it is there; in the order of counting.
enum class PictureStep : std::uint8_t {
    assets,    ///< what home says of assets, findings and duplicates
    coverage,  ///< functions and bodies, pair by pair, and systems that name no function
    money,     ///< money and results, and money without an indicator
    bodies,    ///< each body with all below it
};

inline constexpr std::array allPictureSteps{PictureStep::assets, PictureStep::coverage, PictureStep::money,
                                            PictureStep::bodies};

/// As the database keeps it.
std::string_view codeOf(PictureStep step);

/// A page needs a step of the picture of a time that was not counted, or not since the register changed.
class NotCounted : public std::runtime_error {
  public:
    NotCounted(Times times, PictureStep step)
        : std::runtime_error("the numbers of that time are not counted yet"),
          times_(std::move(times)),
          step_(step) {}
    [[nodiscard]] const Times& times() const { return times_; }
    [[nodiscard]] PictureStep step() const { return step_; }

  private:
    Times times_;
    PictureStep step_;
};

/// From here on this transaction takes a picture of its times that was made before the register changed, too:
/// better than none, where a new one is long in coming. Call before readAt.
void takeOldPictures(Transaction& transaction);

/// Whether the step can be read in this transaction: today's numbers always can.
bool hasPicture(Transaction& transaction, const Times& times, PictureStep step);

/// Throws NotCounted when the transaction reads another time and has no such step of its picture. Every store
/// asks before it reads what is kept.
void needPicture(Transaction& transaction, const Times& times, PictureStep step);

/// How far the picture of a time is, for those who wait for it.
struct PictureProgress {
    std::set<PictureStep> counted;          ///< those of now
    std::map<PictureStep, double> seconds;  ///< how long each took when any time was last counted
};
PictureProgress pictureProgress(Transaction& transaction, const Times& times);

/// What is told of a picture that is being counted.
struct PictureWatch {
    /// Is given what stops it from another thread, anew for each step.
    std::function<void(const Canceller&)> running;
    std::function<void(PictureStep)> counted;
};

/// Counts the steps of these times, except those that nothing has changed since, each in a transaction of its
/// own. One picture at a time in the whole database; the last few asked for are kept. Throws
/// UnavailableError.
void countPicture(Database& database, const Times& times, const PictureWatch& watch);

}  // namespace cadastre::reports
