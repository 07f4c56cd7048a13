// Tables of rows made from templates ("register of X of region A", "… of region B"), where what is likest is
// siblings and not copies.
#pragma once

#include "profiles/duplicates/matching.h"
#include "profiles/duplicates/rivals.h"

namespace cadastre::duplicates {

/// Whether most of the rows that chose each other with `threshold` bits and more contradict each other: each
/// has a word or a number in its name that leads a life of its own in the table and that the other lacks.
/// Copies do so now and then, siblings nearly always.
bool holdsTemplates(const Corpus& corpus, const Matching& matching, const Rivals& rivals, double threshold);

/// Vetoes pairs of rows that contradict each other more than once: one word may be a slip or a new address.
inline bool contradict(const Level*, const PairComparer& comparer) {
    return comparer.contradictions() > 1;
}

}  // namespace cadastre::duplicates
