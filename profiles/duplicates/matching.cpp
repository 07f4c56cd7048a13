// Expectation–maximisation with one-to-one choices in place of free posteriors: plain EM learns that siblings
// ("register of X of region A ∕ of region B") match, mutual choice doesn't.
#include "profiles/duplicates/matching.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "profiles/duplicates/isotonic.h"
#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t pairsPerPiece = 16384;

void forPairs(std::size_t pairs, int threads, const std::function<void(std::size_t, std::size_t)>& work) {
    const std::size_t pieces = (pairs + pairsPerPiece - 1) / pairsPerPiece;
    inParallel(pieces, threads, [&]() {
        return [&](std::size_t piece) {
            work(piece * pairsPerPiece, std::min(pairs, (piece + 1) * pairsPerPiece));
        };
    });
}

/// The first and second choice of every row.
struct Choices {
    std::vector<std::uint32_t> first;
    std::vector<float> firstBits, secondBits;

    Choices(const std::vector<RowPair>& pairs, const std::vector<float>& bits, std::size_t rows)
        : first(rows, 0xFFFFFFFFU),
          firstBits(rows, std::numeric_limits<float>::lowest()),
          secondBits(rows, std::numeric_limits<float>::lowest()) {
        for (std::uint32_t p = 0; p < pairs.size(); ++p) {
            for (const std::uint32_t row : {pairs[p].left, pairs[p].right}) {
                if (bits[p] > firstBits[row]) {
                    secondBits[row] = std::exchange(firstBits[row], bits[p]);
                    first[row] = p;
                } else if (bits[p] > secondBits[row]) {
                    secondBits[row] = bits[p];
                }
            }
        }
    }
};

/// How surely each mutually chosen pair matches: the share of first choices beyond second ones among pairs of
/// its bits, never falling with bits. All other pairs get 0.
std::vector<float> matchWeights(const std::vector<RowPair>& pairs, const std::vector<float>& bits,
                                std::size_t rows) {
    const Choices choices(pairs, bits, rows);
    struct Event {
        float bits;
        std::uint32_t pair;  ///< or `decoy`
    };
    constexpr std::uint32_t decoy = 0xFFFFFFFFU;
    std::vector<Event> events;
    for (std::uint32_t p = 0; p < pairs.size(); ++p) {
        if (choices.first[pairs[p].left] == p && choices.first[pairs[p].right] == p)
            events.push_back({bits[p], p});
    }
    const auto mutual = static_cast<double>(events.size());
    for (const float second : choices.secondBits) {
        if (second > std::numeric_limits<float>::lowest()) events.push_back({second, decoy});
    }
    const double decoys = static_cast<double>(events.size()) - mutual;
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return a.bits != b.bits ? a.bits < b.bits : a.pair > b.pair;
    });
    std::vector<double> isMutual, weight;
    for (const Event& event : events) {
        isMutual.push_back(event.pair == decoy ? 0 : 1);
        weight.push_back(event.pair == decoy ? mutual / decoys : 1);
    }
    const std::vector<double> share = neverFalling(isMutual, weight);
    std::vector<float> weights(pairs.size(), 0.0F);
    for (std::size_t e = 0; e < events.size(); ++e) {
        if (events[e].pair == decoy || share[e] <= 0) continue;
        weights[events[e].pair] = static_cast<float>(std::clamp(2 - 1 / share[e], 0.0, 1.0));
    }
    return weights;
}

}  // namespace

Matching matchRows(const Corpus& corpus, std::size_t leftRows, const CandidateOptions& options,
                   const std::function<void(double)>& progress) {
    const auto tell = [&](double part) {
        if (progress) progress(part);
    };
    Matching matching;
    matching.pairs = candidatePairs(corpus, leftRows, options);
    tell(0.5);
    const std::size_t pairs = matching.pairs.size();
    const PairComparer prototype(corpus);
    matching.levels.features = prototype.features();
    matching.levels.levels.resize(pairs * prototype.features());
    const std::size_t pieces = (pairs + pairsPerPiece - 1) / pairsPerPiece;
    inParallel(pieces, options.threads, [&]() {
        return [&, comparer = prototype](std::size_t piece) mutable {
            const std::size_t end = std::min(pairs, (piece + 1) * pairsPerPiece);
            for (std::size_t p = piece * pairsPerPiece; p < end; ++p) {
                comparer.compare(matching.pairs[p].left, matching.pairs[p].right,
                                 matching.levels.levels.data() + p * matching.levels.features);
            }
        };
    });
    tell(0.8);
    matching.bits.resize(pairs);
    const auto weigh = [&]() {
        forPairs(pairs, options.threads, [&](std::size_t from, std::size_t to) {
            for (std::size_t p = from; p < to; ++p)
                matching.bits[p] = matching.model.bits(matching.levels.of(p));
        });
    };
    matching.model = EvidenceModel::agreementOnly(prototype.features());
    weigh();
    constexpr int rounds = 5;  // the choices stop changing after two or three
    for (int round = 0; round < rounds; ++round) {
        matching.model =
            EvidenceModel::learn(matching.levels, matchWeights(matching.pairs, matching.bits, corpus.rows()));
        weigh();
    }
    tell(0.9);
    return matching;
}

}  // namespace cadastre::duplicates
