// Learning what agreement is worth when nothing is known about how often a thing occurs: the candidates are a
// mixture of matches and near misses, and every pair stands for itself. Tables of any kind are linked by it.
#pragma once

#include <cmath>
#include <vector>

#include "profiles/duplicates/matching.h"

namespace cadastre::duplicates {

/// Weights, and the log2 odds that a candidate pair matches before any field is looked at.
struct Mixture {
    EvidenceModel model;
    double priorBits = 0;
    double matchedShare = 0;  ///< one-to-one: of the smaller table's rows

    double probability(float bits) const {
        return 1 / (1 + std::exp2(-(static_cast<double>(bits) + priorBits)));
    }
};

/// Expectation–maximisation over Fellegi and Sunter's two classes (Winkler 1988, Dempster, Laird & Rubin
/// 1977). `sayOfTheLeast`, 0…1, is how much of the outset lies with the feature that agrees least. Three
/// things keep it from learning that siblings match: it sees near misses only, weights never fall as
/// agreement rises, and it sets out from the pairs that agree in nearly everything. Weighs the pairs with
/// what it learnt.
Mixture learnMixture(Matching& matching, int threads, double sayOfTheLeast);

/// The same where each row matches at most one other: weights learnt from mutual choices (learnWeights), and
/// the odds from `priorBits` on by expectation–maximisation, where the rivals of a row share one match
/// between them (Sadinle 2017). The prior rises with the share of rows that have a match.
Mixture learnOneToOne(Matching& matching, double priorBits, std::size_t rowsOfSmallerTable, int threads);

}  // namespace cadastre::duplicates
