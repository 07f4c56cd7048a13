// What a search of the register says: groups of assets, each with its members, its price and the reasons.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "profiles/duplicates/explanation.h"
#include "profiles/duplicates/register/price.h"

namespace cadastre::duplicates {

using Uid = std::array<std::uint8_t, 16>;

enum class FindingKind : std::uint8_t { object, functional, planned, reuse, family, misclassified };

/// The kind as it stands in exports and message keys: "object", "functional", …
std::string_view codeOf(FindingKind kind);

struct ClusterMember {
    Uid uid{};
    double score = 0;                 ///< 0…1, of this member's best link inside the cluster
    int allocationPermille = 1000;    ///< share of its cost that serves what the cluster shares
    OneThing one;                     ///< with whom in the cluster it is not two things
    std::optional<MoneyShare> money;  ///< its share of the group's money, where it is known
    std::string currency;             ///< of that share
    std::int64_t recordedAt = 0;      ///< as of its record: another one, another version
};

/// What is said of a cluster beside whom it holds.
struct ClusterFacts {
    FindingKind kind = FindingKind::object;
    std::optional<double> identityScore;       ///< 0…1: that the members are one thing
    std::optional<double> functionalScore;     ///< 0…1: that they do the same work
    Explanation explanation;                   ///< of its strongest pair
    std::optional<std::string> proposedCode;   ///< misclassified: the code its neighbours carry
    std::vector<std::string> sharedFunctions;  ///< functional, planned: codes all members carry
};

/// A candidate finding: until its owners have answered it is no more than that.
struct DuplicateCluster : ClusterFacts {
    std::vector<ClusterMember> members;  ///< ordered by uid; one member where a record is misclassified
    Price price;
};

}  // namespace cadastre::duplicates
