// What people's labels say of the search: how often it is right, how much it misses, and where. Pure: a
// round's labels in, shares with intervals and their denominators out.
#pragma once

#include <array>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "profiles/duplicates/labels/label_intervals.h"
#include "profiles/duplicates/labels/pair_strata.h"

namespace cadastre::duplicates {

enum class LabelAnswer { same, sameFunction, different, cannotTell };
constexpr std::array<std::string_view, 4> labelAnswers{"same", "same_function", "different", "cannot_tell"};

enum class LabelState { open, agreed, disputed, settled };

/// A pair of a round with what people said.
struct LabelledPair {
    std::size_t stratum = 0;     ///< of pairStrata
    std::optional<double> bits;  ///< above the threshold; nothing where a veto spoke
    LabelState state = LabelState::open;
    std::vector<LabelAnswer> answers;  ///< at most two, each given alone
    std::optional<LabelAnswer> label;  ///< what holds
};

struct LabelledRound {
    std::array<std::uint64_t, pairStrata.size()> populations{};
    std::vector<LabelledPair> pairs;
};

struct StratumQuality {
    std::size_t stratum = 0;
    StratumCount right;  ///< claims that hold; of what the register says nothing of: pairs that are one thing
    std::int64_t drawn = 0, open = 0, disputed = 0, cannotTell = 0;
};

struct LabelQuality {
    Agreement agreement;
    std::vector<StratumQuality> strata;  ///< those that hold pairs
    std::optional<Estimate> precisionOfThings, precisionOfWork;
    /// Of the pairs that are one thing, those said to be: among all pairs that the search compared.
    std::optional<Estimate> recallOfThings;
    /// The stratum whose unseen pairs leave most doubt about that share: more of its pairs would narrow it
    /// most.
    std::optional<std::size_t> doubtful;
    std::int64_t drawn = 0, labelled = 0, open = 0, disputed = 0, cannotTell = 0;
};

/// A claim of one thing holds where people say "same"; a claim of the same work where they say "same
/// function" or "same". Pairs about which it can't be told are left out and counted; those open or disputed
/// wait.
LabelQuality qualityOf(const LabelledRound& round);

nlohmann::json toJson(const LabelQuality& quality);

}  // namespace cadastre::duplicates
