// Reads the package XML while Xerces validates it against schema/xsd/package.xsd, element by element.
// It lives with the readers; only here and in xml_input does the project meet Xerces on the way in.
#pragma once

#include <filesystem>

#include "importers/csv_import.h"

namespace cadastre::importers {

/// Reads one package. Every schema error goes to the sink with its line (10,000 at most, then reading stops);
/// a record with a blocking problem is not handed on. A document type, external entities, schema locations of
/// the file itself, elements nested deeper than 32 and texts over 4 MiB are refused. Throws
/// std::runtime_error when the shipped schema can't be loaded.
void readPackage(const FileToRead& file, const assets::FieldDictionary& dictionary,
                 const std::filesystem::path& packageSchema, RecordSink& sink);

}  // namespace cadastre::importers
