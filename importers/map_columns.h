// Walks a map's source and shows every column it names, so that a file that lacks one is refused before
// reading.
#pragma once

#include <functional>

#include "importers/column_map.h"

namespace cadastre::importers {

/// Calls `use` with each column name; `optional` when the file may lack it.
void forEachColumn(const SourceRule& source,
                   const std::function<void(const ColumnName& column, bool optional)>& use);
/// The same for one cell.
void forEachColumn(const CellRule& rule,
                   const std::function<void(const ColumnName& column, bool optional)>& use);
/// Calls `use` with the name of each piece that an `each` splits off.
void forEachPiece(const SourceRule& source, const std::function<void(const std::string& name)>& use);
/// Calls `use` with the name of each join that an `each` runs over.
void forEachJoinUsed(const SourceRule& source, const std::function<void(const std::string& name)>& use);

}  // namespace cadastre::importers
