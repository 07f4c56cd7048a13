// Reads a CSV of anyone's making through a column map into records.
// It lives with the readers; what the records then meet is the store's.
#pragma once

#include <filesystem>
#include <string>

#include "importers/column_map.h"
#include "importers/record.h"

namespace cadastre::importers {

/// One file of the import: where it lies, its number in positions, and the subject for records that state
/// none.
struct FileToRead {
    std::filesystem::path path;
    std::uint32_t number = 0;
    std::string subject;
};

/// Reads the file row by row. A row with a blocking problem makes no records at all.
/// Throws FileError when the file or a joined one can't be read, MapError when the map contradicts
/// itself.
void importMappedCsv(const FileToRead& file, const SourceRule& source,
                     const assets::FieldDictionary& dictionary, RecordSink& sink);

}  // namespace cadastre::importers
