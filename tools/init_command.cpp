// What `cadastre init` does: migrations, then code lists; again it changes nothing.
#include "tools/init_command.h"

#include <cxxopts.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "schema/migrate.h"
#include "schema/paths.h"
#include "schema/register_database.h"
#include "tools/command.h"

namespace cadastre::tools {

int runInit(int argc, char** argv) {
    cxxopts::Options options("cadastre init", "Create the register's database, or bring it to this version");
    addGlobalOptions(options);
    const auto parsed = options.parse(argc, argv);
    if (parsed.count("help") > 0) {
        std::cout << options.help() << '\n';
        return done;
    }
    const GlobalOptions global = globalOptions(parsed);
    const auto database = openRegister(global.database);
    const auto migrations = migrate(*database, shipped("schema/migrations"));
    nlohmann::json lists = nlohmann::json::object();
    std::int64_t codes = 0;
    for (const CodeListChange& change : loadCodeLists(*database, shipped("schema/codes"))) {
        if (change.rows > 0) lists[change.list] = change.rows;
        codes += change.rows;
    }
    const bool records = holdsRecords(*database);
    std::ostream& people = peopleStream(global);
    if (migrations.empty() && codes == 0) {
        people << "The database is up to date";
    } else {
        people << "Applied " << migrations.size() << " migrations and brought " << codes
               << " codes up to date";
    }
    people << (records ? "; it holds records.\n" : "; it holds no records yet.\n");
    printJson(global, {{"migrations", migrations}, {"code_lists", lists}, {"holds_records", records}});
    return done;
}

}  // namespace cadastre::tools
