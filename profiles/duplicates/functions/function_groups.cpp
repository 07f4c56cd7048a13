// Merging along the strongest pairs; the smaller group moves into the larger.
#include "profiles/duplicates/functions/function_groups.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace cadastre::duplicates {
namespace {

using Members = std::vector<std::uint32_t>;

constexpr std::size_t membersLookedAt = 12;

/// Evenly spaced members that stand for all.
Members someOf(std::span<const std::uint32_t> members) {
    if (members.size() <= membersLookedAt) return {members.begin(), members.end()};
    Members some;
    for (std::size_t i = 0; i < membersLookedAt; ++i)
        some.push_back(members[i * members.size() / membersLookedAt]);
    return some;
}

double averagePoints(const FunctionComparer& comparer, const Members& ones, const Members& others) {
    double sum = 0;
    for (const std::uint32_t one : ones) {
        for (const std::uint32_t other : others)
            sum += static_cast<double>(comparer.compare(one, other).points());
    }
    return sum / static_cast<double>(ones.size() * others.size());
}

double pointsWithin(const FunctionComparer& comparer, const Members& members) {
    const Members some = someOf(members);
    double sum = 0;
    std::size_t pairs = 0;
    for (std::size_t i = 0; i < some.size(); ++i) {
        for (std::size_t j = i + 1; j < some.size(); ++j, ++pairs)
            sum += static_cast<double>(comparer.compare(some[i], some[j]).points());
    }
    return sum / static_cast<double>(std::max<std::size_t>(pairs, 1));
}

/// What the phrases of some units say of them.
struct Told {
    std::size_t units = 0, named = 0;
    float weight = 0;

    /// A label says what systems are called by before what is only said of them.
    double fitness() const {
        constexpr double half = 0.5;
        return static_cast<double>(weight) *
               std::sqrt((static_cast<double>(named) + half) / (static_cast<double>(units) + 2 * half));
    }
};

std::map<std::uint32_t, Told> phrasesOf(const FunctionProfiles& profiles, const Members& units) {
    std::map<std::uint32_t, Told> phrases;
    for (const std::uint32_t unit : units) {
        const auto own = profiles.phrases().row(unit);
        const auto weights = profiles.weights(unit);
        for (std::size_t i = 0; i < own.size(); ++i) {
            Told& told = phrases[own[i]];
            ++told.units;
            told.named += profiles.isNamed(unit, i) ? 1 : 0;
            told.weight += weights[i];
        }
    }
    return phrases;
}

/// The fittest phrase that tells at least half of the units; nothing where there is none.
std::optional<std::uint32_t> labelOf(const FunctionProfiles& profiles, const Members& units) {
    const auto phrases = phrasesOf(profiles, units);
    std::optional<std::uint32_t> label;
    const auto better = [&](std::uint32_t phrase, double fitness) {
        if (!label || profiles.isOfTwo(phrase) != profiles.isOfTwo(*label))
            return !label || profiles.isOfTwo(phrase);
        return fitness > phrases.at(*label).fitness();
    };
    for (const auto& [phrase, told] : phrases) {
        if (told.units * 2 >= units.size() && better(phrase, told.fitness())) label = phrase;
    }
    return label;
}

/// Puts each group that a larger group's label tells into that one. `groups` are ordered, the largest first.
void joinByLabel(const FunctionProfiles& profiles, std::vector<Members>& groups) {
    std::map<std::uint32_t, std::size_t> groupOfLabel;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        std::map<std::uint32_t, std::size_t> told;
        for (const std::uint32_t unit : groups[g]) {
            for (const std::uint32_t phrase : profiles.phrases().row(unit)) {
                if (groupOfLabel.contains(phrase)) ++told[phrase];
            }
        }
        std::size_t joins = g;
        for (const auto& [phrase, units] : told) {
            if (units * 2 >= groups[g].size()) joins = std::min(joins, groupOfLabel.at(phrase));
        }
        if (joins < g) {
            groups[joins].insert(groups[joins].end(), groups[g].begin(), groups[g].end());
            groups[g].clear();
        } else if (const auto label = labelOf(profiles, groups[g]); label && profiles.isOfTwo(*label)) {
            groupOfLabel.emplace(*label, g);
        }
    }
    std::erase_if(groups, [](const Members& members) { return members.empty(); });
}

/// Merges along the pairs; every group of two units and more, the largest first.
std::vector<Members> linkByAverage(const FunctionComparer& comparer, std::span<const ScoredPair> pairs) {
    constexpr std::uint32_t alone = 0xFFFFFFFFU;
    std::vector<std::uint32_t> groupOf(comparer.profiles().phrases().rows(), alone);
    std::vector<Members> groups;
    const auto membersOf = [&](const std::uint32_t& unit) {
        return groupOf[unit] == alone ? std::span(&unit, 1) : std::span(std::as_const(groups[groupOf[unit]]));
    };
    // Two groups that were refused are asked again only when they have grown by half.
    std::unordered_map<std::uint64_t, std::size_t> refused;
    const auto keyOf = [&](std::uint32_t unit) {
        return groupOf[unit] == alone ? std::uint64_t{unit} << 1U : (std::uint64_t{groupOf[unit]} << 1U) | 1U;
    };
    for (const ScoredPair& pair : pairs) {
        if (groupOf[pair.left] != alone && groupOf[pair.left] == groupOf[pair.right]) continue;
        const auto left = membersOf(pair.left), right = membersOf(pair.right);
        if (const std::size_t size = left.size() + right.size(); size > 2) {
            const std::uint64_t one = keyOf(pair.left), other = keyOf(pair.right);
            std::size_t& before = refused[(std::min(one, other) << 32U) | std::max(one, other)];
            if (size * 2 < before * 3) continue;
            if (averagePoints(comparer, someOf(left), someOf(right)) <
                static_cast<double>(sameFunctionFrom)) {
                before = size;
                continue;
            }
        }
        const bool leftStays = left.size() >= right.size();
        const std::uint32_t stays = leftStays ? pair.left : pair.right,
                            moves = leftStays ? pair.right : pair.left;
        const auto moving = leftStays ? right : left;
        const Members moved(moving.begin(), moving.end());
        if (groupOf[moves] != alone) groups[groupOf[moves]] = {};
        if (groupOf[stays] == alone) {
            groupOf[stays] = static_cast<std::uint32_t>(groups.size());
            groups.push_back({stays});
        }
        for (const std::uint32_t unit : moved) {
            groups[groupOf[stays]].push_back(unit);
            groupOf[unit] = groupOf[stays];
        }
    }
    std::erase_if(groups, [](const Members& members) { return members.size() < 2; });
    for (Members& members : groups)
        std::sort(members.begin(), members.end());
    std::sort(groups.begin(), groups.end(), [](const Members& a, const Members& b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    return groups;
}

/// Lets units of no group join the one whose label tells them, where they come at least half way to it.
void joinSingles(const FunctionComparer& comparer, std::vector<Members>& groups) {
    constexpr double halfWay = 0.5;
    const FunctionProfiles& profiles = comparer.profiles();
    std::vector<bool> grouped(profiles.phrases().rows(), false);
    std::map<std::uint32_t, std::size_t> groupOfLabel;
    std::vector<Members> speakers;
    for (std::size_t g = 0; g < groups.size(); ++g) {
        speakers.push_back(someOf(groups[g]));
        for (const std::uint32_t unit : groups[g])
            grouped[unit] = true;
        const auto label = labelOf(profiles, groups[g]);
        if (label && profiles.isOfTwo(*label) && profiles.namesSystems(*label))
            groupOfLabel.emplace(*label, g);
    }
    for (std::uint32_t unit = 0; unit < grouped.size(); ++unit) {
        if (grouped[unit]) continue;
        std::optional<std::size_t> joins;
        double nearest = halfWay;
        for (const std::uint32_t phrase : profiles.phrases().row(unit)) {
            const auto told = groupOfLabel.find(phrase);
            if (told == groupOfLabel.end()) continue;
            const double points = averagePoints(comparer, {unit}, speakers[told->second]);
            if (points < nearest) continue;
            nearest = points;
            joins = told->second;
        }
        if (joins) groups[*joins].push_back(unit);
    }
}

/// Whether the systems of a group are named by its label: two of them at least, and of its units a third,
/// since what stands in texts alone is how people write. Systems that speak as one unit (tenants, two entries
/// of one thing) still bear names of their own, so where no two units are named by it, names are counted.
bool isNamedBy(const FunctionProfiles& profiles, const Members& units, std::uint32_t label) {
    constexpr std::size_t enoughNames = 2, oneOf = 3;
    const auto told = phrasesOf(profiles, units).at(label);
    if (!profiles.isOfTwo(label) || told.named * oneOf < units.size()) return false;
    std::size_t names = profiles.namesSystems(label) ? enoughNames : 0;
    for (std::size_t i = 0; i < units.size() && names < enoughNames; ++i)
        names += profiles.namesOf(units[i], label);
    return names >= enoughNames;
}

/// The part of a group that is named by the fittest phrase which names at least two of its units; nothing
/// where there is none.
std::optional<FunctionGroup> partWithName(const FunctionProfiles& profiles, const Members& units) {
    const auto phrases = phrasesOf(profiles, units);
    std::optional<std::uint32_t> label;
    for (const auto& [phrase, told] : phrases) {
        constexpr std::size_t enoughNames = 2, oneOf = 3;
        if (!profiles.isOfTwo(phrase) || told.named < enoughNames || told.named * oneOf < told.units)
            continue;
        if (!label || told.fitness() > phrases.at(*label).fitness()) label = phrase;
    }
    if (!label) return std::nullopt;
    FunctionGroup part{{}, *label, 0};
    std::copy_if(units.begin(), units.end(), std::back_inserter(part.units),
                 [&](std::uint32_t unit) { return profiles.tells(unit, *label); });
    return part;
}

}  // namespace

std::vector<FunctionGroup> groupByFunction(const FunctionComparer& comparer,
                                           std::span<const ScoredPair> pairs) {
    const FunctionProfiles& profiles = comparer.profiles();
    std::vector<Members> groups = linkByAverage(comparer, pairs);
    joinByLabel(profiles, groups);
    joinSingles(comparer, groups);
    std::vector<FunctionGroup> kept;
    for (Members& members : groups) {
        const auto label = labelOf(profiles, members);
        if (!label) continue;
        std::sort(members.begin(), members.end());
        FunctionGroup group{{}, *label, 0};
        std::copy_if(members.begin(), members.end(), std::back_inserter(group.units),
                     [&](std::uint32_t unit) { return profiles.tells(unit, *label); });
        if (group.units.size() < 2) continue;
        group.points = pointsWithin(comparer, group.units);
        if (isNamedBy(profiles, group.units, *label) ||
            group.points >= static_cast<double>(unmistakablyFrom)) {
            kept.push_back(std::move(group));
            continue;
        }
        // Together they have no name, but some of them may.
        while (auto part = partWithName(profiles, members)) {
            part->points = pointsWithin(comparer, part->units);
            std::erase_if(members, [&](std::uint32_t unit) { return profiles.tells(unit, part->phrase); });
            if (part->points >= static_cast<double>(sameFunctionFrom)) kept.push_back(std::move(*part));
        }
    }
    std::sort(kept.begin(), kept.end(),
              [](const FunctionGroup& a, const FunctionGroup& b) { return a.units < b.units; });
    return kept;
}

}  // namespace cadastre::duplicates
