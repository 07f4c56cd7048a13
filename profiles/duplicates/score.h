// What agreements are worth, in bits: Fellegi and Sunter's weights (1969), log2 of how much likelier a level
// of agreement is among matches than among near misses, learnt without labels.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "profiles/duplicates/compare.h"

namespace cadastre::duplicates {

/// Levels of many pairs, row-major: pair p's features are levels[p × features] ….
struct PairLevels {
    std::size_t features = 0;
    std::vector<Level> levels;

    std::size_t pairs() const { return features == 0 ? 0 : levels.size() / features; }
    const Level* of(std::size_t pair) const { return levels.data() + pair * features; }
};

/// How often each level of each feature was met, among matches and among others.
class EvidenceCounts {
  public:
    explicit EvidenceCounts(std::size_t features) : match_(features), other_(features) {}
    /// Counts all pairs as others; the same with any number of threads.
    void addOthers(const PairLevels& levels, int threads);
    /// Counts a pair of the others over to the matches, as far as it surely matches (0…1).
    void moveToMatches(const Level* levels, double surely);
    /// Counts pairs [from, to) weighted by how surely they match (0…1).
    void add(const PairLevels& levels, std::span<const float> matchWeight, std::size_t from, std::size_t to);
    /// Adds so many matches that nobody saw to every feature, most of them in full agreement.
    void believe(double matches) { believed_ = matches; }

  private:
    friend class EvidenceModel;
    using Histogram = std::array<double, levelCount>;
    std::vector<Histogram> match_, other_;
    double believed_ = 0;
};

/// A weight table a feature: bits for each level 0 … 100 and 0 for `missingLevel`.
class EvidenceModel {
  public:
    /// Every feature worth its mean agreement: the order to start learning from.
    static EvidenceModel agreementOnly(std::size_t features);

    /// Learns m and u of each level from counts. Weights never fall as agreement rises (isotonic regression,
    /// Ayer et al. 1955) and are interpolated between some ten knots.
    static EvidenceModel learn(const EvidenceCounts& counts);

    /// A model learnt before: a feature's bits for each level 0 … 100.
    static EvidenceModel restored(std::span<const std::array<float, levelCount>> features);

    /// Sum of all features' bits; the prior is not in it.
    float bits(const Level* levels) const {
        float sum = 0;
        for (std::size_t f = 0; f < tables_.size(); ++f)
            sum += tables_[f][levels[f]];
        return sum;
    }
    float featureBits(std::size_t feature, Level level) const { return tables_[feature][level]; }
    std::size_t features() const { return tables_.size(); }

  private:
    std::vector<std::array<float, 256>> tables_;
};

}  // namespace cadastre::duplicates
