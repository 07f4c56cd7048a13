// Two competitions, one a table; the one with fewer siblings is believed.
#include "profiles/duplicates/scarce_matches.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "profiles/duplicates/isotonic.h"

namespace cadastre::duplicates {
namespace {

struct OwnTable {
    std::size_t from = 0, to = 0, step = 1;
    Matching siblings;
};

using OwnTables = std::array<OwnTable, 2>;

OwnTables siblingsOf(const Corpus& corpus, std::size_t leftRows, std::size_t most,
                     const CandidateOptions& options) {
    OwnTables tables;
    tables[0].to = tables[1].from = leftRows;
    tables[1].to = corpus.rows();
    for (OwnTable& table : tables) {
        table.step = std::max<std::size_t>(1, (table.to - table.from + most - 1) / most);
        table.siblings =
            compareThese(corpus, siblingPairs(corpus, table.from, table.to, most, options), options.threads);
    }
    return tables;
}

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

bool mostlyChance(const Corpus& corpus, std::size_t leftRows, const Matching& across, const Rivals& rivals,
                  const EvidenceModel& model, double threshold, const CandidateOptions& options) {
    constexpr std::size_t rowsAsked = 4000;
    OwnTables tables = siblingsOf(corpus, leftRows, rowsAsked, options);
    const Competitions competitions(across, rivals, tables, model, options.threads);
    return competitions.shareOfChance(threshold) > 0.5;
}

ScarceMatches learnScarce(const Corpus& corpus, std::size_t leftRows, Matching& across,
                          const EvidenceModel& model, const CandidateOptions& options) {
    OwnTables tables = siblingsOf(corpus, leftRows, corpus.rows(), options);
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
    auto [scarce, beyondDoubt] = judged(model);
    constexpr int rounds = 6;
    constexpr float sure = 0.7F;
    for (int round = 0; round < rounds; ++round) {
        EvidenceCounts counts = others;
        for (std::size_t i = 0; i < scarce.mapped.size() && scarce.probabilities[i] >= sure; ++i) {
            counts.moveToMatches(across.levels.of(scarce.mapped[i]),
                                 static_cast<double>(scarce.probabilities[i]));
        }
        std::tie(scarce, beyondDoubt) = judged(EvidenceModel::learn(counts));
    }
    if (!beyondDoubt) std::fill(scarce.probabilities.begin(), scarce.probabilities.end(), 0.0F);
    std::vector<float> bits;
    for (const std::uint32_t p : scarce.mapped)
        bits.push_back(across.bits[p]);
    scarce.calibration = calibrateByProbability(std::move(bits), scarce.probabilities);
    return std::move(scarce);
}

}  // namespace cadastre::duplicates
