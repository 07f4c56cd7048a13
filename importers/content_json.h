// Writes what a record states as the JSON that record_version.content keeps (docs/architecture.md, Content).
// By hand, because at a million records a JSON tree would cost more than reading the file.
#pragma once

#include <string>

#include "importers/record.h"

namespace cadastre::importers {

/// Appends the content of the record: fields, unknown, withheld, functions, relations.
/// Numbers go out as they are: readers hand over valid JSON numbers.
void appendContent(std::string& out, const Record& record);

/// Appends the stated events as an array of {"kind", "on", "stage", "note"}; absent parts are left out.
void appendEvents(std::string& out, const Record& record);

/// Appends text as a JSON string with its quotes.
void appendJsonText(std::string& out, std::string_view text);

}  // namespace cadastre::importers
