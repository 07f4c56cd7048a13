// `cadastre check`: runs the rules over the register, or asks the database whether it is consistent.
#pragma once

namespace cadastre::tools {

/// Runs the subcommand; argv[0] is its name. Throws UsageMistake for a wrong command line.
int runCheck(int argc, char** argv);

}  // namespace cadastre::tools
