// Tables with known answers, made here from a seed: kinds of data that the linkage was not tuned to. Tests
// hold a fast part of them to floors, tests/bench/link_sets.cpp prints the figures of all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "profiles/duplicates/tables/linkage.h"

namespace cadastre::tests {

/// One table, or two, and which of their rows mean one thing.
struct LinkageSet {
    std::string name;
    duplicates::Table left;
    std::optional<duplicates::Table> right;
    std::set<std::pair<std::size_t, std::size_t>> truths;  ///< row numbers; within one table left < right
};

/// How well an answer meets the truths of a set.
struct LinkageQuality {
    std::size_t matches = 0;
    double precision = 0, recall = 0, f1 = 0;  ///< 1 where nothing was to be found and nothing was
    double candidateRecall = 0;                ///< among ten candidates a row
    double reachableF1 = 0;  ///< of the ten candidates, threshold and mapping chosen by the answers
};

LinkageQuality linkSet(const LinkageSet& set, int threads = 2);

/// Names of all sets, in the order of the report.
std::vector<std::string> linkageSetNames();

/// Throws std::invalid_argument for a name that is not among them.
LinkageSet makeLinkageSet(const std::string& name, std::uint64_t seed);

}  // namespace cadastre::tests
