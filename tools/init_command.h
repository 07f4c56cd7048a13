// `cadastre init`: creates the register's database or brings it to this program's version. It lives in tools/
// because it only calls the ground floor and says what happened.
#pragma once

namespace cadastre::tools {

/// Runs the subcommand; argv[0] is its name. Throws UsageMistake for a wrong command line.
int runInit(int argc, char** argv);

}  // namespace cadastre::tools
