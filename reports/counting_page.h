// The page in the place of one whose numbers of another day are still being counted: what happens, how long
// it takes, and what can be read meanwhile.
#pragma once

#include <chrono>
#include <optional>

#include "reports/page.h"
#include "reports/picture_store.h"

namespace cadastre::reports {

struct CountingState {
    PictureStep step;  ///< what the page asked for reads
    PictureProgress progress;
    std::optional<std::chrono::milliseconds> underWayFor;  ///< nothing: it waits for its turn
    std::chrono::seconds askAgain;                         ///< after which the page is loaded again
};

/// A page of the reader's times, which are not now.
Page countingPage(const Reader& reader, const CountingState& state);

}  // namespace cadastre::reports
