// Reads the register's own CSV: columns are field codes, and no map is needed.
// It lives with the readers; `export template` and `generate --format csv` write this form.
#pragma once

#include "importers/csv_import.h"

namespace cadastre::importers {

/// Columns: record_kind (default asset), subject, key, valid_from, class, functions, relations, events, and
/// field codes of the dictionary; cells as profiles/assets/stated_cells.h says. Columns in
/// kRegisterColumnsPassedOver tell a person something and are not read. Throws FileError when the file can't
/// be read.
void importRegisterCsv(const FileToRead& file, const assets::FieldDictionary& dictionary, RecordSink& sink);

}  // namespace cadastre::importers
