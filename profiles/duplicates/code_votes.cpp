// Neighbours in text vote on function codes: a code that disagrees with what a record says of itself is a
// finding of its own, because wrong codes hide duplicates.
#include <algorithm>
#include <map>

#include "profiles/duplicates/functional.h"

namespace cadastre::duplicates {
namespace {

constexpr float speaksAlike = 1.2F;  // points by text
constexpr float clearMajority = 0.7F;
constexpr int fewestVoters = 4;

struct Vote {
    float weight = 0;
    std::uint32_t witness = 0;  ///< the first, that is the nearest, who cast it
    int voters = 0;
};

/// The votes of one classifier.
struct Ballot {
    float weight = 0;
    int voters = 0;
    std::map<std::uint32_t, Vote> byCode;
};

}  // namespace

std::vector<ProposedCode> voteOnCodes(const FunctionComparer& comparer, std::uint32_t unit,
                                      std::span<const FunctionalPair> nearest) {
    const UnitCodes& units = comparer.units();
    const auto own = units.codes.row(unit);
    std::vector<ProposedCode> proposed;
    if (own.empty()) return proposed;
    std::map<std::uint32_t, Ballot> ballots;
    for (const FunctionalPair& pair : nearest) {
        if (pair.textPoints < speaksAlike) continue;
        const std::uint32_t other = pair.left == unit ? pair.right : pair.left;
        std::uint32_t lastClassifier = 0xFFFFFFFFU;
        for (const std::uint32_t code : units.codes.row(other)) {
            const std::uint32_t classifier = units.classifierOf[code];
            Ballot& ballot = ballots[classifier];
            Vote& vote = ballot.byCode[code];
            if (vote.weight == 0) vote.witness = other;
            vote.weight += pair.byText;
            ++vote.voters;
            if (classifier != lastClassifier) {
                ballot.weight += pair.byText;
                ++ballot.voters;
            }
            lastClassifier = classifier;
        }
    }
    for (const auto& [classifier, ballot] : ballots) {
        const bool coded = std::any_of(own.begin(), own.end(), [&, here = classifier](std::uint32_t code) {
            return units.classifierOf[code] == here;
        });
        const bool backed =
            std::any_of(own.begin(), own.end(),
                        [&, &votes = ballot.byCode](std::uint32_t code) { return votes.contains(code); });
        if (!coded || backed || ballot.voters < fewestVoters) continue;
        const auto best =
            std::max_element(ballot.byCode.begin(), ballot.byCode.end(),
                             [](const auto& a, const auto& b) { return a.second.weight < b.second.weight; });
        const float support = best->second.weight / ballot.weight;
        if (support >= clearMajority) {
            proposed.push_back(
                {unit, best->first, support, best->second.witness, best->second.voters, ballot.voters});
        }
    }
    return proposed;
}

std::vector<MisfiledMember> voteAmongMembers(std::span<const std::span<const std::uint32_t>> codes,
                                             const std::vector<std::uint32_t>& classifierOf) {
    std::map<std::uint32_t, Ballot> ballots;
    for (std::uint32_t member = 0; member < codes.size(); ++member) {
        std::uint32_t lastClassifier = 0xFFFFFFFFU;
        for (const std::uint32_t code : codes[member]) {
            Ballot& ballot = ballots[classifierOf[code]];
            Vote& vote = ballot.byCode[code];
            if (vote.weight == 0) vote.witness = member;
            ++vote.weight;
            ++vote.voters;
            if (classifierOf[code] != lastClassifier) ++ballot.voters;
            lastClassifier = classifierOf[code];
        }
    }
    std::vector<MisfiledMember> misfiled;
    for (std::uint32_t member = 0; member < codes.size(); ++member) {
        std::map<std::uint32_t, float> best;  // by classifier: the most votes that an own code has
        for (const std::uint32_t code : codes[member]) {
            float& most = best[classifierOf[code]];
            most = std::max(most, ballots[classifierOf[code]].byCode[code].weight);
        }
        for (const auto& [classifier, backing] : best) {
            const Ballot& ballot = ballots[classifier];
            const auto winner = std::max_element(
                ballot.byCode.begin(), ballot.byCode.end(),
                [](const auto& a, const auto& b) { return a.second.weight < b.second.weight; });
            const float support = winner->second.weight / static_cast<float>(ballot.voters);
            // Nobody but itself backs its code.
            if (ballot.voters > fewestVoters && backing < 2 && support >= clearMajority) {
                misfiled.push_back({member, winner->first, support, winner->second.witness,
                                    winner->second.voters, ballot.voters});
            }
        }
    }
    return misfiled;
}

}  // namespace cadastre::duplicates
