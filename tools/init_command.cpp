// What `cadastre init` does: migrations, then code lists; again it changes nothing.
#include "tools/init_command.h"

#include <cxxopts.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "reports/count_store.h"
#include "schema/messages.h"
#include "schema/migrate.h"
#include "schema/paths.h"
#include "schema/register_database.h"
#include "tools/command.h"

namespace cadastre::tools {

namespace {

// What stands in the register, so that whoever starts it again sees it at a glance.
void sayWhatItHolds(Database& database, const GlobalOptions& global) {
    reports::recountWhenChanged(database);
    ReadTransaction transaction(database);
    const reports::Counts counts = reports::keptCounts(transaction);
    const auto amount = [&](const char* measure, const char* item = "") {
        return std::to_string(counts.amount(measure, item));
    };
    const Messages messages = Messages::load(shipped("schema/messages"));
    std::ostream& people = peopleStream(global);
    people << messages.text(global.language, "init.assets",
                            {{"assets", amount("assets")},
                             {"subjects", amount("subjects")},
                             {"silent", amount("silent_subjects")}})
           << '\n'
           << messages.text(global.language, "init.findings",
                            {{"findings", amount("findings")},
                             {"errors", amount("findings_by_severity", "error")},
                             {"warnings", amount("findings_by_severity", "warning")},
                             {"notices", amount("findings_by_severity", "notice")}})
           << '\n'
           << messages.text(global.language, "init.duplicates",
                            {{"object", amount("duplicates", "object")},
                             {"functional", amount("duplicates", "functional")},
                             {"planned", amount("duplicates", "planned")},
                             {"reuse", amount("duplicates", "reuse")},
                             {"family", amount("duplicates", "family")}})
           << '\n';
}

}  // namespace

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
    nlohmann::json kept = nlohmann::json::array();
    std::int64_t codes = 0;
    for (const CodeListChange& change : loadCodeLists(*database, shipped("schema/codes"))) {
        if (change.rows > 0) lists[change.list] = change.rows;
        codes += change.rows;
        for (const std::string& value : change.kept)
            kept.push_back(change.list + " " + value);
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
    if (records) sayWhatItHolds(*database, global);
    for (const auto& value : kept)
        people << "Kept as it was set here: " << value.get<std::string>() << '\n';
    printJson(
        global,
        {{"migrations", migrations}, {"code_lists", lists}, {"kept", kept}, {"holds_records", records}});
    return done;
}

}  // namespace cadastre::tools
