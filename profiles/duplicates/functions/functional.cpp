// Neighbours by phrases; cosine of profiles, containment of code sets.
#include "profiles/duplicates/functions/functional.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t neighboursLookedAt = 20;
constexpr std::size_t postingBudget = 4'000;
/// Reliabilities are learnt and groups looked at by lists that are whole.
constexpr std::size_t everyPosting = std::numeric_limits<std::size_t>::max();

/// A cosine of profiles that is as likely one function as not. Measured, not tuned to a set: descriptions of
/// one product by different hands lie above it (docs/benchmarks.md, functions).
constexpr float evenLikeness = 0.35F;
/// What the best codes add: half of what is asked for.
constexpr float mostCodePoints = 0.5F;

float massOf(std::span<const std::uint32_t> codes, const std::vector<float>& weights) {
    float mass = 0;
    for (const std::uint32_t code : codes)
        mass += weights[code];
    return mass;
}

float sharedMass(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
                 const std::vector<float>& weights) {
    float mass = 0;
    for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
        if (*l < *r) {
            ++l;
        } else if (*r < *l) {
            ++r;
        } else {
            mass += weights[*l];
            ++l;
            ++r;
        }
    }
    return mass;
}

}  // namespace

FunctionComparer::FunctionComparer(const UnitCodes& units, const FunctionProfiles& profiles, int threads)
    : units_(units),
      profiles_(profiles),
      index_(readerOf(profiles.phrases()), profiles.phraseCount(), 0, profiles.phrases().rows(), everyPosting,
             threads) {
    learnReliability(threads);
}

/// Looks at a sample of coded units: how often does the nearest coded unit in text carry the same code, and
/// how often would a random one? What few carry is drawn to the whole classifier's agreement.
void FunctionComparer::learnReliability(int threads) {
    const std::size_t codes = units_.classifierOf.size(), units = units_.codes.rows();
    std::vector<std::uint32_t> carriers(codes, 0), met(codes, 0), agreed(codes, 0);
    for (const std::uint32_t code : units_.codes.items)
        ++carriers[code];
    codeBits_.assign(codes, 0);
    reliability_.assign(codes, 0);
    if (codes == 0) return;
    constexpr std::size_t sampled = 20'000;
    const std::size_t step = std::max<std::size_t>(1, units / sampled);
    const std::size_t samples = (units + step - 1) / step;
    std::vector<std::uint32_t> nearest(samples, 0xFFFFFFFFU);
    constexpr std::size_t pieceSamples = 512;
    inParallel((samples + pieceSamples - 1) / pieceSamples, threads, [&]() {
        return [&, search = InvertedIndex::Search(index_)](std::size_t piece) mutable {
            for (std::size_t s = piece * pieceSamples; s < std::min(samples, (piece + 1) * pieceSamples);
                 ++s) {
                const auto unit = static_cast<std::uint32_t>(s * step);
                if (units_.codes.row(unit).empty()) continue;
                float best = 0;
                for (const Neighbour& other :
                     search.nearest(profiles_.phrases().row(unit), neighboursLookedAt, postingBudget, unit)) {
                    const float likeness = profiles_.likeness(unit, other.row);
                    if (likeness <= best || units_.codes.row(other.row).empty()) continue;
                    best = likeness;
                    nearest[s] = other.row;
                }
                if (best < evenLikeness) nearest[s] = 0xFFFFFFFFU;
            }
        };
    });
    double allMet = 0, allAgreed = 0, allByChance = 0;
    const auto chance = [&](std::uint32_t code) {
        return static_cast<double>(carriers[code]) / static_cast<double>(units);
    };
    for (std::size_t s = 0; s < samples; ++s) {
        if (nearest[s] == 0xFFFFFFFFU) continue;
        const auto others = units_.codes.row(nearest[s]);
        for (const std::uint32_t code : units_.codes.row(s * step)) {
            ++met[code];
            const bool same = std::binary_search(others.begin(), others.end(), code);
            if (same) ++agreed[code];
            ++allMet;
            allAgreed += same ? 1 : 0;
            allByChance += chance(code);
        }
    }
    // Where no two texts are alike the codes are all there is: half trusted.
    const double overall =
        allMet == 0 ? 0.5 : std::max(0.0, (allAgreed - allByChance) / std::max(allMet - allByChance, 1.0));
    for (std::uint32_t code = 0; code < codes; ++code) {
        constexpr double smoothing = 4;
        const double byChance = chance(code) * met[code];
        const double kappa =
            (agreed[code] - byChance + smoothing * overall) / (met[code] - byChance + smoothing);
        reliability_[code] = static_cast<float>(std::clamp(kappa, 0.0, 1.0));
        const double rarity = std::log2((static_cast<double>(units) + 1) / (carriers[code] + 0.5));
        codeBits_[code] = static_cast<float>(std::max(rarity, 0.0)) * reliability_[code];
    }
}

FunctionalPair FunctionComparer::compare(std::uint32_t left, std::uint32_t right) const {
    FunctionalPair pair{std::min(left, right), std::max(left, right), 0, 0, 0, 0};
    pair.byText = profiles_.likeness(left, right);
    pair.textPoints = pair.byText / evenLikeness;
    const auto ones = units_.codes.row(left), others = units_.codes.row(right);
    const float lesser = std::min(massOf(ones, codeBits_), massOf(others, codeBits_));
    if (lesser > 0) {
        constexpr float plainlyRare = 3;  // bits; sharing only what everybody has says little
        const float shared = sharedMass(ones, others, codeBits_);
        pair.byCodes = shared / lesser * std::min(1.0F, shared / plainlyRare);
        pair.codePoints = mostCodePoints * pair.byCodes;
    }
    return pair;
}

bool FunctionComparer::saysWhich(std::uint32_t left, std::uint32_t right, float points) const {
    if (points >= unmistakablyFrom) return true;
    const auto phrases = profiles_.phrases().row(left);
    return std::any_of(phrases.begin(), phrases.end(), [&](std::uint32_t phrase) {
        return profiles_.isOfTwo(phrase) && profiles_.namesSystems(phrase) && profiles_.tells(right, phrase);
    });
}

const std::vector<FunctionalPair>& FunctionNeighbours::of(std::uint32_t unit) {
    pairs_.clear();
    for (const Neighbour& other :
         search_.nearest(comparer_.profiles().phrases().row(unit), neighboursLookedAt, postingBudget, unit)) {
        pairs_.push_back(comparer_.compare(unit, other.row));
    }
    std::sort(pairs_.begin(), pairs_.end(), [](const FunctionalPair& a, const FunctionalPair& b) {
        if (a.points() != b.points()) return a.points() > b.points();
        return a.left != b.left ? a.left < b.left : a.right < b.right;
    });
    return pairs_;
}

FunctionalFindings compareFunctions(const FunctionComparer& comparer, int threads) {
    const std::size_t count = comparer.profiles().phrases().rows();
    constexpr std::size_t pieceUnits = 2048;
    const std::size_t pieces = (count + pieceUnits - 1) / pieceUnits;
    std::vector<FunctionalFindings> found(pieces);
    inParallel(pieces, threads, [&]() {
        return [&, neighbours = FunctionNeighbours(comparer)](std::size_t piece) mutable {
            FunctionalFindings& own = found[piece];
            const std::size_t end = std::min(count, (piece + 1) * pieceUnits);
            for (std::size_t unit = piece * pieceUnits; unit < end; ++unit) {
                const auto self = static_cast<std::uint32_t>(unit);
                const auto& nearest = neighbours.of(self);
                for (const FunctionalPair& pair : nearest) {
                    if (pair.points() >= sameFunctionFrom)
                        own.pairs.push_back({pair.left, pair.right, pair.points()});
                }
                const auto proposed = voteOnCodes(comparer, self, nearest);
                own.proposed.insert(own.proposed.end(), proposed.begin(), proposed.end());
            }
        };
    });
    FunctionalFindings all;
    for (FunctionalFindings& piece : found) {
        all.pairs.insert(all.pairs.end(), piece.pairs.begin(), piece.pairs.end());
        all.proposed.insert(all.proposed.end(), piece.proposed.begin(), piece.proposed.end());
        piece = {};
    }
    std::sort(all.pairs.begin(), all.pairs.end(), [](const ScoredPair& a, const ScoredPair& b) {
        if (a.points != b.points) return a.points > b.points;
        return a.left != b.left ? a.left < b.left : a.right < b.right;
    });
    const auto same = [](const ScoredPair& a, const ScoredPair& b) {
        return a.left == b.left && a.right == b.right;
    };
    all.pairs.erase(std::unique(all.pairs.begin(), all.pairs.end(), same), all.pairs.end());
    return all;
}

}  // namespace cadastre::duplicates
