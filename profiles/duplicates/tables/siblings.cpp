// Each table compared with itself, and its habits taken out.
#include "profiles/duplicates/tables/siblings.h"

#include <algorithm>
#include <vector>

namespace cadastre::duplicates {
namespace {

using Shares = std::array<double, levelCount>;

/// How often each level of a feature was met.
Shares sharesOf(const PairLevels& levels, std::size_t feature) {
    Shares shares{};
    double all = 0;
    for (std::size_t p = 0; p < levels.pairs(); ++p) {
        const Level level = levels.of(p)[feature];
        if (level == missingLevel) continue;
        ++shares[level];
        ++all;
    }
    for (double& share : shares)
        share /= std::max(all, 1.0);
    return shares;
}

/// By level: the level that the same part of the others reaches, where that is lower. Of pairs that stand on
/// one level the better ones are taken for all, so that siblings rather count too much.
std::array<Level, levelCount> levelsAmong(const Shares& own, const Shares& others) {
    constexpr double betterOnes = 0.1;
    std::array<Level, levelCount> as{};
    double above = 0, othersFrom = others[levelCount - 1];
    std::size_t other = levelCount - 1;
    for (std::size_t level = levelCount; level-- > 0;) {
        while (other > 0 && othersFrom < above + own[level] * betterOnes)
            othersFrom += others[--other];
        as[level] = static_cast<Level>(std::min(level, other));
        above += own[level];
    }
    return as;
}

/// By how much of all pairs the one kind reaches a level more often than the other does, at most (Kolmogorov
/// & Smirnov's one-sided distance).
double lead(const Shares& own, const Shares& others) {
    double ahead = 0, most = 0;
    for (std::size_t level = levelCount; level-- > 0;) {
        ahead += own[level] - others[level];
        most = std::max(most, ahead);
    }
    return most;
}

void withoutHabits(PairLevels& siblings, const PairLevels& across) {
    constexpr double aHabit = 0.2;  // less may be an accident
    for (std::size_t f = 0; f < siblings.features; ++f) {
        const Shares own = sharesOf(siblings, f), others = sharesOf(across, f);
        if (lead(own, others) < aHabit) continue;
        const auto as = levelsAmong(own, others);
        for (std::size_t p = 0; p < siblings.pairs(); ++p) {
            Level& level = siblings.levels[p * siblings.features + f];
            if (level != missingLevel) level = as[level];
        }
    }
}

}  // namespace

double OwnTable::shareWithSibling(double threshold) const {
    std::vector<bool> has(to - from, false);
    for (std::size_t p = 0; p < siblings.pairs.size(); ++p) {
        if (static_cast<double>(siblings.bits[p]) < threshold) continue;
        has[siblings.pairs[p].left - from] = has[siblings.pairs[p].right - from] = true;
    }
    double looked = 0, found = 0;
    for (std::size_t row = 0; row < has.size(); row += step) {
        ++looked;
        found += has[row] ? 1 : 0;
    }
    return found / std::max(looked, 1.0);
}

OwnTables siblingsOf(const Corpus& corpus, std::size_t leftRows, const Matching& across, std::size_t most,
                     const CandidateOptions& options) {
    OwnTables tables;
    tables[0].to = tables[1].from = leftRows;
    tables[1].to = corpus.rows();
    for (OwnTable& table : tables) {
        table.step = std::max<std::size_t>(1, (table.to - table.from + most - 1) / most);
        table.siblings =
            compareThese(corpus, siblingPairs(corpus, table.from, table.to, most, options), options.threads);
        withoutHabits(table.siblings.levels, across.levels);
    }
    return tables;
}

}  // namespace cadastre::duplicates
