// Neighbours in text vote on function codes: a code that disagrees with what a record says of itself is a
// finding of its own, because wrong codes hide duplicates.
#include <algorithm>
#include <map>

#include "profiles/duplicates/functions/functional.h"

namespace cadastre::duplicates {
namespace {

constexpr float speaksAlike = 1.2F;  // points by text
constexpr float clearMajority = 0.7F;
constexpr int fewestVoters = 4, enoughVoters = 20;

struct Vote {
    float weight = 0;
    int voters = 0;
    std::uint32_t witness = 0, witnessUnit = 0;  ///< the first, that is the nearest, who cast it
};

/// The votes about one member, cast until enough have voted.
class Ballot {
  public:
    explicit Ballot(const UnitCodes& units) : units_(units) {}

    bool isOver() const { return voters_ >= enoughVoters; }
    /// Fellows are as good as the member itself: each of them has a voice.
    void askFellows(std::uint32_t unit, std::uint32_t member) {
        for (const std::uint32_t fellow : units_.members.row(unit)) {
            if (fellow != member && !isOver()) cast(units_.codesOfMember.row(fellow), 1, fellow, unit);
        }
    }
    /// Another unit has one, however many instances of it there are: they were not filed by different minds.
    void ask(std::uint32_t unit, float likeness) {
        cast(units_.codes.row(unit), likeness, units_.members.row(unit).front(), unit);
    }

    /// The code that the member should be filed under, where a clear majority says so and nobody carries one
    /// of its own of the same classifier; of a classifier it isn't filed in at all, where nobody backs any of
    /// its codes.
    void decide(ProposedCode proposed, std::vector<ProposedCode>& decided) const {
        if (voters_ < fewestVoters) return;
        const auto own = units_.codesOfMember.row(proposed.member);
        const auto backed = [&](std::uint32_t code) { return byCode_.contains(code); };
        std::map<std::uint32_t, std::pair<std::uint32_t, Vote>> best;  // by classifier
        for (const auto& [code, vote] : byCode_) {
            auto& [bestCode, bestVote] = best[units_.classifierOf[code]];
            if (vote.weight > bestVote.weight) {
                bestCode = code;
                bestVote = vote;
            }
        }
        for (const auto& [classifier, winner] : best) {
            const auto& [code, vote] = winner;
            const bool contradicted = std::none_of(own.begin(), own.end(), [&, here = classifier](auto each) {
                return units_.classifierOf[each] == here && backed(each);
            });
            const bool filedHere = std::any_of(own.begin(), own.end(), [&, here = classifier](auto each) {
                return units_.classifierOf[each] == here;
            });
            if (!contradicted || (!filedHere && std::any_of(own.begin(), own.end(), backed))) continue;
            proposed.support = vote.weight / weight_;
            if (proposed.support < clearMajority || vote.voters < fewestVoters) continue;
            proposed.code = code;
            proposed.witness = vote.witness;
            proposed.witnessUnit = vote.witnessUnit;
            proposed.votes = vote.voters;
            proposed.voters = voters_;
            decided.push_back(proposed);
        }
    }

  private:
    void cast(std::span<const std::uint32_t> codes, float likeness, std::uint32_t witness,
              std::uint32_t witnessUnit) {
        if (codes.empty()) return;
        weight_ += likeness;
        ++voters_;
        for (const std::uint32_t code : codes) {
            Vote& vote = byCode_.try_emplace(code, Vote{0, 0, witness, witnessUnit}).first->second;
            vote.weight += likeness;
            ++vote.voters;
        }
    }

    const UnitCodes& units_;
    std::map<std::uint32_t, Vote> byCode_;
    float weight_ = 0;
    int voters_ = 0;
};

}  // namespace

std::vector<ProposedCode> voteOnCodes(const FunctionComparer& comparer, std::uint32_t unit,
                                      std::span<const FunctionalPair> nearest) {
    constexpr std::size_t membersLookedAt = 400;
    const UnitCodes& units = comparer.units();
    std::vector<ProposedCode> proposed;
    const auto members = units.members.row(unit);
    for (const std::uint32_t member : members.first(std::min(members.size(), membersLookedAt))) {
        if (units.codesOfMember.row(member).empty()) continue;
        Ballot ballot(units);
        ballot.askFellows(unit, member);
        for (const FunctionalPair& pair : nearest) {
            if (ballot.isOver()) break;
            if (pair.textPoints >= speaksAlike)
                ballot.ask(pair.left == unit ? pair.right : pair.left, pair.byText);
        }
        ballot.decide({unit, member}, proposed);
    }
    return proposed;
}

}  // namespace cadastre::duplicates
