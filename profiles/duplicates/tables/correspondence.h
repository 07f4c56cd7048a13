// Values that stand for each other: where one table writes "Canada" the other writes "CA". Nothing in the
// letters says so; the matches that the other columns found do.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "profiles/duplicates/tables/linkage.h"

namespace cadastre::duplicates {

/// What the values of a column of the left table are in a column of the right one.
struct Correspondence {
    std::size_t left = 0, right = 0;               ///< columns
    std::map<std::string, std::string> rightWord;  ///< by left value
};

/// Learns from pairs that were found to match: of columns with few different values those that foretell each
/// other both ways (Goodman & Kruskal's lambda, 1954), each at most once, the most telling first; only where
/// some of the values are written differently. A value needs several matches to count, most of them with one
/// value.
std::vector<Correspondence> correspondencesOf(const Table& left, const Table& right,
                                              const std::vector<LinkedPair>& found,
                                              const LinkageOptions& options);

/// The table with the values of those columns as the other table writes them.
Table translated(const Table& left, const std::vector<Correspondence>& correspondences);

}  // namespace cadastre::duplicates
