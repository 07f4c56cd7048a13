#include "tools/backup_command.h"

#include <cxxopts.hpp>
#include <iostream>
#include <optional>

#include "schema/backup.h"
#include "schema/messages.h"
#include "schema/migrate.h"
#include "schema/paths.h"
#include "schema/register_database.h"
#include "tools/command.h"

namespace cadastre::tools {
namespace {

struct Request {
    GlobalOptions global;
    std::filesystem::path folder;
};

/// The folder and the global options; nothing when only help was asked for.
std::optional<Request> requestFrom(int argc, char** argv, const std::string& program,
                                   const std::string& help) {
    cxxopts::Options options(program, help);
    options.add_options()("folder", "folder of the backup", cxxopts::value<std::string>());
    options.parse_positional({"folder"});
    options.positional_help("DIR");
    addGlobalOptions(options);
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return std::nullopt;
    }
    if (parsed.count("folder") == 0) throw UsageMistake{"the folder DIR is missing"};
    return Request{globalOptions(parsed), parsed["folder"].as<std::string>()};
}

std::int64_t rowsOf(const BackupList& list) {
    std::int64_t rows = 0;
    for (const BackedUpTable& table : list.tables)
        rows += table.rows;
    return rows;
}

void tell(const Request& request, const BackupList& list, const char* key) {
    const Messages messages = Messages::load(shipped("schema/messages"));
    peopleStream(request.global) << messages.text(request.global.language, key,
                                                  {{"folder", request.folder.string()},
                                                   {"tables", std::to_string(list.tables.size())},
                                                   {"rows", std::to_string(rowsOf(list))},
                                                   {"files", std::to_string(list.files.size())},
                                                   {"made_at", list.madeAt}})
                                 << '\n';
    printJson(request.global, {{"folder", request.folder.string()},
                               {"made_at", list.madeAt},
                               {"tables", list.tables.size()},
                               {"rows", rowsOf(list)},
                               {"files", list.files.size()}});
}

}  // namespace

int runBackup(int argc, char** argv) {
    const auto request = requestFrom(argc, argv, "cadastre backup",
                                     "Copy the whole register into a new folder, and read the copy back\n");
    if (!request) return done;
    const auto database = openRegister(request->global.database);
    tell(*request, backUp(*database, request->folder), "backup.made");
    return done;
}

int runRestore(int argc, char** argv) {
    const auto request = requestFrom(argc, argv, "cadastre restore",
                                     "Bring a backup back into a register that holds no records yet\n");
    if (!request) return done;
    const auto database = openRegister(request->global.database);
    const auto migrations = shipped("schema/migrations");
    // A damaged backup is told before a database is made for it.
    verifiedBackup(request->folder);
    migrate(*database, migrations);
    const BackupList list = restoreBackup(*database, request->folder, migrations);
    migrate(*database, migrations);
    loadCodeLists(*database, shipped("schema/codes"));
    tell(*request, list, "backup.restored");
    return done;
}

}  // namespace cadastre::tools
