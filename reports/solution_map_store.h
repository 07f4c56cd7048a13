// Where a typical solution stands in the tree of bodies: each body that has it, and each above one that does,
// with how many of the bodies below it do.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schema/transaction.h"

namespace cadastre::reports {

struct SolutionPlace {
    std::string uid, parent, code, name;
    std::int64_t systems = 0;  ///< of the group, held by the body itself
    std::int64_t holders = 0;  ///< of it and the bodies below, those that hold one
    std::int64_t bodies = 0;   ///< it and the bodies below
    int depth = 0;             ///< 0: none above it
};

/// The bodies as a tree is read: each after the one above it, those with most holders first.
std::vector<SolutionPlace> solutionPlaces(Transaction& transaction, const std::string& clusterId);

}  // namespace cadastre::reports
