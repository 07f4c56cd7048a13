// Neighbours by words and codes together; containment of code sets, cosine of purpose words.
#include "profiles/duplicates/functional.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "profiles/duplicates/index.h"
#include "profiles/duplicates/parallel.h"

namespace cadastre::duplicates {
namespace {

constexpr std::size_t neighboursLookedAt = 20;
constexpr std::size_t postingBudget = 4'000;

/// Weights of codes or terms by how few units have them. What fewer than `leastUnits` have names products and
/// slips of the pen rather than functions, and weighs half.
std::vector<float> rarities(const NumberRows& rows, std::size_t count, std::uint32_t leastUnits) {
    std::vector<std::uint32_t> unitsWith(count, 0);
    for (const std::uint32_t item : rows.items)
        ++unitsWith[item];
    std::vector<float> weights(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const double rarity = std::log2((static_cast<double>(rows.rows()) + 1) / (unitsWith[i] + 0.5));
        weights[i] = static_cast<float>(std::max(rarity, 0.0) * (unitsWith[i] < leastUnits ? 0.5 : 1.0));
    }
    return weights;
}

struct Overlap {
    float shared = 0, left = 0, right = 0;
};

template <typename Weigh>
Overlap overlapOf(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right,
                  const Weigh& weigh) {
    Overlap overlap;
    for (const std::uint32_t item : left)
        overlap.left += weigh(item);
    for (const std::uint32_t item : right)
        overlap.right += weigh(item);
    for (auto l = left.begin(), r = right.begin(); l != left.end() && r != right.end();) {
        if (*l < *r) {
            ++l;
        } else if (*r < *l) {
            ++r;
        } else {
            overlap.shared += weigh(*l);
            ++l;
            ++r;
        }
    }
    return overlap;
}

/// Terms and codes of each unit as one row, codes numbered after terms.
NumberRows joined(const FunctionalUnits& units) {
    NumberRows rows;
    for (std::size_t unit = 0; unit < units.terms.rows(); ++unit) {
        const auto terms = units.terms.row(unit);
        rows.items.insert(rows.items.end(), terms.begin(), terms.end());
        for (const std::uint32_t code : units.codes.row(unit)) {
            rows.items.push_back(code + static_cast<std::uint32_t>(units.termCount));
        }
        rows.endRow();
    }
    return rows;
}

/// What the nearest by text say about a unit's codes.
std::vector<ProposedCode> voteOnCodes(const FunctionalUnits& units,
                                      const std::vector<std::uint32_t>& classifierOf, std::uint32_t unit,
                                      const std::vector<FunctionalPair>& nearest) {
    constexpr float speaksAlike = 0.35F;
    constexpr float clearMajority = 0.6F;
    constexpr int fewestVoters = 4;
    struct Votes {
        float weight = 0;
        std::uint32_t witness = 0;
    };
    std::map<std::uint32_t, std::map<std::uint32_t, Votes>> votes;  // classifier → code
    std::map<std::uint32_t, std::pair<float, int>> voters;
    for (const FunctionalPair& pair : nearest) {
        if (pair.byText < speaksAlike) continue;
        const std::uint32_t other = pair.left == unit ? pair.right : pair.left;
        std::map<std::uint32_t, bool> spoke;
        for (const std::uint32_t code : units.codes.row(other)) {
            Votes& vote = votes[classifierOf[code]][code];
            if (vote.weight == 0) vote.witness = other;
            vote.weight += pair.byText;
            if (!spoke[classifierOf[code]]) {
                voters[classifierOf[code]].first += pair.byText;
                ++voters[classifierOf[code]].second;
            }
            spoke[classifierOf[code]] = true;
        }
    }
    std::vector<ProposedCode> proposed;
    const auto own = units.codes.row(unit);
    for (const auto& [classifier, byCode] : votes) {
        const bool coded = std::any_of(own.begin(), own.end(), [&, here = classifier](std::uint32_t code) {
            return classifierOf[code] == here;
        });
        if (!coded || voters[classifier].second < fewestVoters) continue;
        const auto best = std::max_element(byCode.begin(), byCode.end(), [](const auto& a, const auto& b) {
            return a.second.weight < b.second.weight;
        });
        const float support = best->second.weight / voters[classifier].first;
        const bool anyOwnBacked =
            std::any_of(own.begin(), own.end(),
                        [&, &codes = byCode](std::uint32_t code) { return codes.contains(code); });
        if (support >= clearMajority && !anyOwnBacked)
            proposed.push_back({unit, best->first, support, best->second.witness});
    }
    return proposed;
}

}  // namespace

FunctionComparer::FunctionComparer(const FunctionalUnits& units)
    : units_(units),
      codeRarity_(rarities(units.codes, units.codeCount, 1)),
      termRarity_(rarities(units.terms, units.termCount, 3)) {}

FunctionalPair FunctionComparer::compare(std::uint32_t left, std::uint32_t right) const {
    FunctionalPair pair{std::min(left, right), std::max(left, right), 0, 0, 0};
    const Overlap codes = overlapOf(units_.codes.row(left), units_.codes.row(right),
                                    [&](std::uint32_t code) { return codeRarity_[code]; });
    const float lesser = std::min(codes.left, codes.right);
    const bool bothCoded = lesser > 0;
    constexpr float plainlyRare = 3;  // bits; sharing only what everybody has says little
    if (bothCoded) pair.byCodes = codes.shared / lesser * std::min(1.0F, codes.shared / plainlyRare);
    const Overlap texts = overlapOf(units_.terms.row(left), units_.terms.row(right), [&](std::uint32_t term) {
        return termRarity_[term] * termRarity_[term];
    });
    if (texts.left > 0 && texts.right > 0) pair.byText = texts.shared / std::sqrt(texts.left * texts.right);
    // Wrong codes hide duplicates, so text may speak alone; with codes to help it needs to say less.
    pair.score = std::min(1.0F, bothCoded ? 0.5F * pair.byCodes + pair.byText : 1.1F * pair.byText);
    return pair;
}

FunctionalFindings compareFunctions(const FunctionalUnits& units, const FunctionComparer& comparer,
                                    const std::vector<std::uint32_t>& classifierOf, int threads) {
    const NumberRows features = joined(units);
    const std::size_t count = features.rows();
    const InvertedIndex index(features, units.termCount + units.codeCount, 0, count);
    constexpr std::size_t pieceUnits = 2048;
    const std::size_t pieces = (count + pieceUnits - 1) / pieceUnits;
    std::vector<FunctionalFindings> found(pieces);
    inParallel(pieces, threads, [&]() {
        return [&, search = InvertedIndex::Search(index)](std::size_t piece) mutable {
            std::vector<FunctionalPair> nearest;
            const std::size_t end = std::min(count, (piece + 1) * pieceUnits);
            for (std::size_t unit = piece * pieceUnits; unit < end; ++unit) {
                const auto self = static_cast<std::uint32_t>(unit);
                nearest.clear();
                for (const Neighbour& other :
                     search.nearest(features.row(unit), neighboursLookedAt, postingBudget, unit)) {
                    nearest.push_back(comparer.compare(self, other.row));
                }
                for (const FunctionalPair& pair : nearest) {
                    if (pair.score >= sameFunctionFrom) found[piece].pairs.push_back(pair);
                }
                const auto proposed = voteOnCodes(units, classifierOf, self, nearest);
                found[piece].proposed.insert(found[piece].proposed.end(), proposed.begin(), proposed.end());
            }
        };
    });
    FunctionalFindings all;
    for (const FunctionalFindings& piece : found) {
        all.pairs.insert(all.pairs.end(), piece.pairs.begin(), piece.pairs.end());
        all.proposed.insert(all.proposed.end(), piece.proposed.begin(), piece.proposed.end());
    }
    const auto ordered = [](const FunctionalPair& a, const FunctionalPair& b) {
        return a.left != b.left ? a.left < b.left : a.right < b.right;
    };
    std::sort(all.pairs.begin(), all.pairs.end(), ordered);
    const auto same = [](const FunctionalPair& a, const FunctionalPair& b) {
        return a.left == b.left && a.right == b.right;
    };
    all.pairs.erase(std::unique(all.pairs.begin(), all.pairs.end(), same), all.pairs.end());
    return all;
}

}  // namespace cadastre::duplicates
