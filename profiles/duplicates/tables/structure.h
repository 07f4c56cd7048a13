// How often a thing stands in a table, told from the data: whether rows of one table may share a match.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>

#include "profiles/duplicates/matching.h"
#include "profiles/duplicates/rivals.h"

namespace cadastre::duplicates {

/// Where so many of the rows with a match have two of one thing, that is more than families of siblings do.
constexpr double moreThanSiblings = 0.16;

/// Which of two tables holds things more than once.
struct Repeats {
    bool left = false, right = false;
    /// Of the other table's rows that have a match at all, the share that has two of one thing here.
    double leftShare = 0, rightShare = 0;

    double leastShare() const { return std::min(leftShare, rightShare); }
    /// Takes back what siblings explain: a row finds two here no more often than it finds one as near in its
    /// own table. `leftSiblings` and `rightSiblings` are the shares of either table's rows that do. Where
    /// both repeat in earnest, each table's own copies look like siblings, and nothing is taken back.
    void doubt(double leftSiblings, double rightSiblings) {
        if (leastShare() >= moreThanSiblings) return;
        left = left && leftShare > rightSiblings;
        right = right && rightShare > leftSiblings;
    }
};

/// A table repeats things where rows of the other match two of its rows at `threshold` or above, those two,
/// held against each other, match as well, and the second too has no better choice; a sibling has its own
/// match to prefer.
Repeats repeatsOf(const Matching& matching, const Rivals& rivals, std::size_t leftRows, double threshold,
                  const std::function<double(RowPair)>& bitsOf);

}  // namespace cadastre::duplicates
