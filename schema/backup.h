// The register into a folder and back: PostgreSQL's own directory dump beside a list of what is in it, by
// which the copy is read back when it is made and again when it is restored.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "schema/database.h"

namespace cadastre {

/// What a backup holds of one table.
struct BackedUpTable {
    std::string name;
    std::int64_t rows = 0;
    /// Sum of the first 60 bits of each row's MD5: the same for the same rows in any order.
    std::string contentHash;
    bool operator==(const BackedUpTable&) const = default;
};

/// One file of the dump.
struct BackedUpFile {
    std::string name;
    std::uint64_t size = 0;
    std::string sha256;
};

/// The list, DIR/backup.json.
struct BackupList {
    std::string madeAt;                   ///< UTC, ISO 8601
    std::vector<std::string> migrations;  ///< applied to the database, in order
    std::vector<std::string> extensions;  ///< that the register uses
    std::vector<BackedUpTable> tables;
    std::vector<BackedUpFile> files;
};

/// Dumps the register as of one moment, whatever is written meanwhile, into `folder`, which must not exist or
/// be empty; then reads the dump back and counts its rows. Throws UsageError for a folder in use,
/// UnavailableError when PostgreSQL's pg_dump fails or what was written isn't what was read.
BackupList backUp(Database& database, const std::filesystem::path& folder);

/// Reads the list and every file it names. Throws InputError that says which file is missing, added or
/// damaged.
BackupList verifiedBackup(const std::filesystem::path& folder);

/// Puts the backup into a register that holds no records, then compares every table with the list.
/// `migrations` is the folder of the program's own: a backup with one that isn't there was made by a newer
/// program. Throws InputError (damaged, newer, or the register holds records) before anything is changed;
/// UnavailableError when the database refuses it, and then the register is empty: `cadastre init` makes it
/// anew.
BackupList restoreBackup(Database& database, const std::filesystem::path& folder,
                         const std::filesystem::path& migrations);

}  // namespace cadastre
