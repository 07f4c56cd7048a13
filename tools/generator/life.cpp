#include "tools/generator/life.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace cadastre::generator {
namespace {

/// Steps of a life in their order; a stage is reached by all steps before it, less those it leaves out.
class History {
  public:
    History(Random& random, Day start) : random_(&random), day_(start) {}

    Day step(std::string_view event, std::string_view stage, std::int64_t daysMin, std::int64_t daysMax) {
        if (!events_.empty()) day_ += static_cast<Day>(random_->between(daysMin, daysMax));
        day_ = std::min(day_, kReferenceDay);
        events_.push_back({std::string(event), isoDate(day_), std::string(stage), {}});
        return day_;
    }
    std::vector<importers::StatedEvent> take() { return std::move(events_); }
    [[nodiscard]] Day day() const { return day_; }

  private:
    Random* random_;
    Day day_;
    std::vector<importers::StatedEvent> events_;
};

constexpr std::array<std::string_view, 11> kStages{
    "planned",         "creating",       "trial",         "in_operation", "developing", "suspended",
    "decommissioning", "decommissioned", "data_retained", "removed",      "cancelled"};
constexpr std::array<unsigned, 11> kWeights{40, 40, 30, 700, 90, 20, 20, 30, 12, 8, 10};

}  // namespace

Life drawnLife(Random& random, Day notBefore) {
    Life life;
    const std::size_t stage = random.weighted(kWeights);
    life.stage = kStages[stage];
    // What is only planned began lately; what is in use has had the time to get there.
    const Day earliest = stage <= 2 ? dayOf(2024, 1, 15) : std::max(notBefore, dayOf(2005, 1, 15));
    const Day latest = stage <= 2 ? dayOf(2025, 6, 30) : dayOf(2021, 6, 30);
    History history(random, static_cast<Day>(random.between(earliest, latest)));
    history.step("planned", "planned", 0, 0);
    const auto reaches = [&](std::size_t wanted) { return stage >= wanted && life.stage != "cancelled"; };
    if (reaches(1)) life.foundedOn = history.step("established", "creating", 30, 200);
    if (reaches(2)) history.step("trial_started", "trial", 60, 150);
    if (reaches(3)) life.commissionedOn = history.step("commissioned", "in_operation", 60, 400);
    if (life.stage == "developing") history.step("development_started", "developing", 200, 900);
    if (life.stage == "suspended") history.step("suspended", "suspended", 200, 900);
    if (reaches(6)) history.step("decommissioning_started", "decommissioning", 200, 900);
    if (reaches(7)) life.decommissionedOn = history.step("decommissioned", "decommissioned", 20, 120);
    if (reaches(8)) history.step("data_retained", "data_retained", 5, 60);
    if (reaches(9)) history.step("removed", "removed", 30, 200);
    if (life.stage == "cancelled") history.step("cancelled", "cancelled", 60, 300);
    life.stageSince = history.day();
    life.events = history.take();
    if (life.commissionedOn && random.chance(12)) {
        life.historyUnknown = true;
        life.events = {{"first_recorded", isoDate(std::max(life.stageSince, dayOf(2015, 1, 12))), life.stage,
                        "earlier history unknown"}};
    }
    return life;
}

Life operatingSince(Day commissionedOn) {
    Life life;
    life.stage = "in_operation";
    life.stageSince = commissionedOn;
    life.foundedOn = commissionedOn;
    life.commissionedOn = commissionedOn;
    life.events = {{"first_recorded", isoDate(commissionedOn), "in_operation", {}}};
    return life;
}

}  // namespace cadastre::generator
