// Pairs for people to label, drawn while the register is compared with itself: from every stratum of what the
// register says, so that what people answer about a few hundred pairs speaks for all of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "profiles/duplicates/labels/pair_strata.h"
#include "profiles/duplicates/matching.h"
#include "profiles/duplicates/register/register_class.h"
#include "profiles/duplicates/register/register_duplicates.h"

namespace cadastre::duplicates {

struct SampledPair {
    Uid one{}, other{};
    std::size_t stratum = 0;     ///< of pairStrata
    std::optional<double> bits;  ///< above the threshold; nothing where a veto spoke or nothing was compared
};

struct PairSample {
    std::array<std::uint64_t, pairStrata.size()> populations{};  ///< pairs of each stratum in the register
    std::vector<SampledPair> pairs;                              ///< in the order in which they are shown
};

/// Looks at each class after it was compared. What is counted and drawn are pairs of *wordings*: records that
/// read the same word for word count once, and as one pair with each other, or a thousand copies of one name
/// would be all there is to see. Tenants of one solution are nobody's question and left out.
class PairSampler {
  public:
    /// @param pairs  how many to draw; strata that hold fewer than their share leave the rest to the others
    PairSampler(std::uint64_t seed, std::size_t pairs);
    ~PairSampler();
    PairSampler(const PairSampler&) = delete;
    PairSampler& operator=(const PairSampler&) = delete;

    /// @param clusters  those of this class
    void look(const RegisterClass& assets, const Matching& matching, const EvidenceModel& model,
              double thresholdBits, std::span<const DuplicateCluster> clusters);

    PairSample sample() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace cadastre::duplicates
