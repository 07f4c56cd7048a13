// Expectation–maximisation with one-to-one choices in place of free posteriors: plain EM learns that siblings
// ("register of X of region A ∕ of region B") match, mutual choice doesn't. A sibling that has no other
// sibling is chosen mutually all the same: so each choice counts as far as its own odds believe it, too.
#include "profiles/duplicates/matching.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
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
struct RowChoices {
    std::vector<std::uint32_t> first;
    std::vector<float> firstBits, secondBits;

    RowChoices(const std::vector<RowPair>& pairs, const std::vector<float>& bits, std::size_t rows)
        : first(rows, 0xFFFFFFFFU),
          firstBits(rows, std::numeric_limits<float>::lowest()),
          secondBits(rows, std::numeric_limits<float>::lowest()) {
        for (std::uint32_t p = 0; p < pairs.size(); ++p) {
            for (const std::uint32_t row : {pairs[p].left, pairs[p].right}) {
                if (bits[p] == vetoedBits) continue;
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

/// A pair and how surely it matches, 0…1.
struct MatchShare {
    std::uint32_t matching = 0, pair = 0;
    double surely = 0;
};

/// How surely each mutually chosen pair of each corpus matches: the share of first choices beyond second ones
/// among pairs of its bits, never falling with bits. All other pairs are left out.
std::vector<MatchShare> matchShares(std::span<const Matching> matchings) {
    struct Event {
        float bits;
        std::uint32_t matching;
        std::uint32_t pair;  ///< or `decoy`
    };
    constexpr std::uint32_t decoy = 0xFFFFFFFFU;
    std::vector<Event> events;
    double mutual = 0;
    for (std::uint32_t m = 0; m < matchings.size(); ++m) {
        const Matching& in = matchings[m];
        const RowChoices choices(in.pairs, in.bits, in.rows);
        for (std::uint32_t p = 0; p < in.pairs.size(); ++p) {
            if (choices.first[in.pairs[p].left] != p || choices.first[in.pairs[p].right] != p) continue;
            events.push_back({in.bits[p], m, p});
            ++mutual;
        }
        for (const float second : choices.secondBits) {
            if (second > std::numeric_limits<float>::lowest()) events.push_back({second, m, decoy});
        }
    }
    const double decoys = static_cast<double>(events.size()) - mutual;
    std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
        return std::tie(a.bits, b.pair, a.matching) < std::tie(b.bits, a.pair, b.matching);
    });
    std::vector<double> isMutual, weight;
    for (const Event& event : events) {
        isMutual.push_back(event.pair == decoy ? 0 : 1);
        weight.push_back(event.pair == decoy ? mutual / decoys : 1);
    }
    const std::vector<double> share = neverFalling(isMutual, weight);
    std::vector<MatchShare> shares;
    for (std::size_t e = 0; e < events.size(); ++e) {
        if (events[e].pair == decoy || share[e] <= 0) continue;
        const double surely = std::clamp(2 - 1 / share[e], 0.0, 1.0);
        if (surely > 0) shares.push_back({events[e].matching, events[e].pair, surely});
    }
    return shares;
}

double probability(double bits) {
    return 1 / (1 + std::exp2(-bits));
}

}  // namespace

void weighPairs(Matching& matching, const EvidenceModel& model, int threads) {
    matching.bits.resize(matching.pairs.size());
    forPairs(matching.pairs.size(), threads, [&](std::size_t from, std::size_t to) {
        for (std::size_t p = from; p < to; ++p) {
            const bool vetoed = !matching.vetoed.empty() && matching.vetoed[p] != 0;
            matching.bits[p] = vetoed ? vetoedBits : model.bits(matching.levels.of(p));
        }
    });
}

Matching comparePairs(const Corpus& corpus, std::size_t leftRows, const CandidateOptions& options,
                      const Veto& veto, const std::function<void(double)>& progress) {
    std::vector<RowPair> pairs = candidatePairs(corpus, leftRows, options);
    if (progress) progress(0.6);
    Matching matching = compareThese(corpus, std::move(pairs), options.threads, veto);
    if (progress) progress(1);
    return matching;
}

Matching compareThese(const Corpus& corpus, std::vector<RowPair> found, int threads, const Veto& veto) {
    Matching matching;
    matching.rows = corpus.rows();
    matching.pairs = std::move(found);
    const std::size_t pairs = matching.pairs.size();
    const PairComparer prototype(corpus);
    matching.levels.features = prototype.features();
    matching.levels.levels.resize(pairs * prototype.features());
    if (veto) matching.vetoed.resize(pairs);
    const std::size_t pieces = (pairs + pairsPerPiece - 1) / pairsPerPiece;
    inParallel(pieces, threads, [&]() {
        return [&, comparer = prototype](std::size_t piece) mutable {
            const std::size_t end = std::min(pairs, (piece + 1) * pairsPerPiece);
            for (std::size_t p = piece * pairsPerPiece; p < end; ++p) {
                Level* levels = matching.levels.levels.data() + p * matching.levels.features;
                constexpr std::size_t soon = 4, later = 8;
                if (p + later < pairs)
                    corpus.fetchAhead(matching.pairs[p + soon].right, matching.pairs[p + later].right);
                comparer.compare(matching.pairs[p].left, matching.pairs[p].right, levels);
                if (veto) matching.vetoed[p] = veto(levels, comparer) ? 1 : 0;
            }
        };
    });
    return matching;
}

EvidenceModel learnWeights(std::span<Matching> matchings, int threads, Choices choices) {
    const std::size_t features = matchings.empty() ? 0 : matchings.front().levels.features;
    EvidenceModel model = EvidenceModel::agreementOnly(features);
    for (Matching& matching : matchings)
        weighPairs(matching, model, threads);
    EvidenceCounts all(features);
    for (const Matching& matching : matchings)
        all.addOthers(matching.levels, threads);
    double pairs = 0, priorBits = 0;
    for (const Matching& matching : matchings)
        pairs += static_cast<double>(matching.pairs.size());
    constexpr int rounds = 5;  // the choices stop changing after two or three
    for (int round = 0; round < rounds; ++round) {
        EvidenceCounts counts = all;
        double matches = 0;
        for (const MatchShare& share : matchShares(matchings)) {
            const Matching& in = matchings[share.matching];
            // Agreements that were not weighed yet are no odds.
            const double byOdds = choices == Choices::asMade || round == 0
                                      ? 1
                                      : probability(static_cast<double>(in.bits[share.pair]) + priorBits);
            matches += share.surely * byOdds;
            counts.moveToMatches(in.levels.of(share.pair), share.surely * byOdds);
        }
        priorBits = std::log2((matches + 1) / (pairs - matches + 1));
        model = EvidenceModel::learn(counts);
        for (Matching& matching : matchings)
            weighPairs(matching, model, threads);
    }
    return model;
}

}  // namespace cadastre::duplicates
