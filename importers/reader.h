// The one way into reading: files, folders and manifests in, records out to a sink.
// It lives above the readers of each format, which know nothing of each other.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "importers/manifest.h"
#include "importers/record.h"
#include "profiles/assets/field_dictionary.h"

namespace cadastre::importers {

/// Where the shipped files stand that reading needs.
struct ReadingGround {
    std::filesystem::path maps;           ///< importers/maps
    std::filesystem::path packageSchema;  ///< schema/xsd/package.xsd

    /// Below the root of the checkout or of the installed share.
    static ReadingGround below(const std::filesystem::path& root) {
        return {root / "importers" / "maps", root / "schema" / "xsd" / "package.xsd"};
    }
};

/// The file of a map: a shipped one by name, or the path itself. Throws MapError when there is none (naming
/// those there are).
std::filesystem::path findMap(const std::string& nameOrPath, const std::filesystem::path& maps);

/// How an input is read: as its `format` says, else by its map, its name, its first character. "csv" or
/// "xml".
std::string formatOf(const Input& input);

/// What `asked` means in single files, in order. A folder with a map: the files its sources name; a folder
/// without: its manifest. Throws MapError when a map or manifest is wrong, std::runtime_error when a path
/// isn't there.
std::vector<Input> listInputs(const Input& asked, const assets::FieldDictionary& dictionary,
                              const ReadingGround& ground);

/// Reads every file into the sink; Position.file is the index in `inputs`. What is wrong with the content of
/// a file, its map or its format goes to the sink as problems; memory stays flat but for joined files.
void readAll(std::span<const Input> inputs, const assets::FieldDictionary& dictionary,
             const ReadingGround& ground, RecordSink& sink);

}  // namespace cadastre::importers
