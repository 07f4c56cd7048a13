// How far results were reached, and which of the four corners money and results make together.
// Pure, so that every share on a report can be recomputed by hand from the values beside it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace cadastre::money {

enum class Direction : std::uint8_t { increase, decrease, maintain };

/// The direction of code list `direction`; nothing for another word.
std::optional<Direction> directionOf(std::string_view code);

/// What is known of one indicator in the period that is judged. Missing means unknown, never zero.
struct Measurement {
    std::optional<double> baseline;
    std::optional<double> target;
    std::optional<double> actual;
    std::optional<Direction> direction;
    std::optional<bool> verdict;  ///< met or not, where only that was stated
    bool ended = true;            ///< the period is over: before that a target can't be missed
    double weight = 1;            ///< positive
};

/// (actual − baseline) / (target − baseline): 0 is no change, 1 the target reached; more, or less than
/// nothing, is shown as it is. Nothing when a value is unknown, when the target equals the baseline, or when
/// a level is to be kept: there a pass or fail is all there is to know.
std::optional<double> shareReached(const Measurement& measurement);

/// Whether the target was reached: by the values where they are known (a level to be kept is kept when the
/// actual is not below the target), else by the stated verdict; nothing when unknown, and nothing when the
/// target isn't reached yet but its period still runs.
std::optional<bool> targetMet(const Measurement& measurement);

/// The results of one programme together.
struct Results {
    int indicators = 0;
    int measured = 0;  ///< with a share reached
    int judged = 0;    ///< with a pass or fail
    int met = 0;
    int unknown = 0;              ///< neither measured nor judged
    std::optional<double> share;  ///< mean of the measured, each clipped to 0…1, by weight
    std::optional<double> shareUnclipped;
};

Results combine(std::span<const Measurement> measurements);

/// Where money and results stand together. The order is the order of the execution report.
enum class Standing : std::uint8_t {
    untied,              ///< money with no indicator of any kind
    spentTargetMissed,   ///< the money is gone, the promised result is not there
    targetMissed,        ///< a target missed, with the money not spent or its spending unknown
    moneyAheadOfResult,  ///< a smaller share of the result than of the money
    notJudged,           ///< indicators exist, none can be judged yet
    onTrack,             ///< at least as much result as money
    noMoney,             ///< indicators without money
};

/// The code of a standing: "untied", "spent_target_missed", …
std::string_view codeOf(Standing standing);

struct MoneyAndResults {
    bool hasMoney = false;
    std::optional<std::int64_t> spent;  ///< ten-thousandths of the money due; nothing: unknown
    Results results;
};

/// @param spentFrom  ten-thousandths of the money due from which it counts as spent (setting spent_share)
Standing standingOf(const MoneyAndResults& subject, std::int64_t spentFrom);

}  // namespace cadastre::money
