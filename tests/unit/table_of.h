// Small tables for the tests of linkage, written row by row.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "profiles/duplicates/tables/linkage.h"

namespace cadastre::duplicates {

/// A table of these columns and rows of as many cells; ids are row numbers from 0.
inline Table tableOf(std::vector<std::string> columns, const std::vector<std::vector<std::string>>& rows) {
    Table table;
    table.columns = std::move(columns);
    table.values.resize(table.columns.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        table.ids.push_back(std::to_string(row));
        for (std::size_t c = 0; c < table.columns.size(); ++c)
            table.values[c].push_back(rows[row][c]);
    }
    return table;
}

}  // namespace cadastre::duplicates
