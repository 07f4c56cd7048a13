// Counting by stratum, then adding up.
#include "profiles/duplicates/labels/label_quality.h"

#include <nlohmann/json.hpp>

namespace cadastre::duplicates {
namespace {

using nlohmann::json;

bool holds(PairClaim claim, LabelAnswer label) {
    return label == LabelAnswer::same || (claim == PairClaim::sameWork && label == LabelAnswer::sameFunction);
}

json written(const std::optional<Estimate>& estimate) {
    if (!estimate) return nullptr;
    return {{"share", estimate->share}, {"low", estimate->interval.low}, {"high", estimate->interval.high}};
}

std::string_view codeOf(PairClaim claim) {
    constexpr std::array<std::string_view, 3> codes{"one_thing", "same_work", "nothing"};
    return codes.at(static_cast<std::size_t>(claim));
}

}  // namespace

LabelQuality qualityOf(const LabelledRound& round) {
    LabelQuality quality;
    std::array<StratumQuality, pairStrata.size()> strata{};
    std::array<StratumCount, pairStrata.size()> things{};  // pairs that are one thing, whatever was claimed
    std::vector<std::pair<int, int>> answers;
    for (std::size_t s = 0; s < strata.size(); ++s) {
        strata[s].stratum = s;
        strata[s].right.population = things[s].population = round.populations[s];
    }
    for (const LabelledPair& pair : round.pairs) {
        StratumQuality& own = strata.at(pair.stratum);
        ++own.drawn;
        if (pair.answers.size() == 2)
            answers.emplace_back(static_cast<int>(pair.answers[0]), static_cast<int>(pair.answers[1]));
        own.open += pair.state == LabelState::open ? 1 : 0;
        own.disputed += pair.state == LabelState::disputed ? 1 : 0;
        if (!pair.label) continue;
        if (*pair.label == LabelAnswer::cannotTell) {
            ++own.cannotTell;
            continue;
        }
        ++own.right.told;
        own.right.hits += holds(pairStrata[pair.stratum].claim, *pair.label) ? 1 : 0;
        ++things[pair.stratum].told;
        things[pair.stratum].hits += *pair.label == LabelAnswer::same ? 1 : 0;
    }
    quality.agreement = agreementOf(answers);
    std::vector<StratumCount> claimedThings, claimedWork, found, missed;
    for (std::size_t s = 0; s < strata.size(); ++s) {
        const PairStratum& stratum = pairStrata[s];
        if (stratum.claim == PairClaim::oneThing) claimedThings.push_back(strata[s].right);
        if (stratum.claim == PairClaim::sameWork) claimedWork.push_back(strata[s].right);
        if (stratum.isCompared) (stratum.claim == PairClaim::oneThing ? found : missed).push_back(things[s]);
        if (round.populations[s] > 0 || strata[s].drawn > 0) quality.strata.push_back(strata[s]);
        quality.drawn += strata[s].drawn;
        quality.open += strata[s].open;
        quality.disputed += strata[s].disputed;
        quality.cannotTell += strata[s].cannotTell;
        quality.labelled += strata[s].right.told;
    }
    double mostDoubt = 0;
    for (std::size_t s = 0; s < strata.size(); ++s) {
        if (!pairStrata[s].isCompared || things[s].told == 0) continue;
        const Interval interval = things[s].interval();
        const double doubt = static_cast<double>(things[s].population) * (interval.high - interval.low);
        if (doubt <= mostDoubt) continue;
        mostDoubt = doubt;
        quality.doubtful = s;
    }
    quality.precisionOfThings = shareOf(claimedThings);
    quality.precisionOfWork = shareOf(claimedWork);
    quality.recallOfThings = recallOf(found, missed);
    return quality;
}

json toJson(const LabelQuality& quality) {
    json strata = json::array();
    for (const StratumQuality& own : quality.strata) {
        const Interval interval = own.right.interval();
        strata.push_back({{"stratum", pairStrata[own.stratum].code},
                          {"claim", codeOf(pairStrata[own.stratum].claim)},
                          {"population", own.right.population},
                          {"drawn", own.drawn},
                          {"open", own.open},
                          {"disputed", own.disputed},
                          {"cannot_tell", own.cannotTell},
                          {"told", own.right.told},
                          {"hits", own.right.hits},
                          {"low", interval.low},
                          {"high", interval.high}});
    }
    const Agreement& agreement = quality.agreement;
    return {{"drawn", quality.drawn},
            {"labelled", quality.labelled},
            {"open", quality.open},
            {"disputed", quality.disputed},
            {"cannot_tell", quality.cannotTell},
            {"agreement",
             {{"pairs", agreement.pairs},
              {"agreed", agreement.agreed},
              {"expected", agreement.expected},
              {"kappa", agreement.kappa ? json(*agreement.kappa) : json(nullptr)},
              {"low", agreement.low},
              {"high", agreement.high}}},
            {"precision_one_thing", written(quality.precisionOfThings)},
            {"precision_same_work", written(quality.precisionOfWork)},
            {"recall_one_thing", written(quality.recallOfThings)},
            {"most_doubt", quality.doubtful ? json(pairStrata[*quality.doubtful].code) : json(nullptr)},
            {"strata", std::move(strata)}};
}

}  // namespace cadastre::duplicates
