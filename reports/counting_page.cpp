// Shapes the state of a count into the page of those who wait for it.
#include "reports/counting_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "reports/page_words.h"
#include "schema/parameters.h"

namespace cadastre::reports {

namespace {

using nlohmann::json;
using Seconds = std::chrono::duration<double>;

// "about 20 seconds", "about 3 minutes": as precise as a guess may look.
std::string roughly(const Reader& reader, double seconds) {
    constexpr double fewSeconds = 5;
    constexpr double minute = 60;
    if (seconds < 2 * minute) {
        const auto rounded = static_cast<std::int64_t>(std::ceil(seconds / fewSeconds) * fewSeconds);
        return reader.text("counting.seconds", {{"count", written(rounded, reader.language)}});
    }
    const auto minutes = static_cast<std::int64_t>(std::ceil(seconds / minute));
    return reader.text("counting.minutes", {{"count", written(minutes, reader.language)}});
}

const char* addressOf(PictureStep step) {
    switch (step) {
        case PictureStep::assets:
            return "/";
        case PictureStep::coverage:
            return "/coverage";
        case PictureStep::money:
            return "/money";
        case PictureStep::bodies:
            break;
    }
    return "/subjects";
}

// What the steps up to the wanted one took when a day was last counted; nothing where one was never counted.
std::optional<double> secondsInAll(const CountingState& state) {
    double all = 0;
    for (const PictureStep step : allPictureSteps) {
        const auto took = state.progress.seconds.find(step);
        if (took == state.progress.seconds.end()) return std::nullopt;
        all += took->second;
        if (step == state.step) break;
    }
    return all;
}

std::string howLong(const Reader& reader, const CountingState& state) {
    const auto all = secondsInAll(state);
    if (!state.underWayFor) {
        return all ? reader.text("counting.waits", {{"long", roughly(reader, *all)}})
                   : reader.text("counting.waits_unknown");
    }
    const double since = Seconds(*state.underWayFor).count();
    const std::string began = roughly(reader, std::max(since, 1.0));
    if (!all) return reader.text("counting.unknown", {{"since", began}});
    if (since >= *all)
        return reader.text("counting.longer", {{"since", began}, {"long", roughly(reader, *all)}});
    return reader.text(
        "counting.to_go",
        {{"since", began}, {"long", roughly(reader, *all)}, {"left", roughly(reader, *all - since)}});
}

json stepsOf(const Reader& reader, const CountingState& state) {
    json steps = json::array();
    bool running = state.underWayFor.has_value();
    for (const PictureStep step : allPictureSteps) {
        const bool there = state.progress.counted.contains(step);
        const std::string key = fmt::format("counting.step.{}", codeOf(step));
        const char* standing = there ? "counting.there" : running ? "counting.now" : "counting.later";
        if (!there) running = false;
        steps.push_back({{"name", reader.text(key)},
                         {"address", there ? json(addressOf(step)) : json(false)},
                         {"state", reader.text(standing)},
                         {"there", there}});
    }
    return steps;
}

}  // namespace

Page countingPage(const Reader& reader, const CountingState& state) {
    const auto day = dateFrom(reader.times.asOf);
    const std::string title = day ? reader.text("counting.title", {{"day", written(*day, reader.language)}})
                                  : reader.text("counting.title_known");
    return {"counting",
            {{"title", title},
             {"how_long", howLong(reader, state)},
             {"again",
              reader.text("counting.again", {{"count", written(state.askAgain.count(), reader.language)}})},
             {"steps", stepsOf(reader, state)}}};
}

}  // namespace cadastre::reports
