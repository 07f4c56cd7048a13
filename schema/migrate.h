// Brings a database to the program's schema: numbered migrations, forward only, then the code lists; and runs
// the checks that must find nothing. What `cadastre init` and `cadastre check --database` do.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "schema/transaction.h"

namespace cadastre {

/// Applies the files NNNN_name.sql of `folder` that were not applied yet, in order, each in one transaction
/// together with its row in cadastre.migration; only one process at a time does. Returns the names applied
/// now. Throws UnavailableError when an applied file was changed since (by SHA-256), is missing, or a number
/// is wrong; a migration that fails leaves the database at the one before.
std::vector<std::string> migrate(Database& database, const std::filesystem::path& folder);

/// How many rows of a code list were new or changed, and which values stand as an operator set them.
struct CodeListChange {
    std::string list;
    std::int64_t rows;
    std::vector<std::string> kept = {};  ///< "name: value (shipped: other value)"
};

/// Loads each file TABLE.csv of `folder` (first line: columns; UTF-8) into the table of its name: rows are
/// inserted or brought up to date by primary key, none is removed. A value that was changed by hand stays
/// where its table keeps the shipped one beside it (settings). Tables go before those that refer to them. An
/// empty cell is null where the column allows it, else empty text. One transaction. Throws InputError with
/// file and line.
std::vector<CodeListChange> loadCodeLists(Database& database, const std::filesystem::path& folder);

/// Whether anything was registered yet.
bool holdsRecords(Database& database);

/// A check that found rows where none may be.
struct BrokenCheck {
    std::string name;     ///< the file's name without .sql
    int rows;             ///< how many rows it returned
    std::string example;  ///< the first of them: "column: value, …"
};

/// Runs every file *.sql of `folder`, one query each; returns those that found something.
std::vector<BrokenCheck> runChecks(Transaction& transaction, const std::filesystem::path& folder);

}  // namespace cadastre
