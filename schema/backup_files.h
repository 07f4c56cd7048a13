// The list of a backup as a file, and the files it names: what backup.cpp needs of the file system.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "schema/backup.h"

namespace cadastre {

/// Size and SHA-256 of every file in the folder, by name. Throws UnavailableError when one can't be read.
std::vector<BackedUpFile> filesIn(const std::filesystem::path& folder);

/// DIR/backup.json, written whole or not at all. Throws UnavailableError.
void writeBackupList(const std::filesystem::path& folder, const BackupList& list);
/// Throws InputError when it is missing or no such list.
BackupList readBackupList(const std::filesystem::path& folder);

/// The folder of the dump itself.
std::filesystem::path dumpIn(const std::filesystem::path& folder);

}  // namespace cadastre
