// The life of an asset until the day on which the sample stands still: a stage, the dates that fit it, and
// the events that led there in an order that the life cycle allows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "importers/record.h"
#include "tools/generator/numbers.h"
#include "tools/generator/random.h"

namespace cadastre::generator {

struct Life {
    std::string stage;
    Day stageSince = 0;
    std::optional<Day> foundedOn;
    std::optional<Day> commissionedOn;
    std::optional<Day> decommissionedOn;
    /// The register came too late for the beginning: it opens with a first-recorded event.
    bool historyUnknown = false;
    std::vector<importers::StatedEvent> events;

    [[nodiscard]] bool inUse() const { return stage == "in_operation" || stage == "developing"; }
    [[nodiscard]] bool ended() const { return decommissionedOn.has_value() || stage == "cancelled"; }
};

/// A life that began when its holder was there already. Of a hundred: 70 in operation, 9 developing, 4
/// planned, 4 creating, 3 in trial, 2 suspended, 2 being decommissioned, 5 ended, 1 cancelled; 12 with
/// history unknown.
Life drawnLife(Random& random, Day notBefore);

/// A life in operation since that day.
Life operatingSince(Day commissionedOn);

}  // namespace cadastre::generator
