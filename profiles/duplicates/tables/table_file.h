// A table to be linked, read from delimiter-separated text as strangers write it. It stands beside the
// linkage, so that the command and tests read tables in one way.
#pragma once

#include <istream>
#include <string>
#include <string_view>

#include "profiles/duplicates/tables/linkage.h"
#include "schema/messages.h"

namespace cadastre::duplicates {

/// In whose words a file's damage is told.
struct Wording {
    const Messages& messages;
    std::string language = "en";
};

/// Reads a table of a header and rows, delimited by the one of , ; tab | that the header holds most; a byte
/// order mark, spaces around column names and rows of nothing but spaces don't count. Text must be UTF-8.
/// Throws std::invalid_argument naming `name`, the line and what to mend: nothing to read, UTF-16 or another
/// encoding in the header, no column `idColumn`, rows of other length than the header, unclosed quotes, NUL.
Table readTable(std::istream& file, const std::string& name, std::string_view idColumn,
                const Wording& wording);

}  // namespace cadastre::duplicates
