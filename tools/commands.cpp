// The table of subcommands: a new one adds its declaration and its row here.
#include "tools/backup_command.h"
#include "tools/check_command.h"
#include "tools/command.h"
#include "tools/decide_command.h"
#include "tools/duplicates_command.h"
#include "tools/export_command.h"
#include "tools/generate_command.h"
#include "tools/import_command.h"
#include "tools/init_command.h"
#include "tools/label_command.h"
#include "tools/link_command.h"
#include "tools/serve_command.h"
#include "tools/transfer_command.h"
#include "tools/undo_command.h"

namespace cadastre::tools {

const std::vector<Command>& commands() {
    static const std::vector<Command> table = {
        {"check", "run the rules over the register, or ask whether the database is consistent", runCheck},
        {"init", "create the register's database, or bring it to this version", runInit},
        {"import", "take files into the register, with a verdict", runImport},
        {"transfer", "give all assets of a dissolved body to its successor", runTransfer},
        {"undo", "take an import back whole", runUndo},
        {"duplicates", "find what the register holds twice, and what it costs", runDuplicates},
        {"decide", "keep what was decided about a finding", runDecide},
        {"label", "let people label pairs blind, and say how good the search is", runLabel},
        {"export", "write a report as CSV, XML or JSON", runExport},
        {"generate", "write a sample government with known duplicates and errors", runGenerate},
        {"link", "find the rows of two tables, or of one, that mean one thing", runLink},
        {"serve", "serve the register in a browser, on this machine only", runServe},
        {"backup", "copy the whole register into a folder, read back and counted", runBackup},
        {"restore", "bring a backup back into an empty register", runRestore},
    };
    return table;
}

}  // namespace cadastre::tools
