// manifest.toml: which files of a folder are read, in which order, through which map.
// It lives with the readers because a folder is one of the things that can be handed in.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace cadastre::importers {

/// One file (or folder) to read as it was asked for.
struct Input {
    std::filesystem::path path;
    std::string format = "auto";  ///< auto, csv or xml
    std::string map;              ///< name of a shipped map, or path of a map file; empty: none
    std::string subject;          ///< for records that state no subject
};

/// The files of `folder`/manifest.toml in order:
///   [[file]]
///   path = "systems.csv"      # in the folder; a folder below it is read by its map or its own manifest
///   map = "riha"              # optional: a shipped map, or a map file in the folder
///   subject = "70000562"      # optional
///   format = "csv"            # optional
/// Throws MapError when the manifest is wrong or names a path outside the folder.
std::vector<Input> readManifest(const std::filesystem::path& folder);

}  // namespace cadastre::importers
