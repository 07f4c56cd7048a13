// Two competitions, one a table; the one with fewer siblings is believed.
#include "profiles/duplicates/tables/scarce_matches.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "profiles/duplicates/isotonic.h"

namespace cadastre::duplicates {
namespace {

/// Both tables' competitions under one model.
class Competitions {
  public:
    Competitions(const Matching& across, const Rivals& rivals, OwnTables& tables, const EvidenceModel& model,
                 int threads) {
        for (OwnTable& table : tables) {
            weighPairs(table.siblings, model, threads);
            both_.emplace_back(across, rivals, table.siblings, table.from, table.to, table.step);
        }
    }

    double shareOfChance(double bits) const {
        return std::min(both_[0].shareOfChance(bits), both_[1].shareOfChance(bits));
    }
    /// Of both tables, rising.
    std::vector<Competition::Outcome> outcomes() const {
        std::vector<Competition::Outcome> all = both_[0].outcomes();
        for (const Competition::Outcome& outcome : both_[1].outcomes())
            all.push_back(outcome);
        std::stable_sort(all.begin(), all.end(),
                         [](const auto& a, const auto& b) { return a.bits < b.bits; });
        return all;
    }
    /// Whether there are pairs from whose bits up both tables win against themselves beyond doubt.
    bool beyondDoubt(const Matching& across, const std::vector<std::uint32_t>& pairs) const {
        return std::any_of(pairs.begin(), pairs.end(), [&](std::uint32_t p) {
            const auto bits = static_cast<double>(across.bits[p]);
            return both_[0].beyondDoubt(bits) && both_[1].beyondDoubt(bits);
        });
    }
    /// Whether neither row of a pair finds a better one in its own table.
    bool wins(RowPair pair, float bits) const {
        return both_[0].wins(pair.left, bits) && both_[1].wins(pair.right, bits);
    }

  private:
    std::vector<Competition> both_;
};

/// The unique mapping of the pairs that win, each with the share of its bits' wins that chance leaves over;
/// no less than even.
ScarceMatches winnersOf(const Matching& across, const Rivals& rivals, const Competitions& competitions) {
    const auto outcomes = competitions.outcomes();
    std::vector<double> isAcross, weights;
    for (const Competition::Outcome& outcome : outcomes) {
        isAcross.push_back(outcome.across ? 1 : 0);
        weights.push_back(outcome.weight);
    }
    const std::vector<double> shares = neverFalling(isAcross, weights);
    const auto probabilityAt = [&](float bits) {
        const auto above =
            std::upper_bound(outcomes.begin(), outcomes.end(), bits,
                             [](float one, const auto& outcome) { return one < outcome.bits; });
        if (above == outcomes.begin()) return 0.0F;
        const double beyond = 2 - 1 / shares[static_cast<std::size_t>(above - outcomes.begin()) - 1];
        return beyond > 0.5 ? static_cast<float>(beyond) : 0.0F;
    };
    ScarceMatches scarce;
    for (const std::uint32_t p : uniqueMapping(across.pairs, across.bits, rivals.rows())) {
        if (!competitions.wins(across.pairs[p], across.bits[p])) continue;
        scarce.mapped.push_back(p);
        scarce.probabilities.push_back(probabilityAt(across.bits[p]));
    }
    return scarce;
}

}  // namespace

std::size_t ScarceMatches::accepted() const {
    return static_cast<std::size_t>(std::count_if(bits.begin(), bits.end(), [&](float one) {
        return static_cast<double>(one) >= calibration.thresholdBits();
    }));
}

double ScarceMatches::truths() const {
    return std::accumulate(probabilities.begin(),
                           probabilities.begin() + static_cast<std::ptrdiff_t>(accepted()), 0.0);
}

double shareOfChance(const Matching& across, const Rivals& rivals, OwnTables& tables,
                     const EvidenceModel& model, double threshold, int threads) {
    return Competitions(across, rivals, tables, model, threads).shareOfChance(threshold);
}

ScarceMatches learnScarce(const Corpus& corpus, std::size_t leftRows, Matching& across,
                          std::span<const EvidenceModel> starts, const CandidateOptions& options) {
    OwnTables tables = siblingsOf(corpus, leftRows, across, corpus.rows(), options);
    EvidenceCounts others(across.levels.features);
    others.addOthers(across.levels, options.threads);
    for (const OwnTable& table : tables)
        others.addOthers(table.siblings.levels, options.threads);
    const auto judged = [&](const EvidenceModel& by) {
        weighPairs(across, by, options.threads);
        const Rivals rivals(across.pairs, across.bits, corpus.rows(), options.threads);
        const Competitions competitions(across, rivals, tables, by, options.threads);
        ScarceMatches scarce = winnersOf(across, rivals, competitions);
        scarce.model = by;
        return std::pair(std::move(scarce), competitions.beyondDoubt(across, scarce.mapped));
    };
    constexpr int rounds = 6;
    constexpr float sure = 0.7F;
    ScarceMatches scarce;
    double most = -1;
    for (const EvidenceModel& start : starts) {
        auto [own, beyondDoubt] = judged(start);
        for (int round = 0; round < rounds; ++round) {
            EvidenceCounts counts = others;
            for (std::size_t i = 0; i < own.mapped.size() && own.probabilities[i] >= sure; ++i) {
                counts.moveToMatches(across.levels.of(own.mapped[i]),
                                     static_cast<double>(own.probabilities[i]));
            }
            std::tie(own, beyondDoubt) = judged(EvidenceModel::learn(counts));
        }
        if (!beyondDoubt) std::fill(own.probabilities.begin(), own.probabilities.end(), 0.0F);
        const double found = std::accumulate(own.probabilities.begin(), own.probabilities.end(), 0.0);
        if (found <= most) continue;
        most = found;
        scarce = std::move(own);
    }
    weighPairs(across, scarce.model, options.threads);
    for (const std::uint32_t p : scarce.mapped)
        scarce.bits.push_back(across.bits[p]);
    scarce.calibration = calibrateByProbability(scarce.bits, scarce.probabilities);
    return scarce;
}

}  // namespace cadastre::duplicates
