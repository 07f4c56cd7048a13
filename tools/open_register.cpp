#include "tools/open_register.h"

#include <spdlog/spdlog.h>

#include "schema/migrate.h"
#include "schema/paths.h"
#include "schema/register_database.h"

namespace cadastre::tools {

std::unique_ptr<Database> openMigratedRegister(const GlobalOptions& options) {
    auto database = openRegister(options.database);
    // Code lists come with migrations; `cadastre init` brings them up to date at any time.
    if (!migrate(*database, shipped("schema/migrations")).empty()) {
        for (const CodeListChange& change : loadCodeLists(*database, shipped("schema/codes"))) {
            for (const std::string& value : change.kept)
                spdlog::info("kept as it was set here: {} {}", change.list, value);
        }
    }
    return database;
}

}  // namespace cadastre::tools
