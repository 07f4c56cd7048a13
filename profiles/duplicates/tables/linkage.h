// Linkage of two tables, or of one with itself, without labels: the engine's front door for tables of any
// columns (`cadastre link`). Tables in, matched pairs, candidates and explanations out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "profiles/duplicates/explanation.h"

namespace cadastre::duplicates {

/// A table as read: every row has as many cells as there are columns; text is UTF-8.
struct Table {
    std::vector<std::string> columns;
    std::vector<std::string> ids;  ///< one a row, unique
    std::vector<std::vector<std::string>>
        values;  ///< column-major: values[column][row]; the id is not among them

    std::size_t rows() const { return ids.size(); }
};

struct LinkageOptions {
    std::vector<std::string> columns;  ///< compare only these (left names); empty: all
    std::vector<std::pair<std::string, std::string>> mappedColumns;  ///< left = right, stated by the user
    std::size_t topCandidates = 0;                                   ///< candidates wanted a record; 0: none
    bool explain = false;
    int threads = 1;
};

struct LinkedPair {
    std::size_t left = 0, right = 0;  ///< row numbers; within one table left < right
    double bits = 0;                  ///< log2 odds
    double score = 0;                 ///< 0…1
};

struct CandidatePair {
    std::size_t left = 0, right = 0;
    int rank = 0;  ///< 1 is the nearest rival of `left`
    double score = 0;
};

struct LinkageResult {
    std::vector<LinkedPair> pairs;  ///< ordered by left, then right row
    std::vector<CandidatePair>
        candidates;  ///< ordered by left row, then rank; within one table every row is a left row
    std::vector<Explanation> explanations;  ///< parallel to pairs when asked for
    double thresholdBits = 0;
    /// The engine's own estimates, made without labels, of the pairs it had to judge; nothing where it judged
    /// none to be a match. Rows that say the same in every column are matches without being judged.
    std::optional<double> estimatedPrecision, estimatedRecall;
};

/// Compares `left` with `right`, or with itself when `right` is null. Throws std::invalid_argument for ids
/// that are missing or met twice, columns that do not exist and text that is not UTF-8, naming the row.
LinkageResult link(const Table& left, const Table* right, const LinkageOptions& options);

}  // namespace cadastre::duplicates
