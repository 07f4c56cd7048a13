// One thing entered twice, planned beside existing, tenants of one solution, typical solutions: the groups
// that stand on identity.
#pragma once

#include <cstdint>
#include <vector>

#include "profiles/duplicates/matching.h"
#include "profiles/duplicates/register/class_groups.h"
#include "profiles/duplicates/rivals.h"
#include "profiles/duplicates/threshold.h"

namespace cadastre::duplicates {

/// One class's candidate pairs, weighed and judged.
struct ComparedClass {
    const Matching& matching;
    const Rivals& rivals;
    const EvidenceModel& model;
    const Calibration& calibration;
};

/// The register's veto. A thing is known by its name: where names share next to nothing, one purpose means
/// one function, not one thing; and where a word stands against a word (Tver, Ryazan) they are siblings,
/// however much else they share.
bool cannotBeOneThing(const Level* levels, const PairComparer& comparer);

/// Which group answers for each corpus row in questions of function; rows of no group answer for themselves.
struct Units {
    std::vector<std::uint32_t> unitOf;  ///< by row
    std::uint32_t count = 0;
    /// By record: which system it is an entry of, from one on; nought where it is the only one.
    std::vector<std::uint32_t> systemOf;
};

/// Keeps the reuse, family, object and planned clusters of a class, and tells its units.
Units findObjects(const ComparedClass& compared, ClassGroups& groups);

}  // namespace cadastre::duplicates
