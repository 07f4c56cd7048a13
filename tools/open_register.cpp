#include "tools/open_register.h"

#include "schema/migrate.h"
#include "schema/paths.h"
#include "schema/register_database.h"

namespace cadastre::tools {

std::unique_ptr<Database> openMigratedRegister(const GlobalOptions& options) {
    auto database = openRegister(options.database);
    // Code lists come with migrations; `cadastre init` brings them up to date at any time.
    if (!migrate(*database, shipped("schema/migrations")).empty()) {
        loadCodeLists(*database, shipped("schema/codes"));
    }
    return database;
}

}  // namespace cadastre::tools
