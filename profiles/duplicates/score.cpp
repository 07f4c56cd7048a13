// Learning the weight tables.
#include "profiles/duplicates/score.h"

#include <algorithm>
#include <cmath>

#include "profiles/duplicates/isotonic.h"
#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {
namespace {

struct Knot {
    double place = 0, bits = 0;
};

/// Ten knots of about equal weight of both classes together, so that no knot stands on thin air.
std::vector<Knot> knotsOf(const std::array<double, levelCount>& match,
                          const std::array<double, levelCount>& other) {
    double matches = 0, others = 0;
    for (std::size_t l = 0; l < levelCount; ++l) {
        matches += match[l];
        others += other[l];
    }
    if (matches <= 0 || others <= 0) return {};
    constexpr double wantedKnots = 10;
    std::vector<double> places, values, weights;
    double m = 0, u = 0, moment = 0, share = 0;
    for (std::size_t l = 0; l < levelCount; ++l) {
        const double here = match[l] / matches + other[l] / others;
        m += match[l];
        u += other[l];
        share += here;
        moment += here * static_cast<double>(l);
        const bool exact =
            l + 2 == levelCount || l + 1 == levelCount;  // full agreement is a level of its own
        if (share < 2 / wantedKnots && !(exact && share > 0)) continue;
        places.push_back(moment / share);
        values.push_back(std::log2((m / matches) / (u / others)));
        weights.push_back(share);
        m = u = moment = share = 0;
    }
    const std::vector<double> fit = neverFalling(values, weights);
    std::vector<Knot> knots;
    for (std::size_t k = 0; k < fit.size(); ++k)
        knots.push_back({places[k], fit[k]});
    return knots;
}

/// What is believed before any pair is seen, worth a few pairs: matches tend to agree, others don't. In a
/// table of twenty rows this speaks, in one of a thousand it is drowned.
void addPrior(std::array<double, levelCount>& match, std::array<double, levelCount>& other) {
    constexpr double worth = 4;
    constexpr double sum = levelCount * (levelCount + 1) / 2.0;
    for (std::size_t l = 0; l < levelCount; ++l) {
        other[l] = std::max(other[l], 0.0);
        match[l] += worth * static_cast<double>(l + 1) / sum;
        other[l] += worth * static_cast<double>(levelCount - l) / sum;
    }
}

/// Matches agree in nearly everything: a sixth power puts half of them above nine tenths.
void addBelieved(std::array<double, levelCount>& match, double believed) {
    const auto share = [](std::size_t level) {
        return std::pow(static_cast<double>(level) / (levelCount - 1), 6);
    };
    double sum = 0;
    for (std::size_t l = 0; l < levelCount; ++l)
        sum += share(l);
    for (std::size_t l = 0; l < levelCount; ++l)
        match[l] += believed * share(l) / sum;
}

double interpolate(const std::vector<Knot>& knots, double place) {
    if (knots.empty()) return 0;
    if (place <= knots.front().place) return knots.front().bits;
    for (std::size_t k = 1; k < knots.size(); ++k) {
        if (place > knots[k].place) continue;
        const double part = (place - knots[k - 1].place) / (knots[k].place - knots[k - 1].place);
        return knots[k - 1].bits + part * (knots[k].bits - knots[k - 1].bits);
    }
    return knots.back().bits;
}

}  // namespace

EvidenceModel EvidenceModel::agreementOnly(std::size_t features) {
    EvidenceModel model;
    model.tables_.resize(features);
    for (auto& table : model.tables_) {
        table.fill(0);
        for (std::size_t l = 0; l < levelCount; ++l)
            table[l] = static_cast<float>(l) / 50.0F - 1.0F;
    }
    return model;
}

EvidenceModel EvidenceModel::restored(std::span<const std::array<float, levelCount>> features) {
    EvidenceModel model;
    for (const auto& levels : features) {
        auto& table = model.tables_.emplace_back();
        table.fill(0);
        std::copy(levels.begin(), levels.end(), table.begin());
    }
    return model;
}

void EvidenceCounts::addOthers(const PairLevels& levels, int threads) {
    constexpr std::size_t piecePairs = 1U << 18U;
    using Counts = std::array<std::uint32_t, 256>;
    const std::size_t pieces = (levels.pairs() + piecePairs - 1) / piecePairs;
    std::vector<std::vector<Counts>> counted(pieces, std::vector<Counts>(other_.size(), Counts{}));
    inParallel(pieces, threads, [&]() {
        return [&](std::size_t piece) {
            const std::size_t end = std::min(levels.pairs(), (piece + 1) * piecePairs);
            for (std::size_t p = piece * piecePairs; p < end; ++p) {
                const Level* own = levels.of(p);
                for (std::size_t f = 0; f < other_.size(); ++f)
                    ++counted[piece][f][own[f]];
            }
        };
    });
    for (const auto& piece : counted) {
        for (std::size_t f = 0; f < other_.size(); ++f) {
            for (std::size_t l = 0; l < levelCount; ++l)
                other_[f][l] += piece[f][l];
        }
    }
}

void EvidenceCounts::add(const PairLevels& levels, std::span<const float> matchWeight, std::size_t from,
                         std::size_t to) {
    for (std::size_t p = from; p < to; ++p) {
        const Level* own = levels.of(p);
        const auto matches = static_cast<double>(matchWeight[p]);
        for (std::size_t f = 0; f < match_.size(); ++f) {
            if (own[f] == missingLevel) continue;
            match_[f][own[f]] += matches;
            other_[f][own[f]] += 1 - matches;
        }
    }
}

void EvidenceCounts::moveToMatches(const Level* levels, double surely) {
    for (std::size_t f = 0; f < match_.size(); ++f) {
        if (levels[f] == missingLevel) continue;
        match_[f][levels[f]] += surely;
        other_[f][levels[f]] -= surely;
    }
}

EvidenceModel EvidenceModel::learn(const EvidenceCounts& counts) {
    EvidenceModel model;
    model.tables_.resize(counts.match_.size());
    for (std::size_t f = 0; f < model.tables_.size(); ++f) {
        std::array<double, levelCount> match = counts.match_[f], other = counts.other_[f];
        addPrior(match, other);
        addBelieved(match, counts.believed_);
        const std::vector<Knot> knots = knotsOf(match, other);
        model.tables_[f].fill(0);
        for (std::size_t l = 0; l < levelCount; ++l) {
            model.tables_[f][l] = static_cast<float>(interpolate(knots, static_cast<double>(l)));
        }
    }
    return model;
}

}  // namespace cadastre::duplicates
