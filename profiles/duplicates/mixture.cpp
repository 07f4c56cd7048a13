// The two steps of expectation–maximisation, over all candidates or over a fixed part of very many.
#include "profiles/duplicates/mixture.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace cadastre::duplicates {
namespace {

/// Of more pairs than this every so many pieces are learnt from: weights of ten knots need no more.
constexpr std::size_t mostPairsLearntFrom = 4'000'000;
constexpr std::size_t pairsPerPiece = 1024;

/// What is believed of matches before any is seen, as a share of the rows: they agree in nearly all that both
/// state.
constexpr double believedMatches = 0.03;

/// Where learning sets out: pairs that agree in most of what both records state, on the mean of all features,
/// among which the least has an extra say. One plain disagreement, as of a town, is what tells siblings that
/// agree in all the rest; taken for matches at the outset they would teach that it means nothing.
double outset(const Level* levels, std::size_t features, double sayOfTheLeast) {
    constexpr double alike = 0.7, softness = 0.04;
    double sum = 0, least = 1;
    int stated = 0;
    for (std::size_t f = 0; f < features; ++f) {
        if (levels[f] == missingLevel) continue;
        const double agreement = static_cast<double>(levels[f]) / (levelCount - 1);
        sum += agreement;
        least = std::min(least, agreement);
        ++stated;
    }
    if (stated == 0) return 0;
    const double agreement = (1 - sayOfTheLeast) * sum / stated + sayOfTheLeast * least;
    return 1 / (1 + std::exp((alike - agreement) / softness));
}

/// Learns from weights, in pairs' order so that the sums are the same with any number of threads.
class Learner {
  public:
    Learner(Matching& matching, int threads)
        : matching_(matching), threads_(threads), weights_(matching.pairs.size()) {
        const std::size_t pieces = (matching.pairs.size() + pairsPerPiece - 1) / pairsPerPiece;
        stride_ = std::max<std::size_t>(1, matching.pairs.size() / mostPairsLearntFrom);
        pieces_ = (pieces + stride_ - 1) / stride_;
    }

    std::vector<float>& weights() { return weights_; }

    Mixture maximise() {
        EvidenceCounts counts(matching_.levels.features);
        counts.believe(believedMatches * static_cast<double>(matching_.rows));
        double matches = 0, all = 0;
        for (std::size_t piece = 0; piece < pieces_; ++piece) {
            const std::size_t from = piece * stride_ * pairsPerPiece;
            const std::size_t to = std::min(matching_.pairs.size(), from + pairsPerPiece);
            counts.add(matching_.levels, weights_, from, to);
            for (std::size_t p = from; p < to; ++p)
                matches += static_cast<double>(weights_[p]);
            all += static_cast<double>(to - from);
        }
        Mixture mixture{EvidenceModel::learn(counts), std::log2((matches + 1) / (all - matches + 1)), 0};
        weighPairs(matching_, mixture.model, threads_);
        return mixture;
    }

  private:
    Matching& matching_;
    int threads_;
    std::vector<float> weights_;
    std::size_t stride_ = 1, pieces_ = 0;
};

/// By pair: the probability that it is the one match of both its rows.
std::vector<float> shareMatches(const Matching& matching, double priorBits) {
    constexpr double mostBits = 200;  // keeps the sums finite
    std::vector<double> odds(matching.pairs.size()), sums(matching.rows, 1.0);
    for (std::size_t p = 0; p < odds.size(); ++p) {
        odds[p] = std::exp2(std::min(static_cast<double>(matching.bits[p]) + priorBits, mostBits));
        sums[matching.pairs[p].left] += odds[p];
        sums[matching.pairs[p].right] += odds[p];
    }
    std::vector<float> shares(odds.size());
    for (std::size_t p = 0; p < odds.size(); ++p) {
        const double rivals = sums[matching.pairs[p].left] + sums[matching.pairs[p].right] - odds[p] - 1;
        shares[p] = static_cast<float>(odds[p] / rivals);
    }
    return shares;
}

}  // namespace

Mixture learnMixture(Matching& matching, int threads, double sayOfTheLeast) {
    Learner learner(matching, threads);
    auto& weights = learner.weights();
    for (std::size_t p = 0; p < weights.size(); ++p)
        weights[p] =
            static_cast<float>(outset(matching.levels.of(p), matching.levels.features, sayOfTheLeast));
    Mixture mixture = learner.maximise();
    constexpr int rounds = 14;
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t p = 0; p < weights.size(); ++p) {
            weights[p] = static_cast<float>(mixture.probability(matching.bits[p]));
        }
        mixture = learner.maximise();
    }
    return mixture;
}

Mixture learnOneToOne(Matching& matching, double priorBits, std::size_t rowsOfSmallerTable, int threads) {
    Mixture learnt{learnWeights({&matching, 1}, threads), priorBits, 0};
    const auto rows = static_cast<double>(rowsOfSmallerTable),
               all = static_cast<double>(matching.pairs.size());
    constexpr int rounds = 12;
    for (int round = 0; round < rounds; ++round) {
        const std::vector<float> shares = shareMatches(matching, learnt.priorBits);
        const double matched = std::min(rows, std::accumulate(shares.begin(), shares.end(), 0.0));
        // Among the candidates of a row that surely has a match somewhere, one needs less evidence.
        learnt.matchedShare = matched / (rows + 2);
        learnt.priorBits =
            std::log2((matched + 1) / (all - matched + 1)) - std::log2(1 - learnt.matchedShare);
    }
    return learnt;
}

}  // namespace cadastre::duplicates
