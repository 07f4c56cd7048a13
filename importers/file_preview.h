// What reading would make of a file, before anything is read in: its form, its columns with what each
// becomes, and its first rows. It lives with the readers so that what is shown is what would be read.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "importers/reader.h"

namespace cadastre::importers {

/// One thing that a column becomes, or has a part in.
struct ColumnUse {
    std::string recordKind;
    std::string assetClass;  ///< empty: any, or no asset
    std::string field;       ///< field code; or key, subject, valid_from, functions, relations, events
    bool operator==(const ColumnUse&) const = default;
};

struct PreviewColumn {
    std::string name;
    std::vector<ColumnUse> uses;  ///< none: it is not read
};

struct FilePreview {
    std::string format;  ///< csv or xml; an XML package has no columns
    std::string encoding;
    bool encodingGuessed = false;
    char delimiter = ',';
    std::vector<PreviewColumn> columns;
    std::vector<std::vector<std::string>> rows;  ///< the first ones, cells in the order of the columns
};

/// Looks at no more than the first `rows` rows; cells are cut to 200 characters. What is wrong with the file
/// is for readAll to say: a file that can't be read at all has no columns. Throws MapError for a wrong map.
FilePreview previewOf(const Input& input, const assets::FieldDictionary& dictionary,
                      const ReadingGround& ground, std::size_t rows);

struct ShippedMap {
    std::string name;
    std::string about;
    std::vector<std::string> files;  ///< names of the files it reads, as it writes them; "*": any
};

/// The maps that come with the program, by name. Throws MapError for one that is wrong.
std::vector<ShippedMap> shippedMaps(const assets::FieldDictionary& dictionary, const ReadingGround& ground);

}  // namespace cadastre::importers
