// Claims first, then the candidates that nobody claims, then anything.
#include "profiles/duplicates/labels/pair_sample.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <unordered_map>

#include "profiles/duplicates/compare.h"
#include "profiles/duplicates/labels/reservoir.h"

namespace cadastre::duplicates {
namespace {

using Rows = std::vector<std::uint32_t>;

/// A group as a claim about its pairs. Where two groups hold a pair, the one that says more speaks for it.
struct Claim {
    int rank = 0;  ///< 0: tenants, 1: one thing, 2: planned and one thing, 3: family, 4: function, 5: plan
    const DuplicateCluster* cluster = nullptr;
    Rows records;  ///< by row
    Rows rows;     ///< each once
};

int rankOf(const DuplicateCluster& cluster) {
    switch (cluster.kind) {
        case FindingKind::reuse:
            return 0;
        case FindingKind::object:
            return 1;
        case FindingKind::family:
            return 3;
        case FindingKind::functional:
            return 4;
        default:
            return cluster.identityScore ? 2 : 5;
    }
}

constexpr std::size_t at(std::string_view code) {
    return *stratumWith(code);
}

/// A pair as the reservoirs keep it; `known`: drawn at random, and then seen to be of another stratum.
struct Drawn {
    Uid one{}, other{};
    std::optional<double> bits;
    bool known = false;
};

}  // namespace

struct PairSampler::State {
    State(std::uint64_t ownSeed, std::size_t ownPairs) : seed(ownSeed), pairs(ownPairs), draws(ownSeed) {
        constexpr std::size_t spare = 4;  // for what was drawn at random and has a stratum already
        for (std::size_t s = 0; s < pairStrata.size(); ++s)
            reservoirs.emplace_back(pairStrata[s].isCompared ? pairs : spare * pairs, seed + 1 + s);
    }
    std::uint64_t seed;
    std::size_t pairs;
    SeededDraws draws;
    std::vector<Reservoir<Drawn>> reservoirs;
};

namespace {

class ClassLook {
  public:
    ClassLook(const RegisterClass& assets, const Matching& matching, const EvidenceModel& model,
              double threshold, SeededDraws& draws, std::vector<Reservoir<Drawn>>& reservoirs)
        : assets_(assets),
          matching_(matching),
          model_(model),
          threshold_(threshold),
          draws_(draws),
          reservoirs_(reservoirs),
          comparer_(assets.corpus()),
          levels_(comparer_.features()) {}

    void take(std::span<const DuplicateCluster> clusters) {
        readClaims(clusters);
        for (std::uint32_t c = 0; c < claims_.size(); ++c) {
            const Claim& claim = claims_[c];
            if (claim.rank == 1 || claim.rank == 2) passThings(c);
            if (claim.rank == 3) passTwins(c, at("family"));
            if (claim.rank == 3 || claim.rank == 4) passWork(c);
            if (claim.rank == 5) passPlans(c);
        }
        passCandidates();
        passAny();
    }

  private:
    void readClaims(std::span<const DuplicateCluster> clusters) {
        for (const DuplicateCluster& cluster : clusters) {
            if (cluster.kind == FindingKind::misclassified) continue;
            Claim claim{rankOf(cluster), &cluster, {}, {}};
            for (const ClusterMember& member : cluster.members)
                claim.records.push_back(*assets_.recordWith(member.uid));
            std::stable_sort(claim.records.begin(), claim.records.end(),
                             [&](std::uint32_t a, std::uint32_t b) { return rowOf(a) < rowOf(b); });
            for (const std::uint32_t record : claim.records) {
                if (claim.rows.empty() || claim.rows.back() != rowOf(record))
                    claim.rows.push_back(rowOf(record));
            }
            claims_.push_back(std::move(claim));
        }
        std::stable_sort(claims_.begin(), claims_.end(),
                         [](const Claim& a, const Claim& b) { return a.rank < b.rank; });
        for (std::uint32_t c = 0; c < claims_.size(); ++c) {
            for (const std::uint32_t row : claims_[c].rows)
                claimsOf_[row].push_back(c);
        }
    }

    std::uint32_t rowOf(std::uint32_t record) const { return assets_.records()[record].row; }

    /// The first claim that holds both rows.
    std::optional<std::uint32_t> claimOf(std::uint32_t left, std::uint32_t right) const {
        const auto ones = claimsOf_.find(left), others = claimsOf_.find(right);
        if (ones == claimsOf_.end() || others == claimsOf_.end()) return std::nullopt;
        for (const std::uint32_t claim : ones->second) {
            if (std::binary_search(others->second.begin(), others->second.end(), claim)) return claim;
        }
        return std::nullopt;
    }

    double bitsOf(std::uint32_t left, std::uint32_t right) {
        comparer_.compare(std::min(left, right), std::max(left, right), levels_.data());
        return static_cast<double>(model_.bits(levels_.data())) - threshold_;
    }

    /// Any of these records whose words are the row's.
    std::uint32_t anyOf(std::span<const std::uint32_t> records) {
        return records[draws_.below(records.size())];
    }
    std::span<const std::uint32_t> recordsOf(const Claim& claim, std::uint32_t row) const {
        const auto before = [&](std::uint32_t record, std::uint32_t wanted) {
            return rowOf(record) < wanted;
        };
        const auto after = [&](std::uint32_t wanted, std::uint32_t record) { return wanted < rowOf(record); };
        const auto first = std::lower_bound(claim.records.begin(), claim.records.end(), row, before);
        const auto last = std::upper_bound(first, claim.records.end(), row, after);
        return {first, last};
    }
    Drawn drawn(std::uint32_t one, std::uint32_t other, std::optional<double> bits) const {
        return {assets_.records()[one].uid, assets_.records()[other].uid, bits, false};
    }
    Drawn drawnFrom(const Claim& claim, std::uint32_t left, std::uint32_t right, std::optional<double> bits) {
        const std::uint32_t one = anyOf(recordsOf(claim, left));
        return drawn(one, anyOf(recordsOf(claim, right)), bits);
    }
    Drawn twinsFrom(const Claim& claim, std::uint32_t row, double bits) {
        const auto records = recordsOf(claim, row);
        const std::uint64_t one = draws_.below(records.size());
        const std::uint64_t other = (one + 1 + draws_.below(records.size() - 1)) % records.size();
        return drawn(records[one], records[other], bits);
    }

    static std::size_t thingStratum(const Claim& claim, double bits) {
        if (claim.rank == 2) return at("planned_thing");
        if (bits < nearBits) return at("object_near");
        return bits < clearBits ? at("object_clear") : at("object_sure");
    }

    void passThings(std::uint32_t number) {
        const Claim& claim = claims_[number];
        for (std::size_t i = 0; i < claim.rows.size(); ++i) {
            for (std::size_t j = i + 1; j < claim.rows.size(); ++j) {
                if (claimOf(claim.rows[i], claim.rows[j]) != number) continue;
                const double bits = bitsOf(claim.rows[i], claim.rows[j]);
                reservoirs_[thingStratum(claim, bits)].pass(
                    1, [&](std::uint64_t) { return drawnFrom(claim, claim.rows[i], claim.rows[j], bits); });
            }
        }
        passTwins(number, std::nullopt);
    }

    /// Records that read the same, as one pair a wording.
    void passTwins(std::uint32_t number, std::optional<std::size_t> stratum) {
        const Claim& claim = claims_[number];
        for (const std::uint32_t row : claim.rows) {
            if (recordsOf(claim, row).size() < 2 || claimsOf_.at(row).front() != number) continue;
            const double bits = bitsOf(row, row);
            reservoirs_[stratum.value_or(thingStratum(claim, bits))].pass(
                1, [&](std::uint64_t) { return twinsFrom(claim, row, bits); });
        }
    }

    /// Pairs of a typical solution or a function, but not those within a group that says more of them: rows
    /// are put in order of that group, and each is paired with all that come after its own.
    void passWork(std::uint32_t number) {
        constexpr double strongFrom = 0.6;
        const Claim& claim = claims_[number];
        const std::size_t stratum = claim.rank == 3 ? at("family")
                                    : claim.cluster->functionalScore.value_or(0) >= strongFrom
                                        ? at("functional_strong")
                                        : at("functional_weak");
        // Rows of no other group get a number of their own beyond all claims.
        std::vector<std::pair<std::uint64_t, std::uint32_t>> owned;
        for (const std::uint32_t row : claim.rows) {
            const std::uint32_t first = claimsOf_.at(row).front();
            owned.emplace_back(first < number ? first : claims_.size() + std::uint64_t{row}, row);
        }
        std::sort(owned.begin(), owned.end());
        std::size_t end = 0;
        for (std::size_t i = 0; i < owned.size(); ++i) {
            while (end < owned.size() && owned[end].first <= owned[i].first)
                ++end;
            reservoirs_[stratum].pass(owned.size() - end, [&](std::uint64_t k) {
                const std::uint32_t right = owned[end + k].second;
                return drawnFrom(claim, owned[i].second, right, bitsOf(owned[i].second, right));
            });
        }
    }

    /// A plan beside each of what exists; those that exist are not set beside each other.
    void passPlans(std::uint32_t number) {
        const Claim& claim = claims_[number];
        for (const std::uint32_t plan : claim.records) {
            if (!assets_.records()[plan].planned) continue;
            for (const std::uint32_t existing : claim.records) {
                if (assets_.records()[existing].planned || claimOf(rowOf(plan), rowOf(existing)) != number)
                    continue;
                reservoirs_[at("planned_work")].pass(1, [&](std::uint64_t) {
                    return drawn(plan, existing, bitsOf(rowOf(plan), rowOf(existing)));
                });
            }
        }
    }

    void passCandidates() {
        for (std::size_t p = 0; p < matching_.pairs.size(); ++p) {
            const RowPair pair = matching_.pairs[p];
            if (claimOf(pair.left, pair.right)) continue;
            const bool vetoed = matching_.bits[p] == vetoedBits;
            const double bits = static_cast<double>(matching_.bits[p]) - threshold_;
            const std::size_t stratum = vetoed               ? at("left_vetoed")
                                        : bits >= 0          ? at("left_above")
                                        : bits >= -nearBits  ? at("left_near")
                                        : bits >= -clearBits ? at("left_below")
                                                             : at("left_far");
            reservoirs_[stratum].pass(1, [&](std::uint64_t) {
                const std::uint32_t one = anyOf(assets_.recordsOf(pair.left));
                return drawn(one, anyOf(assets_.recordsOf(pair.right)),
                             vetoed ? std::nullopt : std::optional(bits));
            });
        }
    }

    /// All pairs of the class in the order (1,0) (2,0) (2,1) …; those that have a stratum are known by it.
    void passAny() {
        const std::uint64_t rows = assets_.corpus().rows();
        if (rows < 2) return;
        reservoirs_[at("random")].pass(rows * (rows - 1) / 2, [&](std::uint64_t k) {
            auto later = static_cast<std::uint64_t>((1 + std::sqrt(1 + 8 * static_cast<double>(k))) / 2);
            while (later * (later - 1) / 2 > k)
                --later;
            while ((later + 1) * later / 2 <= k)
                ++later;
            const auto left = static_cast<std::uint32_t>(k - later * (later - 1) / 2),
                       right = static_cast<std::uint32_t>(later);
            const std::uint32_t one = anyOf(assets_.recordsOf(left));
            Drawn pair = drawn(one, anyOf(assets_.recordsOf(right)), std::nullopt);
            pair.known = claimOf(left, right).has_value() || isCandidate(left, right);
            return pair;
        });
    }

    bool isCandidate(std::uint32_t left, std::uint32_t right) const {
        const auto before = [](const RowPair& a, const RowPair& b) {
            return a.left != b.left ? a.left < b.left : a.right < b.right;
        };
        return std::binary_search(matching_.pairs.begin(), matching_.pairs.end(), RowPair{left, right},
                                  before);
    }

    const RegisterClass& assets_;
    const Matching& matching_;
    const EvidenceModel& model_;
    double threshold_;
    SeededDraws& draws_;
    std::vector<Reservoir<Drawn>>& reservoirs_;
    PairComparer comparer_;
    std::vector<Level> levels_;
    std::vector<Claim> claims_;
    std::unordered_map<std::uint32_t, Rows> claimsOf_;
};

/// How many of each stratum: shares by weight, and what one stratum can't give goes round once more.
std::array<std::size_t, pairStrata.size()> quotas(
    std::size_t pairs, const std::array<std::size_t, pairStrata.size()>& available) {
    std::array<std::size_t, pairStrata.size()> quota{};
    std::size_t left = std::min(pairs, std::accumulate(available.begin(), available.end(), std::size_t{0}));
    while (left > 0) {
        for (std::size_t s = 0; s < quota.size(); ++s) {
            const std::size_t wanted = std::min(left, static_cast<std::size_t>(pairStrata[s].weight));
            const std::size_t given = std::min(wanted, available[s] - quota[s]);
            quota[s] += given;
            left -= given;
        }
    }
    return quota;
}

}  // namespace

PairSampler::PairSampler(std::uint64_t seed, std::size_t pairs)
    : state_(std::make_unique<State>(seed, pairs)) {}
PairSampler::~PairSampler() = default;

void PairSampler::look(const RegisterClass& assets, const Matching& matching, const EvidenceModel& model,
                       double thresholdBits, std::span<const DuplicateCluster> clusters) {
    ClassLook(assets, matching, model, thresholdBits, state_->draws, state_->reservoirs).take(clusters);
}

PairSample PairSampler::sample() const {
    PairSample sample;
    SeededDraws draws(state_->seed);
    const auto shuffle = [&](auto& items) {  // Fisher & Yates 1938
        for (std::size_t i = items.size(); i > 1; --i)
            std::swap(items[i - 1], items[draws.below(i)]);
    };
    std::array<std::vector<Drawn>, pairStrata.size()> drawn;
    std::array<std::size_t, pairStrata.size()> available{};
    std::uint64_t compared = 0;
    for (std::size_t s = 0; s < pairStrata.size(); ++s) {
        drawn[s] = state_->reservoirs[s].items();
        std::erase_if(drawn[s], [](const Drawn& pair) { return pair.known; });
        available[s] = drawn[s].size();
        sample.populations[s] = state_->reservoirs[s].passed();
        if (pairStrata[s].isCompared) compared += sample.populations[s];
    }
    std::uint64_t& rest = sample.populations[at("random")];
    rest -= std::min(rest, compared);
    const auto quota = quotas(state_->pairs, available);
    for (std::size_t s = 0; s < pairStrata.size(); ++s) {
        shuffle(drawn[s]);
        for (std::size_t i = 0; i < quota[s]; ++i)
            sample.pairs.push_back({drawn[s][i].one, drawn[s][i].other, s, drawn[s][i].bits});
    }
    // Neither the order of the pairs nor the side of a record says anything.
    shuffle(sample.pairs);
    for (SampledPair& pair : sample.pairs) {
        if (draws.below(2) == 1) std::swap(pair.one, pair.other);
    }
    return sample;
}

}  // namespace cadastre::duplicates
